"""Where in the step's samtalsform we are: the part, how long it lasts, and how long is fair for the speaker."""

from dataclasses import dataclass
from datetime import datetime

from kollegium.library import formats
from kollegium.live.models import LiveMeeting
from kollegium.meetings.models import AgendaStep


@dataclass(frozen=True)
class Running:
    part: formats.Part
    index: int
    is_last: bool
    seconds: int  # its share of what was left of the step when it began
    began_at: datetime  # pauses since then moved out of the way


def running(live: LiveMeeting, step: AgendaStep) -> Running | None:
    """The part the room is in; None while the talk is free."""
    format = formats.find(step.format)
    if format is None or live.part is None or live.part_started_at is None or live.part >= len(format.parts):
        return None
    weights = [part.weight for part in format.parts[live.part :]]
    left = max(0, step.seconds - round(_spent_at(live, live.part_started_at)))
    return Running(
        part=format.parts[live.part],
        index=live.part,
        is_last=live.part == len(format.parts) - 1,
        seconds=formats.shares(left, weights)[0],
        began_at=live.part_started_at,
    )


def speaker_slot(live: LiveMeeting, now: Running, began: datetime, *, circle: int, waiting: int) -> int:
    """Seconds for the one who began to speak at `began`; `circle`: how many are in the round; `waiting`: how many are
    left after the speaker."""
    before = round(_spent_at(live, began) - _spent_at(live, now.began_at))
    return fair_slot(now.seconds, before, circle=circle, remaining=waiting + 1)


def fair_slot(seconds: int, before: int, *, circle: int, remaining: int) -> int:
    """What was left when the speaker began, shared equally by those who remain, the speaker among them.

    Never less than half of an equal slot: the last ones do not pay for all that the first ones took.
    """
    return max((seconds - before) // remaining, seconds // circle // 2)


def _spent_at(live: LiveMeeting, moment: datetime) -> float:
    """Seconds of the step that were spent at a moment; pauses after it have already moved it (`stand_still`)."""
    assert live.step_started_at is not None, "no step is going on"
    until = min(moment, live.paused_at) if live.paused_at else moment
    return (until - live.step_started_at - live.paused_for).total_seconds()
