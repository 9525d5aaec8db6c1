"""The outbox: in the demo all letters, on a real installation only how they fare."""

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kollegium.mail.access import Reader, letter_for, letters_for

ON_A_PAGE = 50


def outbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(letters_for(_reader(request)), ON_A_PAGE).get_page(request.GET.get("sida"))
    return render(request, "mail/outbox.html", {"page": page, "goes_nowhere": not settings.EMAIL_URL} | _stays())


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "mail/letter.html", {"letter": letter_for(_reader(request), pk)} | _stays())


# django-csp's types know only views without a number in their address.
@csp_replace({"default-src": [NONE], "style-src": ["'unsafe-inline'"], "sandbox": ["allow-top-navigation"]})  # type: ignore[arg-type]
def as_received(request: HttpRequest, pk: int) -> HttpResponse:
    """As a mail program shows it: the letter alone, with its own styles and no scripts."""
    return HttpResponse(letter_for(_reader(request), pk).html)


def _reader(request: HttpRequest) -> Reader:
    assert request.user.is_authenticated, "the others have been asked to sign in"
    return request.user


def _stays() -> dict[str, object]:
    """The demo's letters are handed to nobody, unless it has been given a real mail server."""
    return {"stays_here": settings.DEMO and settings.EMAIL_URL.startswith("dummymail")}
