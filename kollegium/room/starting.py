"""The question before a lärträff is started far from its time: is it meant, and when will it end?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kollegium.live.pace import Beginning
from kollegium.meetings.models import Meeting
from kollegium.room import choices
from kollegium.web.requests import is_fragment


def question(request: HttpRequest, meeting: Meeting) -> HttpResponse | None:
    """A dialog in the room, a page of its own without JavaScript; nothing when it need not be asked or is answered."""
    if meeting.has_started or meeting.is_called_off:
        return None  # the action refuses, and says why
    time = choices.beginning(meeting)
    if not time["begins"].is_far or _is_answered(request, time["begins"]):
        return None
    content = {"meeting": meeting, "time": time, "has_chosen_nothing": "sure" in request.POST}
    return render(request, "room/start_question.html" if is_fragment(request) else "room/start.html", content)


def _is_answered(request: HttpRequest, begins: Beginning) -> bool:
    """No end is chosen beforehand: late, the shorter steps are for the group to choose, and not for a thumb."""
    return "sure" in request.POST and (not begins.can_end_as_called or request.POST.get("ends") in ("called", "later"))
