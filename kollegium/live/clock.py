"""Where in the mötesordning we are and how long is left. Pure: facts and a time in, a position out; nothing ticks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Facts:
    """What the database knows of the running step (seconds are those the room gives it, added time included)."""

    seconds: int
    started_at: datetime
    paused_at: datetime | None = None
    paused_for: timedelta = timedelta()


@dataclass(frozen=True)
class Position:
    spent: timedelta
    left: timedelta  # negative when the step has run over its time
    ends_at: datetime  # the whole meeting, if what remains goes as planned
    is_paused: bool


def position(facts: Facts, later: Sequence[int], *, now: datetime) -> Position:
    """`later`: the seconds of the steps still to come. A running pause counts up to now."""
    spent = spent_in_step(facts, now=now)
    left = timedelta(seconds=facts.seconds) - spent
    ends_at = now + max(left, timedelta()) + timedelta(seconds=sum(later))
    return Position(spent, left, ends_at, facts.paused_at is not None)


def spent_in_step(facts: Facts, *, now: datetime) -> timedelta:
    """Never below zero, whatever the clocks say."""
    until = facts.paused_at or now
    return max(until - facts.started_at - facts.paused_for, timedelta())
