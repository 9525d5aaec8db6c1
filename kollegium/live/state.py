"""The room's state: what changes often and must be felt at once, as a few hundred bytes that the page draws."""

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from kollegium.groups.models import Membership
from kollegium.live import conversation
from kollegium.live.actions import turns
from kollegium.meetings.models import AgendaStep, LastPress, Meeting
from kollegium.people.models import User

State = dict[str, Any]
FOR_GUESTS = (
    *("type", "version", "now", "started_at", "ended_at", "ends_at", "final"),
    *("step", "step_started_at", "paused_at", "paused_for", "steps", "part"),
)


def of(meeting_pk: int) -> State:
    """The state as the database has it now. Times are epoch milliseconds, lengths are seconds."""
    return _state(_whole().get(pk=meeting_pk))


def of_all(meeting_pks: Iterable[int]) -> dict[int, State]:
    """By the meeting's key: for a whole town that comes in at once."""
    return {meeting.pk: _state(meeting) for meeting in _whole().filter(pk__in=meeting_pks)}


def _whole() -> QuerySet[Meeting]:
    members = Membership.objects.current().filter(user__is_active=True).select_related("user")
    with_group = Meeting.objects.select_related("protocol", "group", "last_press")
    return with_group.prefetch_related(
        "steps", "attendances", "duties__user", Prefetch("group__memberships", members, "now")
    )


def _state(meeting: Meeting) -> State:
    return {
        "type": "state",
        "version": meeting.version,
        "now": _ms(timezone.now()),
        "started_at": _ms(meeting.started_at),
        "ended_at": _ms(meeting.ended_at),
        "ends_at": _ms(meeting.ends_at),
        "due": _ms(meeting.protocol.due_at) if hasattr(meeting, "protocol") else None,
        "final": hasattr(meeting, "protocol") and meeting.protocol.is_final,
        "step": meeting.step,
        "step_started_at": _ms(meeting.step_started_at),
        "paused_at": _ms(meeting.paused_at),
        "paused_for": meeting.paused_for.total_seconds(),
        "steps": [{"position": s.position, "seconds": s.seconds, "took": s.took} for s in meeting.steps.all()],
        "present": sorted(attendance.user_id for attendance in meeting.attendances.all() if attendance.is_here),
        "documentarian": meeting.documentarian.pk if meeting.documentarian else None,
        "reflector": meeting.reflector.pk if meeting.reflector else None,
        "people": _people(meeting),
        "press": _press(meeting),
        **_conversation(meeting),
    }


def seen_by_guests(frame: str) -> str:
    """What a guest's page draws of it, and no key of any person."""
    said = json.loads(frame)
    if said.get("type") != "state":
        return frame
    turn = said["round"]
    now = {name: said[name] for name in FOR_GUESTS}
    return json.dumps(now | {"round": turn and {"began_at": turn["began_at"], "slot": turn["slot"]}})


def _press(meeting: Meeting) -> State | None:
    """The press that can be undone, by whom and until when."""
    press: LastPress | None = getattr(meeting, "last_press", None)
    if press is None or press.until <= timezone.now():
        return None
    return {"kind": press.kind, "by": press.by_id, "until": _ms(press.until)}


def _people(meeting: Meeting) -> dict[int, str]:
    """Given names of the group's members, and of whomever else this state names: no page shows one without a name."""
    names = {member.user_id: member.user.given_name for member in meeting.group.now}
    here = {attendance.user_id for attendance in meeting.attendances.all() if attendance.is_here}
    named = here | turns.named_in(meeting.round) | {*chain(*(meeting.pairs or []))}
    named |= {duty.user_id for duty in meeting.duties.all()}
    if others := named - names.keys():
        names |= dict(User.objects.filter(pk__in=others).values_list("pk", "given_name"))
    return names


def _conversation(meeting: Meeting) -> State:
    step = next((step for step in meeting.steps.all() if step.position == meeting.step), None)
    now = conversation.running(meeting, step) if step else None
    return {
        "card": _card(meeting, step),
        "part": now and {"index": now.index, "seconds": now.seconds, "began_at": _ms(now.began_at)},
        "pairs": meeting.pairs,
        "owner": (meeting.round or {}).get("owner"),
        "round": _round(meeting, now) if now and turns.is_going(meeting.round) else None,
    }


def _card(meeting: Meeting, step: AgendaStep | None) -> int | None:
    """Counts on with each turn, and from another card at each lärträff; the page knows how many there are."""
    if step is None or step.kind != "learnings" or meeting.has_ended:
        return None
    if not turns.is_going(meeting.round):
        return meeting.number + (meeting.part or 0)
    return meeting.number + meeting.round["turn"] if meeting.round["speaker"] else None


def _round(meeting: Meeting, now: conversation.Running) -> State:
    turn = dict(meeting.round)
    turn["queue"] = turns.queue(turn)
    began = turn.pop("began_at")
    turn.pop("first", None)  # who was away last time is not for everyone's page to know
    turn["began_at"] = _ms(datetime.fromisoformat(began)) if began else None
    circle, waiting = len(turn["order"]), len(turn["queue"])
    turn["slot"] = conversation.speaker_slot(meeting, now, circle=circle, waiting=waiting) if began else 0
    turn["has_moved"] = turns.has_moved(turn)
    return turn


def _ms(moment: datetime | None) -> int | None:
    return round(moment.timestamp() * 1000) if moment else None
