"""How the step is talked through, as the page draws it: the parts of its samtalsform, the pairs and the cards."""

from dataclasses import dataclass
from itertools import chain
from typing import TypedDict

from django.http import HttpResponse
from django.shortcuts import render

from kollegium.library import formats, questions
from kollegium.live import state
from kollegium.meetings.access import may_at, meeting_for
from kollegium.meetings.models import AgendaStep, Meeting
from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest
from kollegium.swedish import listed


@dataclass(frozen=True)
class ShownPart:
    is_: formats.Part
    index: int
    minutes: str
    is_now: bool


class Led(TypedDict):
    """A step whose talk is led through in parts."""

    step: AgendaStep
    format: formats.Format
    parts: list[ShownPart]


class Choosable(TypedDict):
    pk: int
    name: str


class Parts(TypedDict):
    led: list[Led]
    next_part: str
    own_pair: str
    other_pairs: list[str]
    owner_name: str
    people: list[Choosable]


class Conversation(Parts):
    cards: list[tuple[int, str]]
    card: int | None


def parts(request: SignedInRequest, pk: int) -> HttpResponse:
    """A samtalsform was chosen while the room was open: the page looks again."""
    meeting = meeting_for(request.user, pk)
    now = state.stage_of(meeting)
    content = {"meeting": meeting, "may": may_at(meeting, request.user), "state": now}
    return render(request, "room/parts.html", {**content, **led(meeting, request.user, now)})


def content(meeting: Meeting, user: User, now: state.State) -> Conversation:
    cards = questions.of(meeting.group.organisation)
    return {
        "cards": list(enumerate(cards)),
        "card": now["card"] % len(cards) if now["card"] is not None else None,
        **led(meeting, user, now),
    }


def led(meeting: Meeting, user: User, now: state.Stage) -> Parts:
    people = meeting.group.everyone()
    names, shown = {person.pk: person.given_name for person in people}, _led(meeting, now)
    owner = now["owner"]
    if former := {*chain(*(now["pairs"] or [])), *([owner] if owner else [])} - names.keys():
        names |= dict(User.objects.filter(pk__in=former).values_list("pk", "given_name"))
    return {
        "led": shown,
        "next_part": _next_part(shown, now),
        "own_pair": words_of_pair(now["pairs"], user.pk, names),
        "other_pairs": words_of_other_pairs(now["pairs"], user.pk, names),
        "owner_name": "Du" if owner == user.pk else names.get(owner, "") if owner else "",
        "people": [{"pk": person.pk, "name": person.given_name} for person in people],
    }


def next_part(meeting: Meeting, now: state.Stage) -> str:
    """What the part after the running one is called; empty when there is none."""
    return _next_part(_led(meeting, now), now)


def _led(meeting: Meeting, now: state.Stage) -> list[Led]:
    """Only where there is more than one part: laget runt leads through itself."""
    shown: list[Led] = []
    for step in meeting.steps.all():
        format = formats.find(step.format)
        if format and len(format.parts) > 1:
            shown.append({"step": step, "format": format, "parts": _shown(step, format, now)})
    return shown


def _shown(step: AgendaStep, format: formats.Format, now: state.Stage) -> list[ShownPart]:
    here = now["part"]["index"] if now["part"] and step.position == now["step"] else None
    return [
        ShownPart(part, index, _minutes(seconds), here == index)
        for index, (part, seconds) in enumerate(zip(format.parts, format.seconds(step.seconds), strict=True))
    ]


def _next_part(shown: list[Led], now: state.Stage) -> str:
    here: list[ShownPart] = next((led["parts"] for led in shown if led["step"].position == now["step"]), [])
    later = here[now["part"]["index"] + 1 :] if now["part"] else []
    return later[0].is_.name if later else ""


def words_of_pair(pairs: list[list[int]] | None, me: int, names: dict[int, str]) -> str:
    """ "Du och Carin"; empty for one who is in no pair."""
    mine = next((pair for pair in pairs or [] if me in pair), None)
    if mine is None:
        return ""
    return listed(["Du", *(names.get(person, "") for person in mine if person != me)])


def words_of_other_pairs(pairs: list[list[int]] | None, me: int, names: dict[int, str]) -> list[str]:
    return [listed([names.get(person, "") for person in pair]) for pair in pairs or [] if me not in pair]


def _minutes(seconds: int) -> str:
    return f"{round(seconds / 60)} min" if seconds >= 60 else f"{seconds} s"
