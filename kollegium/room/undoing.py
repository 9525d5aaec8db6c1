"""Ångra in the room: for some seconds after a press, on the pages of those who may steer and of whoever pressed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kollegium.groups.permissions import REFUSAL, May
from kollegium.live import actions
from kollegium.meetings.access import may_at, meeting_for
from kollegium.people.requests import SignedInRequest
from kollegium.protocols import actions as protocols
from kollegium.refusals import Refused
from kollegium.web.answers import after_press
from kollegium.web.reading import number


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk)
    press = actions.undoable(meeting)
    is_own = press is not None and press.by_id == request.user.pk
    if not is_own and May.LEAD not in may_at(meeting, request.user):
        raise PermissionDenied(REFUSAL[May.LEAD])
    protocol = protocols.prepare(meeting)
    if protocol.is_final:
        raise Refused("Protokollet är färdigställt, så lärträffen är slut.")
    if protocol.is_due:
        raise Refused("Protokollet skickas strax. Ångra det först, om lärträffen ska fortsätta.")
    actions.undo(meeting, kind=request.POST.get("kind", ""))
    return after_press(request, meeting.room_url)


@require_POST
def step_back(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.step_back(meeting, by=request.user, after=number(request.POST.get("after", "")))
    return after_press(request, meeting.room_url)
