"""Gå med i en lärträff: by six digits, or by the QR code that stands for them."""

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from kollegium.identity import attempts, brake
from kollegium.identity.brake import CODES
from kollegium.live.actions.joining import may_be_joined
from kollegium.live.models import LiveMeeting
from kollegium.meetings.models import Meeting
from kollegium.people.requests import SignedInRequest
from kollegium.room.forms import CodeForm

WRONG = "Det finns ingen öppen lärträff med den koden. Se efter på skärmen och skriv den igen."
OR_FROM_THE_START = ", eller öppna rummet från din startsida."


@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    """Where the six digits are typed. Who may come in is asked at the next address, once signed in."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("room:join_by_code", form.cleaned_data["code"])
    return _field(request, form, status=422 if form.is_bound else 200)


def come_in(request: SignedInRequest, code: str) -> HttpResponse:
    """Behind sign-in, so that guesses count per account and a whole school may come from one address."""
    form = CodeForm({"code": code})
    lanes = [CODES.on(request.user.pk)]
    if seconds := brake.seconds_left(lanes):
        return _field(request, form, status=429, waits=attempts.waiting(seconds) + OR_FROM_THE_START)
    if not form.is_valid():
        return _field(request, form, status=404)
    live = LiveMeeting.objects.filter(code=form.cleaned_data["code"]).select_related("meeting").first()
    meeting = live.meeting if live else None
    if meeting is None or not may_be_joined(meeting):
        attempts.count_wrong(lanes, about=request.user)
        form.add_error("code", WRONG)
        return _field(request, form, status=404)
    if not Meeting.objects.visible_to(request.user).filter(pk=meeting.pk).exists():
        attempts.count_wrong(lanes, about=request.user)
        return render(request, "room/not_a_member.html", status=403)
    brake.right(lanes)
    return redirect(meeting.room_url)


def address_of(request: HttpRequest, code: str = "") -> str:
    return reachable(request, reverse("room:join_by_code", args=[code]) if code else reverse("room:join"))


def reachable(request: HttpRequest, path: str) -> str:
    """By a phone: at the installation's own address, or on a trial run the one this page was opened at."""
    return request.build_absolute_uri(path) if "//localhost" in settings.ADDRESS else settings.ADDRESS + path


def qr(address: str) -> SafeString:
    """Dark on light in both modes, with the quiet border that cameras need."""
    drawn = segno.make(address, micro=False, error="m")
    return mark_safe(drawn.svg_inline(omitsize=True, border=4, dark="black", light="white", lineclass=None))


def spaced(code: str) -> str:
    """As it is read aloud: 481 726."""
    return f"{code[:3]} {code[3:]}".strip()


def _field(request: HttpRequest, form: CodeForm, *, status: int, waits: str = "") -> HttpResponse:
    return render(request, "room/join.html", {"form": form, "waits": waits, "section": "join"}, status=status)
