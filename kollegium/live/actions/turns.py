"""Laget runt: one at a time, equal slots, the right to pass. Kept with the open room, erased with the step."""

import random
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kollegium.events import Happening
from kollegium.live.actions import last_press
from kollegium.live.changing import changed, locked
from kollegium.live.models import Attendance, LastPress, LiveMeeting, Round
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.prepared import Prepared
from kollegium.refusals import Refused

ORDERS = ("name", "last-first", "random")


@transaction.atomic
def next_speaker(
    meeting: Meeting, *, by: User, after: int | None = None, passes: bool = False, later: bool = False
) -> Meeting:
    """The speaker is done, passes, or asks to come back; the next one in the circle has the word.

    `after`: whom the presser saw speaking, so that two thumbs at once don't skip a colleague.
    """
    live, turn = _going(meeting)
    if after is not None and after != turn["speaker"]:
        return live.meeting
    if later and turn["speaker"] is not None and not queue(turn):
        raise Refused("Alla andra har redan haft ordet. Vill du inte säga något nu kan du stå över.")
    last_press.remember(live, LastPress.Kind.SPEAKER, by)
    if turn["speaker"] is None:
        turn["done"], turn["passed"], turn["later"] = [], [], []  # once more around
    elif later:
        turn["later"].append(turn["speaker"])
    else:
        turn["passed" if passes else "done"].append(turn["speaker"])
    turn["turn"] += 1
    _give_the_word(turn)
    return _told(live)


@transaction.atomic
def arrange(meeting: Meeting, order: str, *, after: str | None = None) -> Meeting:
    """Who begins: by name, the last by name first, or by chance. Only until the first one has handed on the word.

    `after`: the circle that the presser saw, so that two thumbs at once don't draw lots twice.
    """
    live, turn = _going(meeting)
    if after is not None and after != "-".join(map(str, turn["order"])):
        return live.meeting
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
    turn["order"], turn["speaker"] = _those_who_asked_first(live, circle), None
    _give_the_word(turn)
    return _told(live)


@transaction.atomic
def ask_to_begin(meeting: Meeting, *, by: User, wants: bool = True) -> Meeting:
    """Jag var borta sist: first in the round to come, or next in the one that is going on. One says so oneself."""
    live = locked(meeting)
    if live.meeting.has_ended or not (live.meeting.is_running or live.meeting.is_due):
        raise Refused("Det går att be om att få börja när lärträffen är här. Öppna rummet då.")
    others = [person for person in live.asked_first if person != by.pk]
    live.asked_first = [*others, by.pk] if wants else others
    turn: Round | None = live.round
    if wants and turn and by.pk in queue(turn):
        turn["order"] = [by.pk, *(person for person in turn["order"] if person != by.pk)]
    return _told(live)


def present(meeting: Meeting) -> list[int]:
    """Keys of those who are here, by name."""
    return [attendance.user_id for attendance in _here(meeting.pk)]


def begin_round(live: LiveMeeting) -> None:
    """Everyone who is here but the owner of the question; those who asked to begin are first."""
    circle = [person for person in present(live.meeting) if person != live.owner_id]
    turn = Round(
        order=_those_who_asked_first(live, circle),
        speaker=None,
        done=[],
        passed=[],
        later=[],
        began_at=None,
        turn=0,
    )
    _give_the_word(turn)
    live.round = turn


def end_round(live: LiveMeeting) -> None:
    """Who asked to begin is remembered until they have begun."""
    if live.round is not None:
        live.round, live.asked_first = None, []


def give_owner(live: LiveMeeting, user_id: int | None) -> None:
    """This person's question, or nobody's; an earlier owner who is here comes back into the circle."""
    before, live.owner_id = live.owner_id, None
    if before and before != user_id and before in present(live.meeting):
        join(live, before)
    if user_id:
        step_out(live, user_id)
        live.owner_id = user_id


def has_moved(turn: Round) -> bool:
    return bool(turn["done"] or turn["passed"] or turn["later"])


def queue(turn: Round) -> list[int]:
    """Who comes after the speaker: round the circle first, then those who asked to come back."""
    out = {*turn["done"], *turn["passed"], turn["speaker"]}
    return [p for p in turn["order"] if p not in out and p not in turn["later"]] + [
        p for p in turn["later"] if p not in out
    ]


def join(live: LiveMeeting, user_id: int) -> None:
    """Someone who comes late is last in the circle."""
    turn: Round | None = live.round
    if turn and user_id not in turn["order"] and user_id != live.owner_id:
        turn["order"].append(user_id)
        if turn["speaker"] is None:
            _give_the_word(turn)


def step_out(live: LiveMeeting, user_id: int) -> None:
    """Nobody waits for the one who has left."""
    if live.owner_id == user_id:
        live.owner_id = None
    turn: Round | None = live.round
    if turn is None:
        return
    turn["order"] = _without(turn["order"], user_id)
    turn["later"] = _without(turn["later"], user_id)
    if turn["speaker"] == user_id:
        turn["turn"] += 1
        _give_the_word(turn)


def forget(live: LiveMeeting, user_id: int) -> None:
    """No longer in the group: out of the round, as if never there."""
    step_out(live, user_id)
    live.asked_first = _without(live.asked_first, user_id)
    if turn := live.round:
        turn["done"], turn["passed"] = _without(turn["done"], user_id), _without(turn["passed"], user_id)


def named_in(live: LiveMeeting) -> set[int]:
    """Everyone whom the round knows of."""
    found: set[int | None] = {live.owner_id, *live.asked_first}
    if turn := live.round:
        found |= {turn["speaker"], *turn["order"], *turn["done"], *turn["passed"], *turn["later"]}
    return {person for person in found if person is not None}


def stand_still(live: LiveMeeting, pause: timedelta) -> None:
    """A pause is not the speaker's time."""
    if live.round and live.round["began_at"]:
        began = datetime.fromisoformat(live.round["began_at"])
        live.round["began_at"] = (began + min(pause, timezone.now() - began)).isoformat()


def _without(people: list[int], user_id: int) -> list[int]:
    return [person for person in people if person != user_id]


def _those_who_asked_first(live: LiveMeeting, circle: list[int]) -> list[int]:
    first = [person for person in live.asked_first if person in circle]
    return first + [person for person in circle if person not in first]


def _going(meeting: Meeting) -> tuple[LiveMeeting, Round]:
    live = locked(meeting)
    if not live.meeting.is_running or live.round is None:
        raise Refused("Laget runt är inte i gång just nu.")
    return live, live.round


def _give_the_word(turn: Round) -> None:
    turn["speaker"] = next(iter(queue(turn)), None)
    turn["later"] = [person for person in turn["later"] if person != turn["speaker"]]
    turn["began_at"] = timezone.now().isoformat() if turn["speaker"] else None


def _told(live: LiveMeeting) -> Meeting:
    return changed(live, Happening.TURN_CHANGED)


def _here_by_name(meeting: int) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting=meeting, is_here=True).order_by("user__sorts_as", "user")


_here: Prepared[Attendance] = Prepared(_here_by_name, int)
