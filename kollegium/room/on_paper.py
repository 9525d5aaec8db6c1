"""After a lärträff that was held on paper: who was there, and then its protocol is typed in like any other."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kollegium.groups.permissions import May
from kollegium.live import actions
from kollegium.meetings.access import meeting_for
from kollegium.people.requests import SignedInRequest
from kollegium.protocols import actions as protocols
from kollegium.room.forms import PresentForm


def type_in(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    if request.method != "POST" and not meeting.was_never_started:
        return redirect(meeting)
    form = PresentForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if not form.is_valid():
        return render(request, "room/type_in.html", {"section": "groups", "meeting": meeting, "form": form})
    with transaction.atomic():
        actions.hold_on_paper(meeting, present=form.cleaned_data["present"], by=request.user)
        protocols.begin(meeting)
    return redirect(f"{meeting.room_url}#protokoll")
