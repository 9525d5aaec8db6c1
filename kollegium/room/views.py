"""The room's page, server-drawn as things stand now and kept in step by its elements, and what stands beside it."""

import math
from typing import TypedDict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kollegium.groups.permissions import May
from kollegium.library import templates
from kollegium.library.step_kinds import Shows
from kollegium.live import state
from kollegium.live.actions import arrive, open_to_code
from kollegium.meetings.access import keep_materials, may_at, meeting_for
from kollegium.meetings.following import Task, task_after
from kollegium.meetings.models import Meeting
from kollegium.people.addresses import are_own
from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest
from kollegium.plans.drafts import expected, plan_at, plan_before
from kollegium.plans.forms import Prompted, prompted
from kollegium.plans.shown import shown_at, shown_promise
from kollegium.protocols import actions as protocols
from kollegium.protocols.models import Protocol
from kollegium.room import choices, conversation, drawing, findings, first_out, helm, mirror
from kollegium.room.joining import spaced
from kollegium.web.requests import is_fragment


class RoomPage(helm.Steering, mirror.OwnCard, mirror.ShownMirror, conversation.Conversation, Prompted):
    protocol: Protocol
    state: state.State
    phase: str
    may: set[May]
    steps: list[drawing.StepRow]
    writes_plans: bool
    members: list[drawing.MemberRow]
    fields: list[drawing.Field]
    time: choices.Start | choices.Running | choices.Over
    promise: str
    clock: str
    speaker: User | None
    expected: str
    code: str


class Finished(TypedDict):
    task: Task | None


class Due(TypedDict):
    seconds_left: int
    recipients: list[str]


class Unfinished(findings.Findings):
    recipients: list[str]
    outside: set[str]  # of the recipients, who read no names


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk)
    if meeting.is_called_off:
        return _elsewhere(request, meeting)
    arrive(meeting, request.user)
    page = _content(request, meeting)
    content: dict[str, object] = {**page, **first_out.offered(meeting, request.user)}
    if meeting.has_ended:
        content |= _ending(meeting, page["protocol"])
    return render(request, "room/show.html", content)


def _elsewhere(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The page of a meeting that will not be held says so; who waits in its room is taken there."""
    if not is_fragment(request):
        return redirect(meeting)
    return HttpResponse(status=204, headers={"HX-Redirect": meeting.get_absolute_url()})


def _content(request: SignedInRequest, meeting: Meeting) -> RoomPage:
    """All that the page shows."""
    keep_materials(meeting)
    meeting.template = templates.by_key(meeting.template_id)
    protocol = protocols.prepare(meeting)
    now = state.at(meeting)
    before = plan_before(meeting, request.user)
    plan = plan_at(meeting, request.user, before=before)
    steps = [drawing.step_row(step, now) for step in meeting.steps.all()]
    return {
        "protocol": protocol,
        "state": now,
        "phase": drawing.phase_of(meeting, protocol),
        "may": may_at(meeting, request.user),
        "steps": steps,
        "writes_plans": any(step["place"] == "now" and Shows.PLAN in step["kind"].shows for step in steps),
        "members": drawing.member_rows(meeting, now["present"]),
        "fields": drawing.fields_of(meeting, protocol),
        "time": choices.of(meeting),
        "promise": before.effort if before else "",
        "clock": drawing.clock_words(now),
        "speaker": drawing.member_named(meeting, now["round"]["speaker"] if now["round"] else None),
        "expected": expected(before),
        **helm.steering(meeting, now["present"]),
        **mirror.own_card(meeting, request.user),
        **mirror.for_the_group(meeting),
        "code": spaced(open_to_code(meeting)),
        **prompted(plan, before=before),
        **conversation.content(meeting, request.user, now),
    }


def promise(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the one who speaks has chosen to show: the insats since last time, and how it went."""
    meeting = meeting_for(request.user, pk)
    person = drawing.speaker_at(meeting)
    promised = shown_promise(meeting, person, to=request.user) if person else {}
    content: dict[str, object] = {"person": person}
    if person and person == request.user:
        before = plan_before(meeting, person)
        content["own"] = before.effort if before else ""
        content["is_shown"] = promised.get("effort") == content["own"]
        promised = {name: words for name, words in promised.items() if words != content["own"]}
    content["shown"] = drawing.worded(promised)
    return render(request, "room/promise.html", content)


def shared(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the group's members show each other of their plans from this lärträff, also after it."""
    meeting = meeting_for(request.user, pk)
    shown = [(person, drawing.worded(words)) for person, words in shown_at(meeting, to=request.user)]
    page = "room/_shared.html" if is_fragment(request) else "room/shared.html"
    return render(request, page, {"section": "groups", "meeting": meeting, "shown": shown})


def ending(request: SignedInRequest, pk: int) -> HttpResponse:
    """The end screen: what is filled in, what to look at, who will get the mail."""
    meeting = meeting_for(request.user, pk)
    meeting.template = templates.by_key(meeting.template_id)
    protocol = protocols.prepare(meeting)
    now = state.at(meeting)
    content: dict[str, object] = {
        "meeting": meeting,
        "protocol": protocol,
        "may": may_at(meeting, request.user),
        "state": now,
        "members": drawing.member_rows(meeting, now["present"]),
        **mirror.for_the_group(meeting),
    }
    if meeting.has_ended:
        content |= _ending(meeting, protocol)
    return render(request, "room/ending.html", content)


def _ending(meeting: Meeting, protocol: Protocol) -> Finished | Due | Unfinished:
    if protocol.is_final:
        return {"task": task_after(meeting)}
    recipients = protocols.recipients(protocol)
    if protocol.due_at is not None:
        left = (protocol.due_at - timezone.now()).total_seconds()
        return {"seconds_left": max(math.ceil(left), 0), "recipients": recipients}
    return {
        **findings.content_of(meeting, protocol),
        "recipients": recipients,
        "outside": set(recipients) - are_own(recipients, meeting.group.organisation),
    }
