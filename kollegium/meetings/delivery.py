"""The page about how the call and the guests' invitations fared, for whoever leads."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kollegium.groups.permissions import May
from kollegium.mail.deliveries import deliveries
from kollegium.mail.outbox import try_again as send_again
from kollegium.meetings.access import meeting_for
from kollegium.meetings.actions.calling import latest_letters
from kollegium.people.requests import SignedInRequest


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    content = {"section": "groups", "meeting": meeting, "deliveries": deliveries(latest_letters(meeting))}
    return render(request, "meetings/delivery.html", content)


@require_POST
def try_again(request: SignedInRequest, pk: int, letter_pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    send_again(get_object_or_404(latest_letters(meeting), pk=letter_pk))
    return redirect("meetings:delivery", meeting.pk)
