"""What can be undone: how the meeting stood before the last press of whoever steers, kept for some seconds."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kollegium.live.models import LastPress, LiveMeeting
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.prepared import Prepared, write

FOR = timedelta(seconds=10)
OF_MEETING = ("started_at", "started_by_id", "ended_at", "ended_by_id", "deputy_id", "step")
OF_LIVE = (
    *("code", "ends_at", "helm_id", "helm_seen_at", "step_started_at", "paused_at", "paused_for"),
    *("part", "part_started_at", "asked_first", "owner_id", "round", "pairs"),
)
REMEMBERED = ("kind", "by", "until", "meeting_before", "live_before", "steps_before")
MOMENTS = {"started_at", "ended_at", "ends_at", "helm_seen_at", "step_started_at", "paused_at", "part_started_at"}


def remember(live: LiveMeeting, kind: str, by: User) -> None:
    """How the meeting stands just before this press. The row is locked already; an earlier press is forgotten."""
    meeting = live.meeting
    press = LastPress(
        meeting=meeting,
        kind=kind,
        by=by,
        until=timezone.now() + FOR,
        meeting_before={name: _kept(getattr(meeting, name)) for name in OF_MEETING},
        live_before={name: _kept(getattr(live, name)) for name in OF_LIVE},
        steps_before=[(step.position, step.seconds, step.took) for step in meeting.steps.all()],
    )
    if earlier := _presses.first(meeting.pk):
        press.pk = earlier.pk
        write(press, REMEMBERED)
    else:
        press.save(force_insert=True)


def put_back(live: LiveMeeting, press: LastPress) -> None:
    """The meeting, its live row and its steps as they stood before the press. The two are saved by the caller."""
    for name in OF_MEETING:
        setattr(live.meeting, name, _read(name, press.meeting_before[name]))
    for name in OF_LIVE:
        setattr(live, name, _read(name, press.live_before[name]))
    for position, seconds, took in press.steps_before:
        step = live.meeting.step_at(position)
        step.seconds, step.took = seconds, took
        write(step, ["seconds", "took"])


def forget(meeting: Meeting) -> None:
    """Something else has been decided since: it must not be undone on the way."""
    if _presses(meeting.pk):
        LastPress.objects.filter(meeting=meeting).delete()


def forget_old() -> int:
    """Those whose seconds are out; how many. Asked often, so it writes only when there is something to erase."""
    old = LastPress.objects.filter(until__lt=timezone.now())
    return old.delete()[0] if old.exists() else 0


def undoable(meeting: Meeting) -> LastPress | None:
    """That which can still be undone."""
    press = _presses.first(meeting.pk)
    return press if press and press.until > timezone.now() else None


def _read(name: str, kept: Any) -> Any:
    """What stood in this field, to the microsecond."""
    if kept is not None and name in MOMENTS:
        return datetime.fromisoformat(kept)
    return timedelta(microseconds=kept) if name == "paused_for" else kept


def _kept(value: Any) -> Any:
    """As JSON holds it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value // timedelta(microseconds=1) if isinstance(value, timedelta) else value


_presses: Prepared[LastPress] = Prepared(
    lambda meeting: LastPress.objects.filter(meeting=meeting).select_related("by"), int
)
