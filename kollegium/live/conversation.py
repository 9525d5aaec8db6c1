"""Where in the step's samtalsform we are: the part, how long it lasts, and how long is fair for the speaker."""

from dataclasses import dataclass
from datetime import datetime

from kollegium.library import formats
from kollegium.meetings.models import AgendaStep, Meeting


@dataclass(frozen=True)
class Running:
    part: formats.Part
    index: int
    is_last: bool
    seconds: int  # its share of what was left of the step when it began
    began_at: datetime  # pauses since then moved out of the way


def running(meeting: Meeting, step: AgendaStep) -> Running | None:
    """The part the room is in; None while the talk is free."""
    format = formats.find(step.format)
    if format is None or meeting.part is None or meeting.part_started_at is None or meeting.part >= len(format.parts):
        return None
    weights = [part.weight for part in format.parts[meeting.part :]]
    left = max(0, step.seconds - round(_spent_at(meeting, meeting.part_started_at)))
    return Running(
        part=format.parts[meeting.part],
        index=meeting.part,
        is_last=meeting.part == len(format.parts) - 1,
        seconds=formats.shares(left, weights)[0],
        began_at=meeting.part_started_at,
    )


def speaker_slot(meeting: Meeting, now: Running, *, circle: int, waiting: int) -> int:
    """`circle`: how many are in the round; `waiting`: how many come after the speaker."""
    began = datetime.fromisoformat(meeting.round["began_at"])
    before = round(_spent_at(meeting, began) - _spent_at(meeting, now.began_at))
    return fair_slot(now.seconds, before, circle=circle, remaining=waiting + 1)


def fair_slot(seconds: int, before: int, *, circle: int, remaining: int) -> int:
    """What was left when the speaker began, shared equally by those who remain, the speaker among them.

    Never less than half of an equal slot: the last ones do not pay for all that the first ones took.
    """
    return max((seconds - before) // remaining, seconds // circle // 2)


def _spent_at(meeting: Meeting, moment: datetime) -> float:
    """Seconds of the step that were spent at a moment; pauses after it have already moved it (`stand_still`)."""
    until = min(moment, meeting.paused_at) if meeting.paused_at else moment
    return (until - meeting.step_started_at - meeting.paused_for).total_seconds()
