"""What the group has left to look at in the protocol before it is finished, as the server has it now."""

from dataclasses import dataclass
from typing import TypedDict

from django.http import HttpResponse
from django.shortcuts import render

from kollegium import privacy
from kollegium.meetings.access import may_at, meeting_for
from kollegium.meetings.models import Meeting
from kollegium.people.requests import SignedInRequest
from kollegium.protocols import actions as protocols
from kollegium.protocols import check, headings, notes
from kollegium.protocols.models import Protocol
from kollegium.protocols.queries import NUMBERS


@dataclass(frozen=True)
class Place:
    """Words in the protocol, or a whole heading, and what is said of them."""

    heading: str  # key
    words: str
    name: str  # of the heading, or of the one whose name it is
    looks_like: str = ""
    advice: str = ""


class Findings(TypedDict):
    must_go: list[Place]
    may_stay: list[Place]
    colleagues: list[Place]
    told: int
    there_are_more: bool
    token: str  # of these findings, to answer them with
    empty: list[Place]
    number_of_empty: str


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """A fragment: a page asks when the text that it follows has been still for a moment."""
    meeting = meeting_for(request.user, pk)
    protocol = protocols.prepare(meeting)
    if protocol.is_final or not meeting.has_ended:
        return HttpResponse(status=204)
    content = {"meeting": meeting, "may": may_at(meeting, request.user)}
    return render(request, "room/findings.html#list", {**content, **content_of(meeting, protocol)})


def content_of(meeting: Meeting, protocol: Protocol) -> Findings:
    text, names = notes.text(protocol.pk), headings.names(meeting)
    found = check.look(meeting, text)
    empty = [key for key in headings.WRITTEN if not text[key].strip()]
    return {
        "must_go": [_place(finding, names) for finding in found.must_go],
        "may_stay": [_place(finding, names) for finding in found.may_stay],
        "colleagues": [Place(where.heading, where.words, name) for name, where in found.colleagues.items()],
        "told": len(found.findings),
        "there_are_more": found.is_cut,
        "token": found.token,
        "empty": [Place(key, "", names[key]) for key in empty],
        "number_of_empty": NUMBERS[len(empty)],
    }


def _place(finding: privacy.Finding, names: dict[str, str]) -> Place:
    looks_like, advice = privacy.LOOKS_LIKE[finding.kind], privacy.ADVICE[finding.kind]
    return Place(finding.heading, finding.words, names[finding.heading], looks_like, advice)
