"""The room's big screen: what everyone in the room may see from their chair. Nothing is pressed here.

A screen knows nobody: no page or fragment here asks who is signed in, but to let in and to tell an owner who has read.
"""

from typing import NotRequired, TypedDict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kollegium.groups.permissions import May
from kollegium.live import actions, state
from kollegium.meetings.access import meeting_for
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest
from kollegium.plans.shown import shown_promise
from kollegium.protocols import actions as protocols
from kollegium.protocols import notes
from kollegium.protocols.models import Protocol
from kollegium.room import choices, conversation, joining, mirror
from kollegium.room.drawing import Field, StepRow, clock_words, fields_of, member_rows, speaker_at, step_row, worded


class ReadTogether(TypedDict):
    meeting: Meeting
    # Once it has ended:
    protocol: NotRequired[Protocol]
    stands_at: NotRequired[str]
    fields: NotRequired[list[Field]]
    protocol_address: NotRequired[str]
    protocol_qr: NotRequired[str]


class SeenByAll(TypedDict):
    meeting: Meeting
    phase: str
    state: state.State
    steps: list[StepRow]
    clock: str
    time: choices.Start | choices.Running | choices.Over


@require_safe
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the group. To open it is not to arrive: it may hang on the wall before anybody is there."""
    meeting = meeting_for(request.user, pk, May.READ)
    code = actions.open_to_code(meeting)
    seen = seen_by_all(meeting)
    content = {
        **seen,
        "code": joining.spaced(code),
        "join_address": joining.address_of(request).split("//")[-1].rstrip("/"),
        "qr": joining.qr(joining.address_of(request, code)) if code else "",
        "members": member_rows(meeting, seen["state"]["present"]),
        **read_together(request, meeting),
        **mirror.for_the_group(meeting),
        **conversation.content(meeting, User(), seen["state"]),  # nobody's own: all pairs stand there
    }
    return render(request, "room/screen.html", content)


@require_safe
def promise(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the one who speaks shows the group, and never what only the speaker sees."""
    meeting = meeting_for(request.user, pk, May.READ)
    speaker = speaker_at(meeting)
    shown = shown_promise(meeting, speaker, to=request.user) if speaker else {}
    return render(request, "room/promise.html", {"shown": worded(shown)})


@require_safe
def protocol(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is read together after the end. It is asked for every few seconds, and nothing new is a short answer."""
    meeting = meeting_for(request.user, pk, May.READ)
    if request.GET.get("sett") == _stands_at(meeting, protocols.prepare(meeting)):
        return HttpResponse(status=204)
    return render(request, "room/screen_protocol.html", read_together(request, meeting))


def read_together(request: HttpRequest, meeting: Meeting) -> ReadTogether:
    """The protocol's text once the meeting has ended, without anything that is only for those who finish it."""
    if not meeting.has_ended:
        return {"meeting": meeting}
    draft = protocols.prepare(meeting)
    address = joining.reachable(request, draft.get_absolute_url())
    return {
        "meeting": meeting,
        "protocol": draft,
        "stands_at": _stands_at(meeting, draft),
        "fields": fields_of(meeting, draft),
        "protocol_address": address.split("//")[-1].rstrip("/"),
        "protocol_qr": joining.qr(address) if draft.is_final else "",
    }


def _stands_at(meeting: Meeting, protocol: Protocol) -> str:
    """Another word when somebody has written, come or gone."""
    return f"{meeting.version}-{notes.newest([protocol.pk]).get(protocol.pk, 0)}"


def seen_by_all(meeting: Meeting) -> SeenByAll:
    """What the big screen and an invited guest have in common: no plans, no draft, no names."""
    now = state.of(meeting.pk)
    phase = "final" if now["final"] else "ended" if now["ended_at"] else "running" if now["started_at"] else "waiting"
    return {
        "meeting": meeting,
        "phase": phase,
        "state": now,
        "steps": [step_row(step, now) for step in meeting.steps.all()],
        "clock": clock_words(now),
        "time": choices.of(meeting),
    }
