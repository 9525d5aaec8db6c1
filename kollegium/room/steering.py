"""What is pressed in the room. Each press is a noun posted to; the answer comes to everyone through the socket."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kollegium.groups.access import member_or_404
from kollegium.groups.permissions import REFUSAL, May
from kollegium.live import actions
from kollegium.live.models import live_of
from kollegium.meetings import changing
from kollegium.meetings.access import may_at, meeting_for
from kollegium.meetings.models import Meeting
from kollegium.people.requests import SignedInRequest
from kollegium.protocols import actions as protocols
from kollegium.refusals import Refused
from kollegium.room import starting
from kollegium.web.answers import after_press
from kollegium.web.reading import key, number


@require_POST
@transaction.atomic
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    """Starta lärträffen, and with it the protocol. Far from its time, it is asked about first."""
    meeting = meeting_for(request.user, pk, May.LEAD)
    if question := starting.question(request, meeting):
        return question
    actions.start(meeting, by=request.user, keeps_end=request.POST.get("ends") != "later")
    protocols.begin(meeting)
    return after_press(request, meeting.room_url)


@require_POST
def next_step(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.next_step(meeting, by=request.user, after=number(request.POST.get("after", "")))
    return after_press(request, meeting.room_url)


@require_POST
def pause(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.pause(meeting, by=request.user)
    return after_press(request, meeting.room_url)


@require_POST
def go_on(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.go_on(meeting, by=request.user)
    return after_press(request, meeting.room_url)


@require_POST
def next_speaker(request: SignedInRequest, pk: int) -> HttpResponse:
    """By the lärledare, or by the one who speaks."""
    meeting = meeting_for(request.user, pk)
    turn = live_of(meeting).round
    speaks = turn is not None and turn["speaker"] == request.user.pk
    if not speaks and May.LEAD not in may_at(meeting, request.user):
        raise PermissionDenied("Bara lärledaren eller den som har ordet kan lämna det vidare.")
    after, passes, later = number(request.POST.get("after", "")), "passes" in request.POST, "later" in request.POST
    actions.next_speaker(meeting, by=request.user, after=after, passes=passes, later=later)
    return after_press(request, meeting.room_url)


@require_POST
def order(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who begins in laget runt."""
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.arrange(meeting, request.POST.get("order", ""), after=request.POST.get("after"))
    return after_press(request, meeting.room_url)


@require_POST
def next_part(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.next_part(meeting, by=request.user, after=request.POST.get("after"))
    return after_press(request, meeting.room_url)


@require_POST
def owner(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whose question the others think about: one's own, or said by the lärledare."""
    meeting = meeting_for(request.user, pk)
    person = key(request.POST.get("person", ""))
    if person != request.user.pk and May.LEAD not in may_at(meeting, request.user):
        raise PermissionDenied("Bara lärledaren kan säga vem annan som äger frågan.")
    actions.claim_question(meeting, member_or_404(meeting.group, person) if person else None)
    return after_press(request, meeting.room_url)


@require_POST
def mark(request: SignedInRequest, pk: int, user_pk: int) -> HttpResponse:
    """On place or not, also for those without a device. Oneself always; others by lärledare or dokumentatör."""
    meeting = meeting_for(request.user, pk)
    if user_pk != request.user.pk and May.FINALISE not in may_at(meeting, request.user):
        raise PermissionDenied(REFUSAL[May.LEAD])
    person = member_or_404(meeting.group, user_pk)
    with transaction.atomic():
        _still_open(meeting)
        actions.mark(meeting, person, is_here=request.POST.get("is_here") == "1")
    return after_press(request, meeting.room_url)


@require_POST
@transaction.atomic
def mark_all(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.FINALISE)
    _still_open(meeting)
    actions.mark_all(meeting)
    return after_press(request, meeting.room_url)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.end(meeting, by=request.user)
    return after_press(request, meeting.room_url)


def _still_open(meeting: Meeting) -> None:
    """Who is here can change until the protocol is final. finalise() takes the same lock: nobody is marked after it."""
    changing.locked(meeting)
    protocol = protocols.prepare(meeting)
    if protocol.is_final:
        raise Refused("Protokollet är färdigställt, så deltagarna ändras inte mer.")
    if protocol.is_due:
        raise Refused("Protokollet skickas strax. Ångra det först, om deltagarna ska ändras.")
