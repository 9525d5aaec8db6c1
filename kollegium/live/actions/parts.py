"""The parts of a step's samtalsform: the room leads through them one by one, and none begins by itself."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kollegium.library import formats
from kollegium.library.formats import Mode
from kollegium.live import pairing
from kollegium.live.actions import last_press, turns
from kollegium.meetings.changing import changed, locked
from kollegium.meetings.models import AgendaStep, LastPress, Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused


@transaction.atomic
def next_part(meeting: Meeting, *, by: User, after: str | None = None) -> Meeting:
    """`after`: where the presser was, so that two thumbs at once don't skip a part."""
    meeting = locked(meeting)
    if not meeting.is_running or meeting.part is None:
        raise Refused("Steget har inga delar just nu.")
    if after is not None and after != place(meeting):
        return meeting
    format = formats.find(meeting.steps.get(position=meeting.step).format)
    if format is None or meeting.part + 1 >= len(format.parts):
        raise Refused("Det här är sista delen. Gå vidare till nästa steg när ni är klara.")
    last_press.remember(meeting, LastPress.Kind.PART, by)
    _begin(meeting, format, meeting.part + 1)
    return _told(meeting)


@transaction.atomic
def own(meeting: Meeting, person: User | None) -> Meeting:
    """This person brings the question that the others think about: out of the circle, and not asked to speak in it."""
    meeting = locked(meeting)
    format = formats.find(meeting.steps.get(position=meeting.step).format) if meeting.is_running else None
    if format is None or not format.has_owner:
        raise Refused("I det här steget är det ingen som äger frågan.")
    last_press.forget(meeting)
    turns.give_owner(meeting, person.pk if person else None)
    return _told(meeting)


def place(meeting: Meeting) -> str:
    """Names the running part in a form."""
    return f"{meeting.step}.{meeting.part}"


def enter(meeting: Meeting, step: AgendaStep) -> None:
    """A step begins with its first part; what the last one knew of turns and pairs is forgotten."""
    kept = turns.between_steps(meeting)
    leave(meeting)
    meeting.round = kept
    format = formats.find(step.format)
    if format:
        _begin(meeting, format, 0)


def leave(meeting: Meeting) -> None:
    meeting.round = meeting.pairs = meeting.part = meeting.part_started_at = None


def stand_still(meeting: Meeting, pause: timedelta) -> None:
    """A pause is not the part's time."""
    if meeting.part_started_at:
        meeting.part_started_at += min(pause, timezone.now() - meeting.part_started_at)


def _begin(meeting: Meeting, format: formats.Format, index: int) -> None:
    mode = format.parts[index].mode
    goes_on_in_pairs = mode == Mode.PAIRS and meeting.pairs is not None
    meeting.part, meeting.part_started_at = index, timezone.now()
    if not goes_on_in_pairs:
        meeting.pairs = pairing.pairs(turns.present(meeting), random.SystemRandom()) if mode == Mode.PAIRS else None
    meeting.round = turns.begun(meeting) if mode == Mode.ROUND else turns.between_rounds(meeting)


def _told(meeting: Meeting) -> Meeting:
    return changed(meeting, "part.changed", is_recorded=False)
