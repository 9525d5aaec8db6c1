"""The parts of the room's page that are fetched anew when something has happened: each draws only itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kollegium.live import state
from kollegium.live.actions import turns
from kollegium.meetings.access import may_at, meeting_for
from kollegium.room import choices, conversation, drawing, helm


def steering(request: HttpRequest, pk: int) -> HttpResponse:
    """Who steers, and for those who may: what they steer with."""
    meeting = meeting_for(request.user, pk)
    now = state.stage_of(meeting)
    content = {
        "meeting": meeting,
        "may": may_at(meeting, request.user),
        "state": now,
        "steps": meeting.steps.all(),
        "next_part": conversation.next_part(meeting, now),
        "time": choices.of(meeting),
        **helm.steering(meeting),
    }
    return render(request, "room/running.html#steering", content)


def pace(request: HttpRequest, pk: int) -> HttpResponse:
    """Before or behind, and for those who may: an earlier end."""
    meeting = meeting_for(request.user, pk)
    content = {"meeting": meeting, "may": may_at(meeting, request.user), "time": choices.of(meeting)}
    return render(request, "room/track.html#pace", content)


def present(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is here: somebody has joined the group or left it."""
    meeting = meeting_for(request.user, pk)
    members = drawing.member_rows(meeting, turns.present(meeting))
    content = {"meeting": meeting, "members": members}
    return render(request, "room/present.html#rows", content | {"may": may_at(meeting, request.user)})


def turn_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The round's buttons, as they are for the one who asks."""
    meeting = meeting_for(request.user, pk)
    content = {"meeting": meeting, "may": may_at(meeting, request.user), "state": state.stage_of(meeting)}
    return render(request, "room/round.html#turn_form", content)


def pausing(request: HttpRequest, pk: int) -> HttpResponse:
    """The clock's own button, for those who steer."""
    meeting = meeting_for(request.user, pk)
    content = {"meeting": meeting, "may": may_at(meeting, request.user), "state": state.stage_of(meeting)}
    return render(request, "room/pausing.html", content)
