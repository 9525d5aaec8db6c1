"""A browser in which a person has signed in before: it counts by itself when somebody else guesses at the account.

The cookie holds random numbers and what proves whose they are. It names nobody, goes to the sign-in page only, and
proves nothing any more once the password is changed or the person has signed out everywhere.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kollegium.people.models import User

COOKIE = "__Secure-webblasare" if settings.HTTPS else "webblasare"
MOST = 5  # people who share a computer
LASTS = 60 * 60 * 24 * 365


def number_for(request: HttpRequest, person: User) -> str:
    """This browser's number for the person; empty when the person has not signed in here."""
    for number, proof in _held(request):
        if constant_time_compare(proof, _proof(number, person)):
            return number
    return ""


def remembered(request: HttpRequest, response: HttpResponse, person: User) -> HttpResponse:
    """The answer, by which this browser is known from now on."""
    own = number_for(request, person)
    others = [(number, proof) for number, proof in _held(request) if number != own]
    number = own or secrets.token_urlsafe(12)
    held = [(number, _proof(number, person)), *others][:MOST]
    response.set_cookie(
        COOKIE,
        "~".join(f"{number}.{proof}" for number, proof in held),
        max_age=LASTS,
        path=reverse("identity:sign_in"),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def _held(request: HttpRequest) -> list[tuple[str, str]]:
    cookie = request.COOKIES.get(COOKIE, "")[:1_000]
    return [(number, proof) for number, _, proof in (each.partition(".") for each in cookie.split("~")) if proof][:MOST]


def _proof(number: str, person: User) -> str:
    proven = f"{number} {person.pk} {person.get_session_auth_hash()}"
    return salted_hmac("kollegium.people.known_browsers", proven, algorithm="sha256").hexdigest()[:32]
