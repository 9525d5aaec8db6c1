"""Visa för lärgruppen, one field at a time: an owner's choice, on the plan's page and in the room.

Here and not in plans/, for those who read it now are told to look again; of a choice made between meetings nobody is.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kollegium.events import Happening, tell
from kollegium.meetings.models import Meeting
from kollegium.people.requests import SignedInRequest
from kollegium.plans import actions as plans
from kollegium.plans.access import plan_for
from kollegium.plans.forms import ShowingForm, showings
from kollegium.plans.models import ActionPlan
from kollegium.refusals import Refused
from kollegium.web.requests import is_fragment, page_before

SHOWN = "Gruppen ser det här."
HIDDEN = "Nu är det dolt. Gruppen ser det inte längre."


@require_POST
def show(request: SignedInRequest, meeting_pk: int) -> HttpResponse:
    plan, name, seen = _chosen(request, meeting_pk)
    plans.show(plan, {name}, seen=seen)
    return _answer(request, plan, name, SHOWN)


@require_POST
def hide(request: SignedInRequest, meeting_pk: int) -> HttpResponse:
    plan, name, _ = _chosen(request, meeting_pk)
    plans.hide(plan, {name})
    return _answer(request, plan, name, HIDDEN)


def _chosen(request: SignedInRequest, meeting_pk: int) -> tuple[ActionPlan, str, int | None]:
    plan, form = plan_for(request.user, meeting_pk), ShowingForm(request.POST)
    if not form.is_valid():
        raise Refused("Det fältet går inte att visa för någon.")
    plan = plan if plan.pk else plans.write(plan, fields={})
    return plan, form.cleaned_data["field"], form.cleaned_data["seen"]


def _answer(request: SignedInRequest, plan: ActionPlan, name: str, message: str) -> HttpResponse:
    for meeting in Meeting.objects.running().filter(group=plan.meeting.group_id):
        tell(Happening.SHARING_CHANGED, meeting=meeting)
    if not is_fragment(request):
        messages.success(request, message)
        return redirect(page_before(request) or plan)
    plan = plan_for(request.user, plan.meeting_id)  # as it stands now
    return render(request, "plans/_showing.html", {"plan": plan, "showing": showings(plan)[name], "message": message})
