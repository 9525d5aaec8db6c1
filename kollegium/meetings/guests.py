"""The door for guests: a link opens one lärträff to one who is invited, and the browser that followed it is let in."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone

from kollegium.meetings.models import Guest, Meeting
from kollegium.web import signed_links

COOKIE = "gast"
SALT = "kollegium.meetings.guest"
OPENS = timedelta(days=1)  # before the lärträff
LASTS = timedelta(days=3)


def new_key() -> str:
    return secrets.token_urlsafe(24)


def digest_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def link(key: str) -> str:
    return f"{settings.ADDRESS}/gast/{key}/"


def guest_by(key: str) -> Guest | None:
    return _guests().filter(key_digest=digest_of(key)).first()


def guest_with(cookies: Mapping[str, str], meeting_pk: int) -> Guest | None:
    """Whom this browser was let in as, to this lärträff; none when the invitation has been taken back."""
    digest = signed_links.load(cookies.get(COOKIE, ""), salt=SALT, max_age=LASTS).in_time
    if digest is None:
        return None
    return _guests().filter(meeting=meeting_pk, key_digest=digest).first()


def is_open(meeting: Meeting) -> bool:
    """From a day before until it has ended; one that never was held closes after a day."""
    return not is_over(meeting) and timezone.now() > meeting.starts_at - OPENS


def is_over(meeting: Meeting) -> bool:
    was_never_held = not meeting.has_started and timezone.now() > meeting.starts_at + OPENS
    return meeting.has_ended or was_never_held


def let_in(response: HttpResponse, guest: Guest) -> HttpResponse:
    """The browser carries it to this lärträff's address for guests and nowhere else."""
    response.set_cookie(
        COOKIE,
        signed_links.dump(guest.key_digest, salt=SALT),
        max_age=LASTS,
        path=f"/moten/{guest.meeting_id}/gast/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _guests() -> QuerySet[Guest]:
    return Guest.objects.select_related("meeting__group").prefetch_related("meeting__steps", "meeting__materials")
