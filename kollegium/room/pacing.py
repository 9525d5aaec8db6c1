"""Taking longer, catching up and ending by a given time: what the choices are, and the nouns they are posted to."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.views.decorators.http import require_POST

from kollegium.groups.permissions import May
from kollegium.live import actions
from kollegium.live.actions import Payer
from kollegium.meetings.access import meeting_for
from kollegium.meetings.models import Meeting
from kollegium.people.requests import SignedInRequest
from kollegium.refusals import Refused
from kollegium.room import choices
from kollegium.web.answers import after_press
from kollegium.web.reading import number


def beginning(request: SignedInRequest, pk: int) -> HttpResponse:
    """Late or early: what a start now would mean."""
    return _choices(request, meeting_for(request.user, pk, May.LEAD), "room/beginning.html")


def longer(request: SignedInRequest, pk: int) -> HttpResponse:
    return _choices(request, meeting_for(request.user, pk, May.LEAD), "room/longer.html")


def sooner(request: SignedInRequest, pk: int) -> HttpResponse:
    return _choices(request, meeting_for(request.user, pk, May.LEAD), "room/sooner.html")


@require_POST
def take_longer(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.take_longer(meeting, choices.MINUTES, by=request.user, payer=_payer(request), after=_after(request))
    return after_press(request, meeting.room_url)


@require_POST
def catch_up(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.catch_up(meeting, by=request.user)
    return after_press(request, meeting.room_url)


@require_POST
def finish_by(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.finish_by(meeting, _moment(request.POST.get("at", "")), by=request.user)
    return after_press(request, meeting.room_url)


def _choices(request: HttpRequest, meeting: Meeting, template: str) -> HttpResponse:
    return render(request, template, {"meeting": meeting, "time": choices.of(meeting)})


def _payer(request: HttpRequest) -> int | Payer:
    """A step's position, or how else it is paid."""
    chosen = request.POST.get("payer", Payer.NOBODY)
    if chosen in list(Payer):
        return Payer(chosen)
    if (position := number(chosen)) is None:
        raise Refused("Välj vilket steg som ska ge tid, eller sluta senare.")
    return position


def _after(request: HttpRequest) -> tuple[int, int] | None:
    """The running step and its seconds as the presser saw them."""
    step, _, seconds = request.POST.get("after", "").partition(":")
    position, took = number(step), number(seconds)
    return (position, took) if position is not None and took is not None else None


def _moment(typed: str) -> datetime:
    """15:30, as the wall clock nearest to now has it."""
    try:
        hour = parse_time(typed.strip().replace(".", ":"))
    except ValueError:
        hour = None
    if hour is None:
        raise Refused("Skriv en sluttid, till exempel 15.30.")
    now = timezone.localtime()
    days = [now.date() + timedelta(days=days) for days in (-1, 0, 1)]
    moments = [timezone.make_aware(datetime.combine(day, hour.replace(tzinfo=None))) for day in days]
    return min(moments, key=lambda moment: abs(moment - now))
