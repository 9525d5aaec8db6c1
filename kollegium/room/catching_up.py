"""Kom ikapp: a lärträff that is over on one page, for whoever was away: the protocol, the material and one's own plan.

Every member may open it, and nothing tells that one has. Who was away is found out for nobody here: the thread asks
whoever has no plan from the lärträff, and the rows that knew are erased with the final protocol.
"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kollegium.meetings.access import meeting_for
from kollegium.people.requests import SignedInRequest
from kollegium.plans.drafts import plan_at
from kollegium.protocols import actions as protocols
from kollegium.protocols.queries import page_of


@require_safe
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk)
    if not meeting.has_ended:
        return redirect(meeting)
    protocol = protocols.prepare(meeting)
    sections = page_of(protocol, request.user)["sections"] if protocol.is_final else []
    content = {
        "section": "thread",
        "meeting": meeting,
        "protocol": protocol,
        "sections": [section for section in sections if section["paragraphs"]],
        "plan": plan_at(meeting, request.user),
    }
    return render(request, "room/catching_up.html", content)
