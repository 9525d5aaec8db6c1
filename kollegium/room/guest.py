"""The guest's page: one lärträff to follow, without plans, draft or names beyond those who talk."""

from typing import TypedDict

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kollegium.live.actions.turns import queue
from kollegium.live.models import live_of
from kollegium.meetings import guests
from kollegium.meetings.models import Guest, Meeting
from kollegium.people.models import User
from kollegium.room.screen import seen_by_all


class Talking(TypedDict):
    is_round: bool
    speaker: str | None
    following: list[str]


@login_not_required
@never_cache
@require_safe
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Opening the link changes nothing but what this browser carries."""
    guest = guests.guest_by(key)
    if guest is None or not guests.is_open(guest.meeting):
        return _closed(request, guest)
    return guests.let_in(redirect("room:guest", guest.meeting_id), guest)


@login_not_required
@never_cache
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    guest = guests.guest_with(request.COOKIES, pk)
    if guest is None or not guests.is_open(guest.meeting):
        return _closed(request, guest)
    content = {**seen_by_all(guest.meeting), "guest": guest, **_talking(guest.meeting)}
    return render(request, "room/guest.html", content)


@login_not_required
@never_cache
@require_safe
def talker(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has the word and who is next, by given names."""
    guest = guests.guest_with(request.COOKIES, pk)
    if guest is None or not guests.is_open(guest.meeting):
        return HttpResponse(status=404)
    return render(request, "room/guest_talker.html", _talking(guest.meeting))


def _talking(meeting: Meeting) -> Talking:
    turn = live_of(meeting).round
    speaker, following = (turn["speaker"], queue(turn)[:2]) if turn else (None, [])
    people = User.objects.filter(pk__in=[speaker, *following])
    names = dict(people.values_list("pk", "given_name"))
    return {
        "is_round": turn is not None,
        "speaker": names.get(speaker) if speaker else None,
        "following": [names[person] for person in following if person in names],
    }


def _closed(request: HttpRequest, guest: Guest | None) -> HttpResponse:
    meeting = guest.meeting if guest else None
    is_over = meeting is not None and guests.is_over(meeting)
    content = {"meeting": meeting, "is_over": is_over}
    return render(request, "room/guest_closed.html", content, status=200 if meeting else 404)
