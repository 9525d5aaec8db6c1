"""The open pages, and the pages that say what went wrong and what to do."""

import logging
import sys

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache

from kollegium.about import visibility
from kollegium.about.readiness import readiness
from kollegium.about.version import version
from kollegium.identity.kept_forms import after_an_old_token
from kollegium.identity.views.signing_in import is_signing_in, sign_in_anew
from kollegium.web.refusals import out_of_reach
from kollegium.web.requests import is_fragment, written

log = logging.getLogger("kollegium.about")


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about/about.html", {"section": "about", "version": version()})


@login_not_required
def who_sees_what(request: HttpRequest) -> HttpResponse:
    words = {"viewers": visibility.VIEWERS, "rows": visibility.table(), "section": "about"}
    return render(request, "about/who_sees_what.html", words)


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "about/styleguide.html")


@login_not_required
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """The server can do its work: for whatever tells a person that it cannot."""
    found = readiness()
    return JsonResponse(
        found.as_json(), status=503 if found.trouble else 200, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if answer := out_of_reach(request, exception):
        return answer
    return _say(request, "Servern förstod inte det som skickades. Gå tillbaka och försök igen.", status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _say(request, str(exception) or "Det här får du inte göra.", status=403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponseBase:  # noqa: ARG001  (Django's name)
    """The CSRF token did not match: most often a page left open while one signed out and in."""
    message = "Sidan var för gammal för att kunna sparas. Gå tillbaka, ladda om sidan och försök igen."
    answer: HttpResponseBase | None = None
    if not is_fragment(request):
        answer = sign_in_anew(request) if is_signing_in(request) else after_an_old_token(request)
    return answer or _say(request, message, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's name)
    return _say(request, "Sidan finns inte, eller så är den inte öppen för dig.", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    if answer := out_of_reach(request, sys.exc_info()[1]):  # before any view: the session's own question, say
        return answer
    message = "Något gick fel hos oss. Det du har sparat finns kvar. Försök igen om en stund."
    return _say(request, message, status=500)


def _say(request: HttpRequest, message: str, status: int) -> HttpResponse:
    if is_fragment(request):
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    content = {"message": message, "status": status}
    try:
        return render(request, "about/refused.html", content | {"written": written(request)}, status=status)
    except Exception:  # the page that says what went wrong must not go wrong: no database, no session, no files
        log.exception("The ordinary page of refusal could not be shown")
        return HttpResponse(render_to_string("about/refused_bare.html", content), status=status)
