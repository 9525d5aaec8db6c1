"""The room's page and its fragments: server-drawn as things stand now, kept in step by the page's elements."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kollegium.library import step_kinds
from kollegium.library.step_kinds import Shows
from kollegium.live import state
from kollegium.live.actions import arrive, open_to_code
from kollegium.live.models import live_of
from kollegium.meetings.access import may_at, meeting_for
from kollegium.meetings.following import task_after
from kollegium.meetings.models import AgendaStep, Meeting
from kollegium.people.addresses import are_own
from kollegium.people.models import User
from kollegium.plans.drafts import expected, plan_at, plan_before
from kollegium.plans.forms import prompted
from kollegium.plans.shown import shown_at, shown_promise
from kollegium.protocols import actions as protocols
from kollegium.protocols import headings, notes
from kollegium.protocols.models import Protocol
from kollegium.room import choices, conversation, findings, first_out, helm, mirror
from kollegium.room.joining import spaced
from kollegium.web.requests import is_fragment

# What the group sees of a speaker's plan, in words about somebody else.
SHOWN_AS = {
    "effort": "Insats sedan sist",
    "change": "Tänkt förändring",
    "tried": "Har provat att",
    "learnt": "Har lärt sig att",
    "problems": "Möjliga problem",
    "helper": "Kan få hjälp av",
    "less": "Gör mindre av",
}

NO_PURPOSE = "Inget syfte är skrivet än. Skriv det här."


@dataclass(frozen=True)
class Field:
    """One of the nine headings as the room shows it."""

    key: str
    title: str
    help: str
    words: str
    is_written: bool
    during: str
    beginning: str  # what its writer may begin with, if they press for it


def show(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk)
    if meeting.is_called_off:
        return _elsewhere(request, meeting)
    arrive(meeting, request.user)
    return render(request, "room/show.html", _content(request, meeting) | first_out.offered(meeting, request.user))


def _elsewhere(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The page of a meeting that will not be held says so; who waits in its room is taken there."""
    if not is_fragment(request):
        return redirect(meeting)
    return HttpResponse(status=204, headers={"HX-Redirect": meeting.get_absolute_url()})


def steering(request: HttpRequest, pk: int) -> HttpResponse:
    """Who steers, and for those who may: what they steer with."""
    meeting = meeting_for(request.user, pk)
    return render(request, "room/running.html#steering", _content(request, meeting))


def pace(request: HttpRequest, pk: int) -> HttpResponse:
    """Before or behind, and for those who may: an earlier end."""
    meeting = meeting_for(request.user, pk)
    return render(request, "room/track.html#pace", _content(request, meeting))


def present(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is here: somebody has joined the group or left it."""
    meeting = meeting_for(request.user, pk)
    now = state.of(meeting.pk)
    content = {"meeting": meeting, "state": now, "members": _members(meeting, now)}
    return render(request, "room/present.html#rows", content | {"may": may_at(meeting, request.user)})


def turn_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The round's buttons, as they are for the one who asks."""
    meeting = meeting_for(request.user, pk)
    return render(request, "room/round.html#turn_form", _content(request, meeting))


def pausing(request: HttpRequest, pk: int) -> HttpResponse:
    """The clock's own button, for those who steer."""
    meeting = meeting_for(request.user, pk)
    return render(
        request, "room/pausing.html", {"meeting": meeting, "may": may_at(meeting, request.user), "state": state.of(pk)}
    )


def _content(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """All that the page shows, and so also its fragments."""
    protocol = protocols.prepare(meeting)
    now = state.of(meeting.pk)
    plan = plan_at(meeting, request.user)
    before = plan_before(meeting, request.user)
    steps = [_step(step, now) for step in meeting.steps.all()]
    content = {
        "meeting": meeting,
        "protocol": protocol,
        "state": now,
        "phase": phase_of(meeting, protocol),
        "may": may_at(meeting, request.user),
        "steps": steps,
        "writes_plans": any(step["place"] == "now" and Shows.PLAN in step["kind"].shows for step in steps),
        "members": _members(meeting, now),
        "fields": _fields(meeting, protocol),
        "time": choices.of(meeting),
        "promise": before.effort if before else "",
        "clock": _clock(now),
        "speaker": meeting.group.members().filter(pk=now["round"]["speaker"] if now["round"] else None).first(),
        "expected": expected(before),
        **helm.steering(meeting),
        **mirror.own_card(meeting, request.user),
        **mirror.for_the_group(meeting),
        "code": spaced(open_to_code(meeting)),
        **prompted(plan, before=before),
        **conversation.content(meeting, request.user, now),
    }
    if meeting.has_ended:
        content |= _ending(meeting, protocol)
    return content


def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """What the one who speaks has chosen to show: the insats since last time, and how it went."""
    meeting = meeting_for(request.user, pk)
    person = speaker_at(meeting)
    promised = shown_promise(meeting, person, to=request.user) if person else {}
    content: dict[str, Any] = {"person": person}
    if person and person == request.user:
        before = plan_before(meeting, person)
        content["own"] = before.effort if before else ""
        content["is_shown"] = promised.get("effort") == content["own"]
        promised = {name: words for name, words in promised.items() if words != content["own"]}
    content["shown"] = worded(promised)
    return render(request, "room/promise.html", content)


def shared(request: HttpRequest, pk: int) -> HttpResponse:
    """What the group's members show each other of their plans from this lärträff, also after it."""
    meeting = meeting_for(request.user, pk)
    shown = [(person, worded(words)) for person, words in shown_at(meeting, to=request.user)]
    page = "room/_shared.html" if is_fragment(request) else "room/shared.html"
    return render(request, page, {"section": "groups", "meeting": meeting, "shown": shown})


def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """The end screen: what is filled in, what to look at, who will get the mail."""
    meeting = meeting_for(request.user, pk)
    protocol = protocols.prepare(meeting)
    now = state.of(pk)
    content = {"meeting": meeting, "protocol": protocol, "may": may_at(meeting, request.user), "state": now}
    content["members"] = _members(meeting, now)
    content |= mirror.for_the_group(meeting)
    return render(request, "room/ending.html", content | (_ending(meeting, protocol) if meeting.has_ended else {}))


def phase_of(meeting: Meeting, protocol: Protocol) -> str:
    if protocol.is_final:
        return "final"
    if protocol.is_due:
        return "due"
    if meeting.has_ended:
        return "ended"
    return "running" if meeting.has_started else "waiting"


def speaker_at(meeting: Meeting) -> User | None:
    """Who has the word, in a step where one tells of the insats since last time."""
    step = next((step for step in meeting.steps.all() if step.position == meeting.step), None)
    turn = live_of(meeting).round
    speaker = turn["speaker"] if turn and step and Shows.EFFORT in step_kinds.of(step.kind).shows else None
    return meeting.group.members().filter(pk=speaker).first()


def worded(shown: Mapping[str, str]) -> list[tuple[str, str]]:
    """Fields of a plan as the group reads them."""
    return [(SHOWN_AS[name], words) for name, words in shown.items()]


def _step(step: AgendaStep, now: state.State) -> dict[str, Any]:
    current = now["step"] or 0
    place = "now" if step.position == current and not now["ended_at"] else "done" if step.took is not None else "next"
    kind = step_kinds.of(step.kind)
    return {
        "is": step,
        "kind": kind,
        "place": place,
        "short": kind.short or step.title,
        "ask": kind.asks(is_first=step.meeting.is_first),
        "took": round((step.took or 0) / 60),
        "minutes": round(step.seconds / 60),
    }


def _clock(now: state.State) -> str:
    """The time left as the page is drawn; the page's own clock takes over from there."""
    began_at, at = now["step_started_at"], now["paused_at"] or now["now"]
    if not now["step"] or now["ended_at"] or began_at is None or at is None:
        return ""
    step = now["steps"][now["step"] - 1]
    spent = (at - began_at) / 1000 - now["paused_for"]
    left = round(step["seconds"] - max(spent, 0))
    return f"{'+' if left < 0 else ''}{abs(left) // 60}:{abs(left) % 60:02}"


def _members(meeting: Meeting, now: state.State) -> list[dict[str, Any]]:
    present = set(now["present"])
    return [{"is": person, "is_here": person.pk in present} for person in meeting.group.members()]


def _fields(meeting: Meeting, protocol: Protocol) -> list[Field]:
    words = protocol.text if protocol.is_final else notes.text(protocol.pk)
    words = words | {"date": headings.date_words(meeting), "participants": _participants(meeting, protocol)}
    return [
        Field(
            key=heading["key"],
            title=heading["title"],
            help=NO_PURPOSE
            if heading["key"] == "purpose" and not (words.get("purpose") or meeting.purpose)
            else heading["help"],
            words=words.get(heading["key"], ""),
            is_written=heading["key"] in headings.WRITTEN,
            during=" ".join(step_kinds.during(heading["key"])),
            beginning=headings.beginning(meeting) if heading["key"] == "talked" else "",
        )
        for heading in meeting.template.headings
    ]


def _participants(meeting: Meeting, protocol: Protocol) -> str:
    return protocol.text["participants"] if protocol.is_final else ", ".join(headings.participant_names(meeting))


def _ending(meeting: Meeting, protocol: Protocol) -> dict[str, Any]:
    if protocol.is_final:
        return {"task": task_after(meeting)}
    recipients = protocols.recipients(protocol)
    if protocol.is_due:
        left = (protocol.due_at - timezone.now()).total_seconds()
        return {"seconds_left": max(math.ceil(left), 0), "recipients": recipients}
    return findings.content_of(meeting, protocol) | {
        "recipients": recipients,
        "outside": set(recipients) - are_own(recipients, meeting.group.organisation),
    }
