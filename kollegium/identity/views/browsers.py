"""Where one is signed in, and how to end it there or everywhere."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kollegium.audit.models import SecurityEntry
from kollegium.identity import browsers, sessions
from kollegium.people.requests import SignedInRequest

PER_PAGE = 20


def list_browsers(request: SignedInRequest) -> HttpResponse:
    browsers.write_row(request, request.user)  # the one that one looks from is always in the list
    rows = SecurityEntry.objects.of(request.user).select_related("by")
    content = {
        "browsers": browsers.of(request.user),
        "here": request.session.session_key,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("sida")),
    }
    return render(request, "identity/browsers.html", content | {"section": "settings"})


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    browser = get_object_or_404(browsers.of(request.user).exclude(session_key=request.session.session_key), pk=pk)
    browsers.end(browser, by=request.user)
    messages.success(request, f"Du är utloggad i {browser.words}.")
    return redirect("identity:browsers")


@require_POST
def end_everywhere(request: SignedInRequest) -> HttpResponse:
    browsers.end_everywhere(request.user, by=request.user)
    logout(request)
    messages.success(request, "Du är utloggad överallt. Logga in igen där du vill fortsätta.")
    return sessions.cleared(redirect("identity:sign_in"), but_words="lat-ligga" in request.POST)
