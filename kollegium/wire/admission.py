"""Who comes into an open meeting by socket: the same door as the page's."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, TypeVarTuple
from urllib.parse import urlsplit

from asgiref.sync import sync_to_async
from asgiref.typing import WWWScope
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections
from django.http import Http404, HttpRequest, parse_cookie

from kollegium.live.actions import arrive
from kollegium.meetings import guests
from kollegium.meetings.access import meeting_for
from kollegium.meetings.models import Guest, Meeting
from kollegium.people.models import User
from kollegium.web.cleaning import cleaned_cookies
from kollegium.web.reading import KEY, key
from kollegium.wire.hub import Connection
from kollegium.wire.rate_limit import TokenBucket

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")
Scope = WWWScope  # of a socket, or of a request that carries its frames (polling.py)
CloseReason = tuple[int, str]  # close code, and words that fit in a close frame

PATH = re.compile(rf"/moten/({KEY})/(rum|skarm|gast)/")  # the room, its big screen, a guest
SESSION_KEY = re.compile(r"[a-z0-9]{8,40}")  # as Django makes them
SIGNED_OUT: CloseReason = (4401, "Du är utloggad. Logga in igen, allt du skrivit finns kvar.")
TOO_OFTEN: CloseReason = (1013, "")
NOT_YOURS: CloseReason = (4404, "Det här rummet är inte öppet för dig.")


def is_ours(scope: Scope) -> bool:
    """Cookies come along from any site's page, so a page of another origin is not let in."""
    headers = dict(scope["headers"])
    try:
        origin = urlsplit(headers.get(b"origin", b"").decode("latin-1"))
    except ValueError:
        return False
    is_same_host = origin.netloc.encode("latin-1") == headers.get(b"host")
    is_our_page = is_same_host or f"{origin.scheme}://{origin.netloc}" == settings.ADDRESS
    return is_our_page and purpose(scope) != ""


class AdmissionLimits:
    """How often one may come: a browser that is signed in by itself, all others by their address."""

    def __init__(self) -> None:
        self._known = TokenBucket(
            60, back=2
        )  # a page whose connection breaks comes back at once, then more and more slowly
        self._strangers = TokenBucket(100, back=10)  # a school is one address: a signed-out page looks each 12 seconds

    def may_ask(self, scope: Scope) -> bool:
        session = session_and_room(scope)[0]
        return self._known.take(session) if session else True

    def may_be_told(self, scope: Scope) -> bool:
        """Whether one who is turned away is told why, which keeps the connection open for some seconds more."""
        return self._strangers.take(_address(scope))


def connection_for(scope: Scope) -> Connection | CloseReason:
    """A connection for the session's person, who is then on place; or why not."""
    opened = _open_door(scope)
    if not isinstance(opened, _Opened):
        return opened
    meeting, person = opened.meeting, opened.person
    if isinstance(person, Guest):
        return Connection(room=meeting.pk, user=-person.pk, group=meeting.group_id, receives_draft=False, is_guest=True)
    if purpose(scope) == "skarm":
        return Connection(room=meeting.pk, user=person.pk, group=meeting.group_id, receives_draft=False)
    arrive(meeting, person)
    return Connection(room=meeting.pk, user=person.pk, group=meeting.group_id)


def refusal(scope: Scope) -> CloseReason | None:
    """Why a connection that was let in must close now; None when it may stay."""
    opened = _open_door(scope)
    return None if isinstance(opened, _Opened) else opened


def session_and_room(scope: Scope) -> tuple[str, int]:
    """The session key that the page brought, and the room: such as a database can be asked for, else none."""
    session = _cookies(scope).get(settings.SESSION_COOKIE_NAME, "")
    return session if SESSION_KEY.fullmatch(session) else "", _place(scope)[0]


def purpose(scope: Scope) -> str:
    """rum, skarm or gast: what one comes in for."""
    return _place(scope)[1]


async def in_thread(work: Callable[[*Arguments], T], *arguments: *Arguments) -> T:
    """Run database work in a worker thread; dead connections are dropped, and settings say if good ones are kept."""
    return await sync_to_async(_with_own_connection, thread_sensitive=False)(work, *arguments)


@dataclass(frozen=True)
class _Opened:
    person: User | Guest
    meeting: Meeting


def _open_door(scope: Scope) -> _Opened | CloseReason:
    session, room = session_and_room(scope)
    if purpose(scope) == "gast":
        guest = guests.guest_with(_cookies(scope), room)
        return _Opened(guest, guest.meeting) if guest and guests.is_open(guest.meeting) else NOT_YOURS
    user = _person(session)
    if user is None:
        return SIGNED_OUT
    try:
        return _Opened(user, meeting_for(user, room))
    except Http404:
        return NOT_YOURS


def _address(scope: Scope) -> str:
    return str((scope.get("client") or ("",))[0])


def _place(scope: Scope) -> tuple[int, str]:
    found = PATH.fullmatch(scope["path"])
    room = key(found[1]) if found else None
    return (room, found[2]) if found and room else (0, "")


def _cookies(scope: Scope) -> dict[str, str]:
    return cleaned_cookies(parse_cookie(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")))


def _person(session_key: str) -> User | None:
    if not session_key:
        return None
    request = HttpRequest()
    request.session = SessionStore(session_key)
    user = get_user(request)
    return user if user.is_authenticated else None


def _with_own_connection(work: Callable[[*Arguments], T], *arguments: *Arguments) -> T:
    close_old_connections()
    try:
        return work(*arguments)
    finally:
        close_old_connections()
