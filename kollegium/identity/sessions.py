"""Coming in, going out, and how long a session lasts: a month in one's own browser, an hour's calm in a shared one."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from kollegium.audit.kinds import Kind
from kollegium.audit.recording import record
from kollegium.identity import browsers, known_browsers
from kollegium.identity.browsers import Browser
from kollegium.people.models import User

IDLE = timedelta(hours=1)  # longer than any step of a lärträff, in which a page may ask for nothing
AWAKE = timedelta(minutes=5)
SHARED, SEEN = "is_shared", "seen"
# Whatever the pages keep in the browser: texts, kept pages, the worker. Not the cookies: the known browser stays known.
CLEARED = '"cache", "storage"'
# Two cookies tell that a shared computer has been left: one lives on when the browser is closed, the other does not.
LEFT, OPEN = "delad", "delad-oppen"


class Sessions(SessionMiddleware):
    """A shared computer's session ends with the browser, and an hour after the last page."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        # What has been read, and no more: a page that says that the database is away asks it for nothing.
        is_shared = SHARED in getattr(request.session, "_session_cache", {})
        if is_shared:
            self._keep_awake(request)
        response = super().process_response(request, response)
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if is_shared and cookie and cookie.value:
            cookie["max-age"] = cookie["expires"] = ""
        return response

    def _keep_awake(self, request: HttpRequest) -> None:
        now = timezone.now().timestamp()
        if now - request.session.get(SEEN, 0) > AWAKE.total_seconds():
            request.session[SEEN] = now


class SeenBrowsers:
    """The list of browsers is kept as it is: those from before there was one come in, and each has its last day."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code < 400 and request.user.is_authenticated:
            browsers.write_row(request, request.user)
        return _without_leavings(request, response)


def come_in(request: HttpRequest, person: User, response: HttpResponse, *, is_shared: bool = False) -> HttpResponse:
    """Signed in from here on; a browser of one's own is known the next time."""
    login(request, person)
    record(Kind.SIGNED_IN, about=person, by=person)
    if is_shared:
        request.session[SHARED] = True
        request.session.set_expiry(int(IDLE.total_seconds()))  # counted from each save
        Browser.objects.filter(session_key=request.session.session_key).update(is_shared=True)
        _mark(response, LEFT, _whose(person), max_age=settings.SESSION_COOKIE_AGE)
        _mark(response, OPEN, "1")
    else:
        known_browsers.remembered(request, response, person)
    if (left := request.COOKIES.get(LEFT)) and not constant_time_compare(left, _whose(person)):
        response["Clear-Site-Data"] = CLEARED  # somebody else's, who never signed out
    return response


def is_shared(request: HttpRequest) -> bool:
    return SHARED in request.session


def cleared(response: HttpResponse, *, but_words: bool = False) -> HttpResponse:
    """Nothing that was written or read stays in the browser; `but_words`: what the server lacks does, by choice."""
    response["Clear-Site-Data"] = '"cache"' if but_words else CLEARED
    for name in (LEFT, OPEN):
        response.delete_cookie(name)
    return response


def _without_leavings(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The first page after a shared computer's browser was closed, with nobody signed in."""
    is_left = LEFT in request.COOKIES and OPEN not in request.COOKIES
    return cleared(response) if is_left and not request.user.is_authenticated else response


def _mark(response: HttpResponse, name: str, value: str, max_age: int | None = None) -> None:
    response.set_cookie(name, value, max_age=max_age, secure=settings.HTTPS, httponly=True, samesite="Lax")


def _whose(person: User) -> str:
    return salted_hmac("kollegium.people.sessions", str(person.pk), algorithm="sha256").hexdigest()[:32]
