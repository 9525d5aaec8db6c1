"""The parts of the room's page that are fetched anew when something has happened: each draws only itself."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from kollegium.groups.permissions import May
from kollegium.live import state
from kollegium.live.actions import turns
from kollegium.meetings.access import may_at, meeting_for
from kollegium.meetings.models import AgendaStep, Meeting
from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest
from kollegium.room import choices, conversation, drawing, helm


class Steered(helm.Steering):
    meeting: Meeting
    may: set[May]
    state: state.Stage
    steps: QuerySet[AgendaStep]
    next_part: str
    time: choices.Start | choices.Running | choices.Over


def steered_parts(request: SignedInRequest, pk: int) -> HttpResponse:
    """All that is another for those who steer than for the others, in one answer: somebody else may steer now."""
    meeting = meeting_for(request.user, pk)
    now = state.stage_of(meeting)
    content = {
        **_steering(meeting, request.user, now),
        **helm.asked(meeting, request.user),
        **conversation.led(meeting, request.user, now),
    }
    return render(request, "room/steered_parts.html", content)


def steering(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who steers, and for those who may: what they steer with."""
    meeting = meeting_for(request.user, pk)
    content = _steering(meeting, request.user, state.stage_of(meeting))
    return render(request, "room/running.html#steering", content)


def present(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is here: somebody has joined the group or left it."""
    meeting = meeting_for(request.user, pk)
    members = drawing.member_rows(meeting, turns.present(meeting))
    content = {"meeting": meeting, "members": members}
    return render(request, "room/present.html#rows", content | {"may": may_at(meeting, request.user)})


def _steering(meeting: Meeting, user: User, now: state.Stage) -> Steered:
    return {
        "meeting": meeting,
        "may": may_at(meeting, user),
        "state": now,
        "steps": meeting.steps.all(),
        "next_part": conversation.next_part(meeting, now),
        "time": choices.of(meeting),
        **helm.steering(meeting),
    }
