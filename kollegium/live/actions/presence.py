"""Who is here: oneself by opening the room, or marked by the lärledare for those without a device."""

from django.db import transaction

from kollegium.events import Happening
from kollegium.live import pairing
from kollegium.live.actions import turns
from kollegium.live.changing import changed, locked
from kollegium.live.models import Attendance, LiveMeeting
from kollegium.meetings.models import Meeting
from kollegium.people.models import User


@transaction.atomic
def arrive(meeting: Meeting, user: User) -> None:
    """Opened the room when it is time. One who has been marked, or has said that they can't come, is left as it is."""
    if meeting.has_ended or not (meeting.is_running or meeting.is_due):
        return
    if meeting.absences.filter(user=user).exists() or Attendance.objects.filter(meeting=meeting, user=user).exists():
        return
    mark(meeting, user, is_here=True)


@transaction.atomic
def mark(meeting: Meeting, user: User, *, is_here: bool) -> None:
    """On place or not, as somebody in the room says. A phone that sleeps has not left."""
    live = locked(meeting)
    _mark(live, user, is_here=is_here)
    changed(live, Happening.ATTENDANCE_CHANGED)


@transaction.atomic
def mark_all(meeting: Meeting) -> None:
    """Alla är här: all but those who have said that they can't come."""
    live = locked(meeting)
    here, excused = meeting.attendances.filter(is_here=True), meeting.absences
    for user in meeting.group.members().exclude(pk__in=here.values("user")).exclude(pk__in=excused.values("user")):
        _mark(live, user, is_here=True)
    changed(live, Happening.ATTENDANCE_CHANGED)


def _mark(live: LiveMeeting, user: User, *, is_here: bool) -> None:
    Attendance.objects.bulk_create(
        [Attendance(meeting=live.meeting, user=user, is_here=is_here)],
        update_conflicts=True,
        unique_fields=["meeting", "user"],
        update_fields=["is_here"],
    )
    if is_here:
        turns.join(live, user.pk)
    else:
        turns.step_out(live, user.pk)
    if live.pairs is not None:
        live.pairs = (pairing.join if is_here else pairing.step_out)(live.pairs, user.pk)
