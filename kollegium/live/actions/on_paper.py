"""Höll ni träffen på papper: a meeting that the room never saw, written down as held when it was planned."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kollegium.live.actions import belonging, last_press
from kollegium.live.actions.steering import close, refuse_while_another_runs
from kollegium.live.changing import locked
from kollegium.live.models import Attendance, LastPress
from kollegium.meetings.actions.planning import NOT_A_MEMBER
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused


@transaction.atomic
def hold_on_paper(meeting: Meeting, *, present: Collection[User], by: User) -> Meeting:
    """From its time to its planned end, each step as long as it was to be. `present`: who was there.

    Whoever had opened the room as it was due, and was not there, is not counted.
    """
    live = locked(meeting)
    meeting = live.meeting
    if meeting.has_started:
        raise Refused("Lärträffen är redan startad. Öppna rummet och skriv protokollet där.")
    if meeting.is_called_off:
        raise Refused("Lärträffen är inställd. Låt den bli av först, så går det att skriva in protokollet.")
    if meeting.planned_end > timezone.now():
        raise Refused("Lärträffen är inte slut än. Skriv in protokollet när dess tid har varit.")
    refuse_while_another_runs(meeting)
    if meeting.group.members().filter(pk__in=[person.pk for person in present]).count() < len(present):
        raise Refused(NOT_A_MEMBER)
    last_press.remember(live, LastPress.Kind.END, by)
    belonging.see_out(live)
    meeting.attendances.all().delete()
    Attendance.objects.bulk_create(Attendance(meeting=meeting, user=person) for person in present)
    meeting.steps.update(took=F("minutes") * 60)
    last = meeting.steps.latest("position")
    meeting.started_at, meeting.started_by = meeting.starts_at, by
    meeting.step = last.position
    live.step_started_at, live.ends_at = meeting.planned_end - timedelta(minutes=last.minutes), meeting.planned_end
    return close(live, by=by, at=meeting.planned_end)
