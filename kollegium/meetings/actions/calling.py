"""Kallelsen: who gets it, and that it has gone out."""

from django.db import transaction
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from kollegium import events
from kollegium.events import Happening
from kollegium.mail.models import Letter
from kollegium.meetings import letters
from kollegium.meetings.actions.telling import news, told_of
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused


@transaction.atomic
def call(meeting: Meeting, *, by: User, because: str = "", after: str | None = None) -> Meeting:
    """Skicka kallelsen: one letter to each member, with time, place, question, material and whose turn it is.

    A later call says what is new since the one before, and why (`because`).
    `after`: the call that the presser saw, so that two thumbs at once don't send it twice.
    """
    latest = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if latest.has_started:
        raise Refused("Lärträffen har redan börjat, så ingen kallelse behövs.")
    if latest.is_called_off:
        raise Refused("Lärträffen är inställd.")
    if after is not None and after != stamp(latest):
        return latest
    changes = news_of(meeting)
    meeting.called_at, meeting.called_by, meeting.called_with = timezone.now(), by, told_of(meeting)
    meeting.save(update_fields=["called_at", "called_by", "called_with"])
    prefetch_related_objects([meeting], "duties__user", "materials", "steps")
    for member in recipients(meeting):
        letters.call(meeting, to=member, by=by, changes=changes, because=because)
    events.tell(Happening.MEETING_CALLED, by=by, meeting=meeting, group=meeting.group)
    return meeting


def news_of(meeting: Meeting) -> list[str]:
    """What is new since the latest call; nothing before the first."""
    return news(meeting.called_with, told_of(meeting)) if meeting.called_with else []


def recipients(meeting: Meeting) -> QuerySet[User]:
    return meeting.group.members().filter(is_active=True)


def call_letter(meeting: Meeting, person: User) -> Letter | None:
    """The latest call to this person, as it was written."""
    return Letter.objects.filter(about=letters.about_call(meeting), to=person.email).order_by("pk").last()


def latest_letters(meeting: Meeting) -> QuerySet[Letter]:
    """Of the latest call, and the invitations of those who are guests now."""
    guests = Q(about__in=[letters.about_guest(guest) for guest in meeting.guests.all()])
    if meeting.called_at is None:
        return Letter.objects.filter(guests)
    return Letter.objects.filter(guests | Q(key__startswith=letters.key_of_call(meeting)))


def stamp(meeting: Meeting) -> str:
    """Names the latest call in a form; empty before the first."""
    return meeting.called_at.isoformat() if meeting.called_at else ""


def has_changed_since(meeting: Meeting) -> bool:
    """Whether the call that went out no longer tells all."""
    if meeting.called_at is None or meeting.has_started:
        return False
    return bool(news_of(meeting))
