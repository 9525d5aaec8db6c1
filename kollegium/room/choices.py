"""What the lärledare can choose about time, in words: what each choice costs, and when it would all end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NotRequired, TypedDict

from django.utils import timezone

from kollegium.library import step_kinds
from kollegium.live import budget, pace
from kollegium.live.actions import Payer
from kollegium.live.budget import Share
from kollegium.live.models import live_of
from kollegium.meetings.models import AgendaStep, Meeting
from kollegium.swedish import listed

MINUTES = 2  # what "+ 2 min" adds


@dataclass(frozen=True)
class Choice:
    """Who pays when the step takes longer."""

    payer: str
    words: str
    ends: str = ""  # HH.MM; empty: the words say it
    is_protected: bool = False


class Start(TypedDict):
    begins: pace.Beginning
    off: int  # minutes
    costs: list[str]


class Longer(TypedDict):
    minutes: int
    running: AgendaStep
    payers: list[Choice]
    protected: list[Choice]


class Pace(TypedDict):
    pace: str  # on, behind or ahead
    pace_words: str
    off: NotRequired[int]  # minutes


class Sooner(Pace):
    ends_at: datetime
    counted_on: datetime
    costs: list[str]
    several: bool
    first_to_pay: str  # positions of steps


class Running(Longer, Sooner):
    pass


class Over(TypedDict):
    """There is nothing more to choose."""


def of(meeting: Meeting) -> Start | Running | Over:
    """All that the room's page shows of it."""
    if meeting.has_ended:
        return {}
    if not meeting.has_started:
        return beginning(meeting)
    return {**longer(meeting), **sooner(meeting)}


def beginning(meeting: Meeting) -> Start:
    """Late or early, and what a start now would cost."""
    now = timezone.now()
    begins = pace.beginning(meeting, now=now)
    before = [Share(step.position, step.seconds, step.seconds) for step in meeting.steps.all()]
    return {
        "begins": begins,
        "off": _minutes(abs(begins.off.total_seconds())),
        "costs": _costs(meeting, before, begins.shares),
    }


def longer(meeting: Meeting) -> Longer:
    """The proposal first: time in hand, else the longest unprotected step; the protected last."""
    now, seconds = timezone.now(), MINUTES * 60
    live = live_of(meeting)
    ends_at = pace.to_the_minute(pace.projected_end(live, now=now))
    in_hand = -pace.behind(live, now=now)
    to_come = [share for share in pace.remaining(live, now=now) if share.position > (meeting.step or 0)]
    ends = _hour(ends_at)
    payers = [
        Choice(str(share.position), f"Från {_name(meeting, share)}", ends, share.is_protected)
        for share in budget.payers(to_come, seconds)
    ]
    free = [choice for choice in payers if not choice.is_protected]
    together = budget.open_to_spreading(to_come)
    if not free and sum(share.spare for share in together) >= seconds:
        free = [Choice(Payer.SEVERAL, "Från flera steg tillsammans", ends)]
    later = ends_at + timedelta(seconds=seconds)
    if in_hand >= timedelta(seconds=seconds):
        nobody = Choice(
            Payer.NOBODY, f"Inget steg, ni har {_minutes(in_hand.total_seconds())} min i reserv", _hour(later)
        )
        free = [nobody, *free]
    else:
        free = [*free, Choice(Payer.NOBODY, f"Inget steg, vi slutar {_hour(later)}")]
    step = next(step for step in meeting.steps.all() if step.position == meeting.step)
    return {
        "minutes": MINUTES,
        "running": step,
        "payers": free,
        "protected": [choice for choice in payers if choice.is_protected],
    }


def sooner(meeting: Meeting) -> Sooner:
    """Where the whole plan stands, what it costs to catch up, and the end that can be changed."""
    now = timezone.now()
    live = live_of(meeting)
    counted_on = live.ends_at or pace.projected_end(live, now=now)
    off = pace.behind(live, now=now)
    shares = pace.remaining(live, now=now)
    seconds = int((counted_on - now).total_seconds())
    costs: list[str] = []
    if off >= pace.WORTH_SAYING and seconds >= budget.least(shares):
        costs = _costs(meeting, shares, budget.replanned(shares, seconds))
    ends_at = counted_on if abs(off) < pace.WORTH_SAYING else pace.to_the_minute(pace.projected_end(live, now=now))
    first = [str(share.position) for share in budget.open_to_spreading(shares)]
    return {
        "ends_at": ends_at,
        "counted_on": counted_on,
        "costs": costs,
        "several": len(first) > 1,
        "first_to_pay": listed(first),
        **_pace(off),
    }


def _pace(off: timedelta) -> Pace:
    """As <agenda-track> says it."""
    minutes = _minutes(abs(off.total_seconds()))
    if abs(off) < pace.WORTH_SAYING:
        return {"pace": "on", "pace_words": "I fas"}
    name, words = ("behind", "efter") if off > timedelta() else ("ahead", "före")
    return {"pace": name, "off": minutes, "pace_words": f"{minutes} min {words}"}


def _costs(meeting: Meeting, before: list[Share], after: list[Share]) -> list[str]:
    return [
        f"{_name(meeting, share)} får {_minutes(share.seconds)} min i stället för {_minutes(had.seconds)}"
        for had, share in zip(before, after, strict=True)
        if _minutes(had.seconds) > _minutes(share.seconds)
    ]


def _name(meeting: Meeting, share: Share) -> str:
    step = next(step for step in meeting.steps.all() if step.position == share.position)
    return step_kinds.of(step.kind).short or step.title


def _minutes(seconds: float) -> int:
    return int(seconds / 60 + 0.5)


def _hour(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H.%M}"
