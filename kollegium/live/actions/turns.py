"""Laget runt: one at a time, equal slots, the right to pass. Kept with the open meeting, erased with the step."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kollegium.live.actions import last_press
from kollegium.meetings.changing import changed, locked
from kollegium.meetings.models import LastPress, Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused

# order, done, passed, later: ids; speaker: id; began_at: when the speaker began; turn: how often the word has gone on;
# owner: whose question it is, outside the circle; first: who have asked to begin. These alone are no round going on.
Round = dict[str, Any]
ORDERS = ("name", "last-first", "random")
CIRCLES = ("order", "done", "passed", "later", "first")  # what of it are lists of ids


@transaction.atomic
def next_speaker(
    meeting: Meeting, *, by: User, after: int | None = None, passes: bool = False, later: bool = False
) -> Meeting:
    """The speaker is done, passes, or asks to come back; the next one in the circle has the word.

    `after`: whom the presser saw speaking, so that two thumbs at once don't skip a colleague.
    """
    meeting, turn = _going(meeting)
    if after is not None and after != turn["speaker"]:
        return meeting
    if later and turn["speaker"] is not None and not queue(turn):
        raise Refused("Alla andra har redan haft ordet. Vill du inte säga något nu kan du stå över.")
    last_press.remember(meeting, LastPress.Kind.SPEAKER, by)
    if turn["speaker"] is None:
        turn["done"], turn["passed"], turn["later"] = [], [], []  # once more around
    elif later:
        turn["later"].append(turn["speaker"])
    else:
        turn["passed" if passes else "done"].append(turn["speaker"])
    turn["turn"] += 1
    _give_the_word(turn)
    return _told(meeting)


@transaction.atomic
def arrange(meeting: Meeting, order: str, *, by: User, after: str | None = None) -> Meeting:
    """Who begins: by name, the last by name first, or by chance. Only until the first one has handed on the word.

    `after`: the circle that the presser saw, so that two thumbs at once don't draw lots twice.
    """
    meeting, turn = _going(meeting)
    if after is not None and after != "-".join(map(str, turn["order"])):
        return meeting
    if order not in ORDERS:
        raise Refused("Välj hur ordningen ska vara.")
    if has_moved(turn):
        raise Refused("Laget runt har redan börjat. Ordningen går att välja igen nästa gång.")
    last_press.forget(meeting)
    here = set(turn["order"])
    circle = [person for person in present(meeting) if person in here]
    if order == "last-first":
        circle.reverse()
    if order == "random":
        random.SystemRandom().shuffle(circle)
    turn |= {"order": _those_who_asked_first(turn, circle), "speaker": None}
    _give_the_word(turn)
    return _told(meeting)


@transaction.atomic
def ask_to_begin(meeting: Meeting, *, by: User, wants: bool = True) -> Meeting:
    """Jag var borta sist: first in the round to come, or next in the one that is going on. One says so oneself."""
    meeting = locked(meeting)
    if meeting.has_ended or not (meeting.is_running or meeting.is_due):
        raise Refused("Det går att be om att få börja när lärträffen är här. Öppna rummet då.")
    turn: Round = meeting.round or {}
    first = [person for person in turn.pop("first", []) if person != by.pk]
    first += [by.pk] if wants else []
    turn |= {"first": first} if first else {}
    if wants and is_going(turn) and by.pk in queue(turn):
        turn["order"] = [by.pk, *(person for person in turn["order"] if person != by.pk)]
    meeting.round = turn or None
    return _told(meeting)


def present(meeting: Meeting) -> list[int]:
    here = meeting.attendances.filter(is_here=True).order_by("user__sorts_as", "user")
    return list(here.values_list("user_id", flat=True))


def begun(meeting: Meeting) -> Round:
    kept = meeting.round or {}
    order = _those_who_asked_first(kept, [person for person in present(meeting) if person != kept.get("owner")])
    turn: Round = {"order": order, "speaker": None, "done": [], "passed": [], "later": [], "began_at": None, "turn": 0}
    _give_the_word(turn)
    return turn | {name: kept[name] for name in ("owner", "first") if name in kept}


def between_rounds(meeting: Meeting) -> Round | None:
    """Only this is remembered; who asked to begin, until they have begun."""
    kept = meeting.round or {}
    return {name: kept[name] for name in ("owner", *_asked(kept)) if name in kept} or None


def between_steps(meeting: Meeting) -> Round | None:
    kept = meeting.round or {}
    return {name: kept[name] for name in _asked(kept) if name in kept} or None


def give_owner(meeting: Meeting, user_id: int | None) -> None:
    turn: Round = meeting.round or {}
    before = turn.pop("owner", None)
    if before and before != user_id and "order" in turn and before in present(meeting):
        join(turn, before)
    if user_id:
        step_out(turn, user_id)
        turn["owner"] = user_id
    meeting.round = turn or None


def is_going(turn: Round | None) -> bool:
    return turn is not None and "order" in turn


def has_moved(turn: Round) -> bool:
    return bool(turn["done"] or turn["passed"] or turn["later"])


def queue(turn: Round) -> list[int]:
    """Who comes after the speaker: round the circle first, then those who asked to come back."""
    out = {*turn["done"], *turn["passed"], turn["speaker"]}
    return [p for p in turn["order"] if p not in out and p not in turn["later"]] + [
        p for p in turn["later"] if p not in out
    ]


def join(turn: Round, user_id: int) -> None:
    """Someone who comes late is last in the circle."""
    if is_going(turn) and user_id not in turn["order"] and user_id != turn.get("owner"):
        turn["order"].append(user_id)
        if turn["speaker"] is None:
            _give_the_word(turn)


def step_out(turn: Round, user_id: int) -> None:
    """Nobody waits for the one who has left."""
    if turn.get("owner") == user_id:
        del turn["owner"]
    if not is_going(turn):
        return
    for circle in ("order", "later"):
        turn[circle] = [person for person in turn[circle] if person != user_id]
    if turn["speaker"] == user_id:
        turn["turn"] += 1
        _give_the_word(turn)


def forget(meeting: Meeting, user_id: int) -> None:
    """No longer in the group: out of the round, as if never there."""
    turn: Round = meeting.round or {}
    step_out(turn, user_id)
    for circle in CIRCLES:
        if circle in turn:
            turn[circle] = [person for person in turn[circle] if person != user_id]
    if not turn.get("first", True):
        del turn["first"]
    meeting.round = turn or None


def named_in(turn: Round | None) -> set[int]:
    """Everyone whom the round knows of."""
    kept = turn or {}
    found = {kept.get("speaker"), kept.get("owner"), *(person for circle in CIRCLES for person in kept.get(circle, []))}
    return found - {None}


def stand_still(meeting: Meeting, pause: timedelta) -> None:
    """A pause is not the speaker's time."""
    if meeting.round and meeting.round.get("began_at"):
        began = datetime.fromisoformat(meeting.round["began_at"])
        meeting.round["began_at"] = (began + min(pause, timezone.now() - began)).isoformat()


def _asked(turn: Round) -> tuple[str, ...]:
    return () if is_going(turn) else ("first",)


def _those_who_asked_first(turn: Round, circle: list[int]) -> list[int]:
    first = [person for person in turn.get("first", []) if person in circle]
    return first + [person for person in circle if person not in first]


def _going(meeting: Meeting) -> tuple[Meeting, Round]:
    meeting = locked(meeting)
    if not meeting.is_running or not is_going(meeting.round):
        raise Refused("Laget runt är inte i gång just nu.")
    return meeting, meeting.round


def _give_the_word(turn: Round) -> None:
    turn["speaker"] = next(iter(queue(turn)), None)
    turn["later"] = [person for person in turn["later"] if person != turn["speaker"]]
    turn["began_at"] = timezone.now().isoformat() if turn["speaker"] else None


def _told(meeting: Meeting) -> Meeting:
    return changed(meeting, "turn.changed", is_recorded=False)
