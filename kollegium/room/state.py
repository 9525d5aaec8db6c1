"""The room's state: what changes often and must be felt at once, as a few hundred bytes that the page draws."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from kollegium.meetings.models import Meeting

State = dict[str, Any]


def of(meeting_pk: int) -> State:
    """The state as the database has it now. Times are epoch milliseconds, lengths are seconds."""
    meeting = (
        Meeting.objects.select_related("protocol")
        .prefetch_related("steps", "attendances", "duties__user")
        .get(pk=meeting_pk)
    )
    return {
        "type": "state",
        "version": meeting.version,
        "now": _ms(timezone.now()),
        "started_at": _ms(meeting.started_at),
        "ended_at": _ms(meeting.ended_at),
        "ends_at": _ms(meeting.ends_at),
        "final": hasattr(meeting, "protocol") and meeting.protocol.is_final,
        "step": meeting.step,
        "step_started_at": _ms(meeting.step_started_at),
        "paused_at": _ms(meeting.paused_at),
        "paused_for": meeting.paused_for.total_seconds(),
        "steps": [{"position": s.position, "seconds": s.seconds, "took": s.took} for s in meeting.steps.all()],
        "present": sorted(attendance.user_id for attendance in meeting.attendances.all() if attendance.is_here),
        "documentarian": meeting.documentarian.pk if meeting.documentarian else None,
        "reflector": meeting.reflector.pk if meeting.reflector else None,
        "round": _round(meeting),
    }


def _round(meeting: Meeting) -> State | None:
    if meeting.round is None:
        return None
    turn = dict(meeting.round)
    step = next(step for step in meeting.steps.all() if step.position == meeting.step)
    began = turn.pop("began_at")
    turn["slot"] = step.seconds // max(len(turn["order"]), 1)  # equal for everyone there
    turn["began_at"] = _ms(datetime.fromisoformat(began)) if began else None
    return turn


def _ms(moment: datetime | None) -> int | None:
    return round(moment.timestamp() * 1000) if moment else None
