"""The browsers in which a person is signed in: a list for that person, and the end of one of them or of all."""

import re
from contextlib import suppress

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.db import DatabaseError, models, transaction
from django.db.models import F
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from kollegium import events
from kollegium.audit.kinds import Kind
from kollegium.audit.recording import record
from kollegium.events import Event, Happening
from kollegium.people.models import User

MARK = "browser"  # in the session: under which key its row was written
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "Chromebook",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox|FxiOS": "Firefox",
    "Chrome|CriOS": "Chrome",
    "Safari": "Safari",
}


class Browser(models.Model):
    """One that holds a session: no address, and days rather than hours."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    words = models.CharField(max_length=60)  # "Firefox på Windows"
    is_shared = models.BooleanField(default=False)
    began_on = models.DateField(default=timezone.localdate)
    seen_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-seen_on", "-pk"]

    def __str__(self) -> str:
        return self.words


def of(person: User) -> models.QuerySet[Browser]:
    """Where the person is signed in now."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return Browser.objects.filter(user=person, session_key__in=alive)


def write_row(request: HttpRequest, person: User) -> None:
    """Writes the row of this session, and the day it was last seen."""
    if request.session.session_key is None:
        request.session.create()
    key, today = request.session.session_key, timezone.localdate()
    if request.session.get(MARK) == [key, today.isoformat()]:
        return
    shown = {"user": person, "words": in_words(request.headers.get("User-Agent", "")), "seen_on": today}
    with suppress(DatabaseError):  # a database that is busy for a moment: noted at the next page, and this one is shown
        Browser.objects.update_or_create(session_key=key, defaults=shown)
        request.session[MARK] = [key, today.isoformat()]


def in_words(agent: str) -> str:
    """What somebody would call it. It is a browser's own word, and proves nothing."""
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    browser = next((name for sign, name in BROWSERS.items() if re.search(rf"(?:{sign})\w*/", agent)), "")
    return f"{browser or 'Webbläsare'} på {system}" if system else browser or "Okänd webbläsare"


@transaction.atomic
def end(browser: Browser, *, by: User) -> None:
    """Signed out there: its pages hear of it at once."""
    Session.objects.filter(session_key=browser.session_key).delete()
    browser.delete()
    record(Kind.SESSION_ENDED, about=by, by=by)
    events.tell(Happening.SESSIONS_ENDED, about=by)


@transaction.atomic
def end_everywhere(person: User, *, by: User) -> None:
    """Signed out in every browser, also in those that were open before there was a list."""
    close_all(person)
    record(Kind.SESSIONS_ENDED, about=person, by=by)


def close_all(person: User) -> None:
    """No session, letter or known browser from before proves anything any more."""
    User.objects.filter(pk=person.pk).update(epoch=F("epoch") + 1)
    forget(person)


def forget(person: User, but: str | None = None) -> None:
    """The rows go, and the sessions with them, except the one with the key `but`."""
    rows = Browser.objects.filter(user=person).exclude(session_key=but)
    Session.objects.filter(session_key__in=[*rows.values_list("session_key", flat=True)]).delete()
    rows.delete()
    events.tell(Happening.SESSIONS_ENDED, about=person)


def hear(event: Event) -> None:
    """Ends every session of a closed account, in the transaction that closes it (`events.take_part`)."""
    if event.name == Happening.PERSON_DEACTIVATED:
        assert event.about_id is not None, "the event is about a person"
        close_all(User.objects.get(pk=event.about_id))


def tidy() -> None:
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    Browser.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@receiver(user_logged_in)
def _came_in(request: HttpRequest, user: User, **_: object) -> None:
    write_row(request, user)
