"""What makes Kollegium an app on the phone: the manifest, the service worker and the page shown without network."""

import re
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control

ICONS = [("icons/icon-192.png", "192x192", "image/png"), ("icons/icon-512.png", "512x512", "image/png")]


@login_not_required
@cache_control(public=True, max_age=3600)
def manifest(_request: HttpRequest) -> HttpResponse:
    icons = [{"src": static("kollegium/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    for name, sizes, kind in ICONS:
        for purpose in ("any", "maskable"):
            icons.append({"src": static(f"kollegium/{name}"), "sizes": sizes, "type": kind, "purpose": purpose})
    content = {
        "id": "/",
        "name": "Kollegium, stöd för kollegialt lärande",
        "short_name": "Kollegium",
        "lang": "sv",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": theme()["light"],
        "theme_color": theme()["light"],
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json")


@login_not_required
@cache_control(no_cache=True)
def worker(_request: HttpRequest) -> HttpResponse:
    """At the root, because a worker rules only what lies below its own address."""
    release = getattr(staticfiles_storage, "manifest_hash", "")
    words = f'const RELEASE = "{release}";\n{_source("js/service_worker.js")}'
    return HttpResponse(words, content_type="text/javascript; charset=utf-8")


@login_not_required
def offline(request: HttpRequest) -> HttpResponse:
    """Kept by the worker, and shown when a page can't be fetched."""
    return render(request, "assets/offline.html")


@cache
def theme() -> dict[str, str]:
    """The colour of the paper, as the tokens have it."""
    found = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", _source("css/tokens.css"))
    assert found
    return {"light": found[1], "dark": found[2]}


def _source(name: str) -> str:
    return Path(finders.find(f"kollegium/{name}") or "").read_text()
