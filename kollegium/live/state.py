"""The room's state: what changes often and must be felt at once, as a few hundred bytes that the page draws."""

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Literal, TypedDict

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from kollegium.groups.models import Membership
from kollegium.library import step_kinds
from kollegium.library.step_kinds import Shows
from kollegium.live import conversation
from kollegium.live.actions import turns
from kollegium.live.models import Attendance, LastPress, LiveMeeting, Round, live_of
from kollegium.meetings.access import keep_agenda
from kollegium.meetings.models import AgendaStep, Meeting
from kollegium.people.models import User
from kollegium.prepared import Prepared, keep


class StepState(TypedDict):
    position: int
    seconds: int
    took: int | None


class PartState(TypedDict):
    index: int
    seconds: int
    began_at: int | None


class RoundState(TypedDict):
    """The round as pages draw it: as models.Round, with `began_at` as a time and what follows from the rest."""

    order: list[int]
    speaker: int | None
    done: list[int]
    passed: list[int]
    later: list[int]
    began_at: int | None
    turn: int
    queue: list[int]  # who comes after the speaker
    slot: int  # seconds that are fair for the speaker
    has_moved: bool


class PressState(TypedDict):
    kind: str
    by: int
    until: int | None


class Stage(TypedDict):
    """Where the agenda stands. Times are epoch milliseconds, lengths are seconds, persons are keys of users."""

    step: int | None
    step_started_at: int | None
    paused_at: int | None
    paused_for: float
    steps: list[StepState]
    card: int | None
    part: PartState | None
    pairs: list[list[int]] | None
    owner: int | None
    round: RoundState | None


class State(Stage):
    """All that the room is told, in the units of Stage."""

    type: Literal["state"]
    version: int
    now: int | None
    started_at: int | None
    ended_at: int | None
    ends_at: int | None
    due: int | None
    final: bool
    present: list[int]
    documentarian: int | None
    reflector: int | None
    people: dict[int, str]
    press: PressState | None


FOR_GUESTS = (
    *("type", "version", "now", "started_at", "ended_at", "ends_at", "final"),
    *("step", "step_started_at", "paused_at", "paused_for", "steps", "part"),
)


def of(meeting_pk: int) -> State:
    """The state as the database has it now; raises Meeting.DoesNotExist."""
    meeting = _meeting.first(meeting_pk)
    if meeting is None:
        raise Meeting.DoesNotExist
    keep_agenda(meeting)
    return at(meeting)


def at(meeting: Meeting) -> State:
    """The state of a meeting whose row, live row, steps and duties are at hand, as those that the door has opened."""
    keep(meeting, "attendances", _attendances(meeting.pk), back="meeting")
    if "last_press" not in meeting._state.fields_cache:
        meeting._state.fields_cache["last_press"] = _last_press.first(meeting.pk)
    return _state(meeting)


def of_all(meeting_pks: Iterable[int]) -> dict[int, State]:
    """By the meeting's key: for a whole town that comes in at once."""
    return {meeting.pk: _state(meeting) for meeting in _whole().filter(pk__in=meeting_pks)}


def _whole() -> QuerySet[Meeting]:
    members = Membership.objects.current().filter(user__is_active=True).select_related("user")
    with_group = Meeting.objects.select_related(*_RELATED)
    return with_group.prefetch_related(
        "steps", "attendances", "duties__user", Prefetch("group__memberships", members, "current")
    )


def stage_of(meeting: Meeting) -> Stage:
    """What follows from the meeting, its live row and its steps: when these are at hand, nothing is asked for."""
    live = live_of(meeting)
    step = meeting.current_step
    part = conversation.running(live, step) if step else None
    return {
        "step": meeting.step,
        "step_started_at": _ms(live.step_started_at),
        "paused_at": _ms(live.paused_at),
        "paused_for": live.paused_for.total_seconds(),
        "steps": [{"position": s.position, "seconds": s.seconds, "took": s.took} for s in meeting.steps.all()],
        "card": _card(live, step),
        "part": {"index": part.index, "seconds": part.seconds, "began_at": _ms(part.began_at)} if part else None,
        "pairs": live.pairs,
        "owner": live.owner_id,
        "round": _round(live, live.round, part) if part and live.round else None,
    }


def _state(meeting: Meeting) -> State:
    protocol = getattr(meeting, "protocol", None)
    return {
        "type": "state",
        "version": meeting.version,
        "now": _ms(timezone.now()),
        "started_at": _ms(meeting.started_at),
        "ended_at": _ms(meeting.ended_at),
        "ends_at": _ms(live_of(meeting).ends_at),
        "due": _ms(protocol.due_at) if protocol else None,
        "final": protocol is not None and protocol.is_final,
        "present": sorted(attendance.user_id for attendance in meeting.attendances.all() if attendance.is_here),
        "documentarian": meeting.documentarian.pk if meeting.documentarian else None,
        "reflector": meeting.reflector.pk if meeting.reflector else None,
        "people": _people(meeting),
        "press": _press(meeting),
        **stage_of(meeting),
    }


def seen_by_guests(frame: str) -> str:
    """What a guest's page draws of it, and no key of any person."""
    message = json.loads(frame)
    if message.get("type") != "state":
        return frame
    turn = message["round"]
    now = {name: message[name] for name in FOR_GUESTS}
    return json.dumps(now | {"round": turn and {"began_at": turn["began_at"], "slot": turn["slot"]}})


def _press(meeting: Meeting) -> PressState | None:
    """The press that can be undone, by whom and until when."""
    press: LastPress | None = getattr(meeting, "last_press", None)
    if press is None or press.until <= timezone.now():
        return None
    return {"kind": press.kind, "by": press.by_id, "until": _ms(press.until)}


def _people(meeting: Meeting) -> dict[int, str]:
    """Given names of the group's members, and of whomever else this state names: no page shows one without a name."""
    live = live_of(meeting)
    names = {member.user_id: member.user.given_name for member in meeting.group.current}
    here = {attendance.user_id for attendance in meeting.attendances.all() if attendance.is_here}
    named = here | turns.named_in(live) | {*chain(*(live.pairs or []))}
    named |= {duty.user_id for duty in meeting.duties.all()}
    if others := named - names.keys():
        names |= dict(User.objects.filter(pk__in=others).values_list("pk", "given_name"))
    return names


def _card(live: LiveMeeting, step: AgendaStep | None) -> int | None:
    """Counts on with each turn, and from another card at each lärträff; the page knows how many there are."""
    has_cards = step is not None and Shows.CARDS in step_kinds.of(step.kind).shows
    if not has_cards or live.meeting.has_ended:
        return None
    number: int = live.meeting.number
    if live.round is None:
        return number + (live.part or 0)
    return number + live.round["turn"] if live.round["speaker"] else None


def _round(live: LiveMeeting, turn: Round, part: conversation.Running) -> RoundState:
    waiting = turns.queue(turn)
    began = datetime.fromisoformat(turn["began_at"]) if turn["began_at"] else None
    slot = 0
    if began:
        slot = conversation.speaker_slot(live, part, began, circle=len(turn["order"]), waiting=len(waiting))
    return {
        "order": turn["order"],
        "speaker": turn["speaker"],
        "done": turn["done"],
        "passed": turn["passed"],
        "later": turn["later"],
        "began_at": _ms(began),
        "turn": turn["turn"],
        "queue": waiting,
        "slot": slot,
        "has_moved": turns.has_moved(turn),
    }


def _ms(moment: datetime | None) -> int | None:
    return round(moment.timestamp() * 1000) if moment else None


_RELATED = ("protocol", "group", "live", "last_press")
_meeting: Prepared[Meeting] = Prepared(lambda pk: Meeting.objects.select_related(*_RELATED).filter(pk=pk), int)
_attendances: Prepared[Attendance] = Prepared(lambda meeting: Attendance.objects.filter(meeting=meeting), int)
_last_press: Prepared[LastPress] = Prepared(lambda meeting: LastPress.objects.filter(meeting=meeting), int)
