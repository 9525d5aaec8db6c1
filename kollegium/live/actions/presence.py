"""Who is here: oneself by opening the room, or marked by the lärledare for those without a device."""

from django.db import transaction

from kollegium.events import Happening
from kollegium.live import pairing
from kollegium.live.actions import turns
from kollegium.live.changing import changed, locked
from kollegium.live.models import Attendance, LiveMeeting
from kollegium.meetings.models import Absence, Meeting
from kollegium.people.models import User
from kollegium.prepared import Prepared, write


def arrive(meeting: Meeting, user: User) -> None:
    """Opened the room when it is time. One who has been marked, or has said that they can't come, is left as it is."""
    if meeting.has_ended or not (meeting.is_running or meeting.is_due):
        return
    if _has_said(meeting, user):
        return
    with transaction.atomic():
        live = locked(meeting)
        if not _has_said(meeting, user):
            _mark(live, user, is_here=True)
            changed(live, Happening.ATTENDANCE_CHANGED)


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


def _has_said(meeting: Meeting, user: User) -> bool:
    """That they can't come, or has been marked, here or away."""
    return bool(_attendance(meeting.pk, user.pk) or _absence(meeting.pk, user.pk))


def _mark(live: LiveMeeting, user: User, *, is_here: bool) -> None:
    if attendance := _attendance.first(live.meeting.pk, user.pk):
        attendance.is_here = is_here
        write(attendance, ["is_here"])
    else:
        Attendance.objects.create(meeting=live.meeting, user=user, is_here=is_here)
    if is_here:
        turns.join(live, user.pk)
    else:
        turns.step_out(live, user.pk)
    if live.pairs is not None:
        live.pairs = (pairing.join if is_here else pairing.step_out)(live.pairs, user.pk)


_attendance: Prepared[Attendance] = Prepared(
    lambda meeting, user: Attendance.objects.filter(meeting=meeting, user=user), int, int
)
_absence: Prepared[Absence] = Prepared(
    lambda meeting, user: Absence.objects.filter(meeting=meeting, user=user), int, int
)
