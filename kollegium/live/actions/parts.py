"""The parts of a step's samtalsform: the room leads through them one by one, and none begins by itself."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kollegium.events import Happening
from kollegium.library import formats
from kollegium.library.formats import Mode
from kollegium.live import pairing
from kollegium.live.actions import last_press, turns
from kollegium.live.changing import changed, locked
from kollegium.live.models import LastPress, LiveMeeting
from kollegium.meetings.models import AgendaStep, Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused


@transaction.atomic
def next_part(meeting: Meeting, *, by: User, after: str | None = None) -> Meeting:
    """`after`: where the presser was, so that two thumbs at once don't skip a part."""
    live = locked(meeting)
    if not live.meeting.is_running or live.part is None:
        raise Refused("Steget har inga delar just nu.")
    if after is not None and after != place(live):
        return live.meeting
    format = _format_now(live.meeting)
    if format is None or live.part + 1 >= len(format.parts):
        raise Refused("Det här är sista delen. Gå vidare till nästa steg när ni är klara.")
    last_press.remember(live, LastPress.Kind.PART, by)
    _begin(live, format, live.part + 1)
    return _told(live)


@transaction.atomic
def claim_question(meeting: Meeting, person: User | None) -> Meeting:
    """This person brings the question that the others think about: out of the circle, and not asked to speak in it."""
    live = locked(meeting)
    format = _format_now(live.meeting) if live.meeting.is_running else None
    if format is None or not format.has_owner:
        raise Refused("I det här steget är det ingen som äger frågan.")
    last_press.forget(meeting)
    turns.give_owner(live, person.pk if person else None)
    return _told(live)


def place(live: LiveMeeting) -> str:
    """Names the running part in a form."""
    return f"{live.meeting.step}.{live.part}"


def enter(live: LiveMeeting, step: AgendaStep) -> None:
    """A step begins with its first part; what the last one knew of turns and pairs is forgotten."""
    turns.end_round(live)
    live.owner = live.pairs = live.part = live.part_started_at = None
    format = formats.find(step.format)
    if format:
        _begin(live, format, 0)


def stand_still(live: LiveMeeting, pause: timedelta) -> None:
    """A pause is not the part's time."""
    if live.part_started_at:
        live.part_started_at += min(pause, timezone.now() - live.part_started_at)


def _format_now(meeting: Meeting) -> formats.Format | None:
    return formats.find(meeting.step_at(meeting.step).format)


def _begin(live: LiveMeeting, format: formats.Format, index: int) -> None:
    mode = format.parts[index].mode
    goes_on_in_pairs = mode == Mode.PAIRS and live.pairs is not None
    live.part, live.part_started_at = index, timezone.now()
    if not goes_on_in_pairs:
        here = turns.present(live.meeting)
        live.pairs = pairing.pairs(here, random.SystemRandom()) if mode == Mode.PAIRS else None
    if mode == Mode.ROUND:
        turns.begin_round(live)
    else:
        turns.end_round(live)


def _told(live: LiveMeeting) -> Meeting:
    return changed(live, Happening.PART_CHANGED)
