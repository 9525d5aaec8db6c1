"""Rodret in the room: who steers, who is asked when nobody does, and who mirrors the talk."""

from collections.abc import Iterable
from typing import TypedDict

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kollegium.groups.access import member_or_404
from kollegium.groups.permissions import May
from kollegium.live import actions
from kollegium.live.actions import turns
from kollegium.live.models import LastPress, live_of
from kollegium.meetings import actions as meetings
from kollegium.meetings.access import meeting_for
from kollegium.meetings.models import Duty, Meeting
from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest
from kollegium.refusals import Refused
from kollegium.swedish import listed
from kollegium.web.answers import after_press
from kollegium.web.reading import key


class Asked(TypedDict):
    is_asked: bool
    given_by: User | None


class Steering(TypedDict):
    helm: User | None
    steerers: str
    can_steer: list[User]
    everyone: list[User]


def choices(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whom to hand the helm to and the like, as it stands when one opens it."""
    meeting = meeting_for(request.user, pk, May.LEAD)
    return render(request, "room/helm_choices.html", {"meeting": meeting, **steering(meeting)})


def question(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the ersättare's page, when whoever steers has been away; and a word to the one who has just got the helm."""
    meeting = meeting_for(request.user, pk)
    content = {"meeting": meeting, **asked(meeting, request.user), **steering(meeting)}
    return render(request, "room/helm_question.html", content)


@require_POST
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    if (person := _person(request, meeting)) is None:
        raise Refused("Välj vem som ska styra.")
    actions.hand_over(meeting, person, by=request.user)
    return after_press(request, meeting.room_url)


@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.take_back(meeting, by=request.user)
    return after_press(request, meeting.room_url)


@require_POST
def take_over(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk)
    if meeting.deputy_id != request.user.pk:
        raise PermissionDenied("Bara ersättaren kan ta över. Den som styr kan låta någon annan göra det.")
    actions.take_over(meeting, by=request.user)
    return after_press(request, meeting.room_url)


@require_POST
def name_deputy(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    meetings.name_deputy(meeting, _person(request, meeting))
    return after_press(request, meeting.room_url)


@require_POST
def name_reflector(request: SignedInRequest, pk: int) -> HttpResponse:
    """A samtalsreflektör, or nobody: then the group reflects together."""
    meeting = meeting_for(request.user, pk, May.LEAD)
    meetings.put_on_duty(meeting, Duty.Kind.REFLECTOR, _person(request, meeting), by=request.user)
    return after_press(request, meeting.room_url)


def asked(meeting: Meeting, user: User) -> Asked:
    """Whether this one is asked to take over, and who gave this one the helm."""
    is_asked = meeting.deputy_id == user.pk and actions.is_away(live_of(meeting))
    return {"is_asked": is_asked, "given_by": _given_by(meeting, user)}


def steering(meeting: Meeting, here: Iterable[int] | None = None) -> Steering:
    """`here`: keys of those who are here, when they are at hand."""
    here, everyone = {*(turns.present(meeting) if here is None else here)}, meeting.group.everyone()
    steerers = actions.steerers(meeting)
    others = [person for person in everyone if person not in steerers]
    return {
        "helm": live_of(meeting).helm,
        "steerers": listed([person.given_name for person in steerers]),
        "can_steer": [person for person in others if person.pk in here],
        "everyone": everyone,
    }


def _given_by(meeting: Meeting, user: User) -> User | None:
    """Who gave this one the helm a moment ago."""
    press = actions.undoable(meeting)
    was_given = press is not None and press.kind == LastPress.Kind.HELM and press.by_id != user.pk
    return press.by if press and was_given and user in actions.steerers(meeting) else None


def _person(request: HttpRequest, meeting: Meeting) -> User | None:
    """Chosen in the form; none when the empty choice was."""
    chosen = request.POST.get("person", "")
    return member_or_404(meeting.group, key(chosen)) if chosen else None
