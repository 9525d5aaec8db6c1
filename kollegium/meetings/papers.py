"""Papper till träffen: what a group without net fills in by hand, and the leader types in afterwards."""

from dataclasses import dataclass
from typing import TypedDict

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format

from kollegium.groups.permissions import May
from kollegium.library.models import Material
from kollegium.meetings.access import may_at, meeting_for
from kollegium.meetings.models import Meeting
from kollegium.meetings.timetable import TimedStep, timetable
from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest


@dataclass(frozen=True)
class Heading:
    """One of the protocol's, with the words that are known beforehand."""

    key: str
    title: str
    words: str


class Papers(TypedDict):
    section: str
    meeting: Meeting
    may: set[May]
    rows: list[TimedStep]
    materials: QuerySet[Material]
    headings: list[Heading]
    members: QuerySet[User]


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk)
    if meeting.is_called_off:
        return redirect(meeting)
    content: Papers = {
        "section": "groups",
        "meeting": meeting,
        "may": may_at(meeting, request.user),
        "rows": timetable(meeting.steps.all(), meeting.starts_at),
        "materials": meeting.materials.all(),
        "headings": headings(meeting),
        "members": meeting.group.members(),
    }
    return render(request, "meetings/papers.html", content)


def headings(meeting: Meeting) -> list[Heading]:
    day = date_format(timezone.localtime(meeting.starts_at), "l j F Y")
    known = {"question": meeting.question, "date": day, "purpose": meeting.purpose}
    return [
        Heading(heading["key"], heading["title"], known.get(heading["key"], ""))
        for heading in meeting.template.headings
    ]
