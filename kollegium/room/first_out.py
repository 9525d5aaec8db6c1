"""Först ut: whoever was away last time is asked, on their own page only, whether to begin laget runt."""

from typing import TypedDict

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kollegium.groups.models import Membership
from kollegium.library import step_kinds
from kollegium.live import actions
from kollegium.live.actions import turns
from kollegium.live.models import live_of
from kollegium.meetings.access import meeting_for
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest
from kollegium.protocols.models import Protocol
from kollegium.web.answers import after_press


class Offer(TypedDict):
    may_begin: bool
    begins: bool
    is_next: bool


def offer(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk)
    return render(request, "room/first_out.html", {"meeting": meeting, **offered(meeting, request.user)})


@require_POST
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk)
    actions.ask_to_begin(meeting, by=request.user, wants=request.POST.get("wants") != "0")
    return after_press(request, meeting.room_url)


def offered(meeting: Meeting, user: User) -> Offer:
    """What the page draws; nothing for one who was there, and nothing once one has had the word."""
    live = live_of(meeting)
    is_open = meeting.is_running or (meeting.is_due and not meeting.has_ended)
    is_open = is_open and (meeting.step or 0) <= _round_at(meeting)
    is_waiting = live.round is None or user.pk in turns.queue(live.round)
    return {
        "may_begin": is_open and is_waiting and was_away(meeting, user),
        "begins": user.pk in live.asked_first,
        "is_next": live.round is not None,
    }


def was_away(meeting: Meeting, user: User) -> bool:
    """By the names that stand in the last protocol, read by the whole group; nothing about it is kept here."""
    held = Meeting.objects.held().filter(group=meeting.group_id, starts_at__lt=meeting.starts_at)
    before = held.first()
    if before is None or not _was_a_member(before, user):
        return False
    final = Protocol.objects.filter(meeting=before, final_at__isnull=False).first()
    if final and final.text:
        return user.name not in final.text["participants"].split(", ")
    here = {*before.attendances.filter(is_here=True).values_list("user", flat=True)}
    return bool(here) and user.pk not in here


def _was_a_member(meeting: Meeting, user: User) -> bool:
    day = timezone.localdate(meeting.starts_at)
    return Membership.objects.current(on=day).filter(group=meeting.group_id, user=user).exists()


def _round_at(meeting: Meeting) -> int:
    """The step where one tells what one has tried."""
    return next((step.position for step in meeting.steps.all() if step_kinds.of(step.kind).is_report), 0)
