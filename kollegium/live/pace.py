"""How the lärträff stands against the end the group counts on: read from its rows, nothing written."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor

from kollegium.live import budget, clock
from kollegium.live.budget import Share
from kollegium.live.models import LiveMeeting
from kollegium.meetings.models import AgendaStep, Meeting

ANOTHER_TIME = timedelta(hours=1)  # further from the hour it was set for, it is another time of day altogether
FAR = timedelta(minutes=10)  # further from it, whoever starts is asked first
WORTH_SAYING = timedelta(minutes=1)


@dataclass(frozen=True)
class Beginning:
    """What a start at this moment means."""

    off: timedelta  # late, or early when negative
    as_called: datetime
    whole: datetime  # the end if every step gets its time
    shares: list[Share]  # what the steps get so that it ends as called
    can_end_as_called: bool

    @property
    def is_late(self) -> bool:
        return self.off >= WORTH_SAYING

    @property
    def is_early(self) -> bool:
        return self.off <= -WORTH_SAYING

    @property
    def is_far(self) -> bool:
        """By mistake, or for a reason: it is asked about, and so is when it is to end."""
        return abs(self.off) > FAR

    @property
    def is_another_time(self) -> bool:
        return abs(self.off) > ANOTHER_TIME


def beginning(meeting: Meeting, *, now: datetime) -> Beginning:
    shares = [_to_come(step) for step in meeting.steps.all()]
    as_called, whole = meeting.planned_end, to_the_minute(now + timedelta(seconds=budget.total(shares)))
    off = now - meeting.starts_at
    if abs(off) > ANOTHER_TIME:
        return Beginning(off, as_called, whole, shares, False)
    available = floor((as_called - now).total_seconds())
    can = available >= budget.least(shares)
    if off >= WORTH_SAYING and can:
        shares = budget.replanned(shares, available)
    return Beginning(off, as_called, whole, shares, can)


def remaining(live: LiveMeeting, *, now: datetime) -> list[Share]:
    """The running step with what is left of it, and those to come."""
    shares, current = [], live.meeting.step or 0
    for step in live.meeting.steps.all():
        if step.position > current:
            shares.append(_to_come(step))
        elif step.position == current:
            spent = clock.spent_in_step(clock_facts(live, step), now=now).total_seconds()
            left, planned = max(floor(step.seconds - spent), 0), max(floor(step.minutes * 60 - spent), 0)
            shares.append(Share(step.position, left, planned, step.is_protected))
    return shares


def projected_end(live: LiveMeeting, *, now: datetime) -> datetime:
    """When it ends if what remains takes the time it has."""
    return now + timedelta(seconds=budget.total(remaining(live, now=now)))


def behind(live: LiveMeeting, *, now: datetime) -> timedelta:
    """Against the end that the group counts on; below zero: ahead."""
    end = projected_end(live, now=now)
    return end - (live.ends_at or end)


def to_the_minute(moment: datetime) -> datetime:
    """As people say when something ends."""
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)


def clock_facts(live: LiveMeeting, step: AgendaStep) -> clock.Facts:
    assert live.step_started_at is not None, "no step is going on"
    return clock.Facts(step.seconds, live.step_started_at, live.paused_at, live.paused_for)


def _to_come(step: AgendaStep) -> Share:
    return Share(step.position, step.seconds, step.minutes * 60, step.is_protected)
