"""Ställ in: a meeting that will not be held, told of with its reason, and its turns handed on."""

from django.db import transaction
from django.utils import timezone

from kollegium.events import Happening
from kollegium.meetings import letters
from kollegium.meetings.actions.calling import recipients
from kollegium.meetings.changing import changed, locked
from kollegium.meetings.models import Duty, Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused


@transaction.atomic
def call_off(meeting: Meeting, *, by: User, because: str = "") -> Meeting:
    """Who has been called gets a letter; a meeting that nobody has been called to is taken away without one.

    What anybody has written in a plan for it stays with its owner.
    """
    meeting = locked(meeting)
    if meeting.has_started:
        raise Refused("Lärträffen har redan börjat. Avsluta den i rummet i stället.")
    if meeting.is_called_off:
        return meeting
    meeting.called_off_at, meeting.called_off_by, meeting.called_off_because = timezone.now(), by, because
    meeting.deputy = None
    _hand_on_turns(meeting)
    meeting.absences.all().delete()
    if meeting.called_at:
        for member in recipients(meeting):
            letters.called_off(meeting, to=member.email, called=member.given_name, by=by)
        for guest in meeting.guests.exclude(email=""):
            letters.called_off(meeting, to=guest.email, called=guest.name, by=by, is_guest=True)
    meeting.guests.all().delete()
    return changed(meeting, Happening.MEETING_CALLED_OFF, by)


@transaction.atomic
def reinstate(meeting: Meeting, *, by: User) -> Meeting:
    """Den blir av ändå: planned again, and to be called to anew."""
    meeting = locked(meeting)
    if not meeting.is_called_off:
        return meeting
    numbers = set(meeting.group.meetings.filter(called_off_at=None).values_list("number", flat=True))
    if meeting.number in numbers:
        meeting.number = max(numbers) + 1
    meeting.called_off_at, meeting.called_off_by, meeting.called_off_because = None, None, ""
    meeting.called_at, meeting.called_by = None, None
    return changed(meeting, Happening.MEETING_REINSTATED, by)


def _hand_on_turns(meeting: Meeting) -> None:
    """Who had a turn has it next time instead, and whoever had it then the time after.

    Who is left when no more meetings are planned keeps the turn here, to be proposed for the next one that is.
    """
    carried = _taken_from(meeting)
    later = meeting.group.meetings.upcoming().filter(started_at=None, starts_at__gt=meeting.starts_at)
    for after in later.exclude(pk=meeting.pk).order_by("starts_at"):
        absent = set(after.absences.values_list("user_id", flat=True))
        if carried and absent.isdisjoint(carried.values()):
            before = _taken_from(after)
            _give(after, carried | {kind: before[kind] for kind in before.keys() - carried.keys()})
            carried = {kind: before[kind] for kind in before.keys() & carried.keys()}
            changed(locked(after), Happening.DUTY_CHANGED)
    _give(meeting, carried)


def _taken_from(meeting: Meeting) -> dict[str, int]:
    """Who had each duty there."""
    duties = Duty.objects.filter(meeting=meeting)
    had = {duty.kind: duty.user_id for duty in duties}
    duties.delete()
    return had


def _give(meeting: Meeting, people: dict[str, int]) -> None:
    Duty.objects.bulk_create(Duty(meeting=meeting, kind=kind, user_id=person) for kind, person in people.items())
