"""Laget runt: one at a time, equal slots, the right to pass. Kept with the open meeting, erased with its end."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kollegium import events
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused

Round = dict[str, Any]  # order, speaker, done, passed: ids; began_at: when the speaker began


@transaction.atomic
def next_speaker(meeting: Meeting, *, by: User, after: int | None = None, passes: bool = False) -> Meeting:
    """The speaker is done, or passes; the next one in the circle has the word.

    `after`: whom the presser saw speaking, so that two thumbs at once don't skip a colleague.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    turn = meeting.round
    if not meeting.is_running or turn is None:
        raise Refused("Laget runt är inte i gång just nu.")
    if after is not None and after != turn["speaker"]:
        return meeting
    if turn["speaker"] is None:
        turn["done"], turn["passed"] = [], []  # once more around
    else:
        turn["passed" if passes else "done"].append(turn["speaker"])
    _give_the_word(turn)
    meeting.version += 1
    meeting.save(update_fields=["round", "version"])
    events.announce_only("turn.changed", meeting=meeting)
    return meeting


def begun(meeting: Meeting) -> Round:
    order = list(
        meeting.attendances.filter(is_here=True)
        .order_by("user__given_name", "user__family_name")
        .values_list("user_id", flat=True)
    )
    turn: Round = {"order": order, "speaker": None, "done": [], "passed": [], "began_at": None}
    _give_the_word(turn)
    return turn


def join(turn: Round, user_id: int) -> None:
    """Someone who comes late is last in the circle."""
    if user_id not in turn["order"]:
        turn["order"].append(user_id)


def step_out(turn: Round, user_id: int) -> None:
    """Nobody waits for the one who has left."""
    turn["order"] = [person for person in turn["order"] if person != user_id]
    if turn["speaker"] == user_id:
        _give_the_word(turn)


def stand_still(meeting: Meeting, pause: timedelta) -> None:
    """A pause is not the speaker's time."""
    if meeting.round and meeting.round["began_at"]:
        began = datetime.fromisoformat(meeting.round["began_at"]) + pause
        meeting.round["began_at"] = began.isoformat()


def _give_the_word(turn: Round) -> None:
    heard = {*turn["done"], *turn["passed"]}
    turn["speaker"] = next((person for person in turn["order"] if person not in heard), None)
    turn["began_at"] = timezone.now().isoformat() if turn["speaker"] else None
