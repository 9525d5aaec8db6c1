"""The owner's own pages: the thread, a plan, and what of it the group sees."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kollegium.identity.queries import is_new_installation
from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest
from kollegium.plans import actions, queries
from kollegium.plans.access import plan_for
from kollegium.plans.drafts import plan_before, waiting
from kollegium.plans.forms import NoteForm, PlanForm, bases, prompted
from kollegium.plans.models import ActionPlan, Opening
from kollegium.plans.prompts import prompt_of
from kollegium.web.reading import moment
from kollegium.web.requests import is_fragment


@login_not_required
def thread(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return _welcome(request)
    thread = queries.thread(request.user)
    content = {"section": "thread", "thread": thread, "names_groups": thread.back.names_groups, "stretch": thread.back}
    content["note"] = NoteForm(initial={"on": timezone.localdate(), "key": uuid4()}, auto_id="note-%s")
    outside = {} if thread.knots or thread.is_in_a_group else _outside(request.user)
    return render(request, "plans/thread.html", content | outside)


def earlier(request: SignedInRequest) -> HttpResponse:
    """The next piece of the way back."""
    before = moment(request.GET.get("fore", "")) or timezone.now()
    stretch = queries.earlier(request.user, before)
    content = {"stretch": stretch, "names_groups": stretch.names_groups}
    page = "plans/_stretch.html" if is_fragment(request) else "plans/earlier.html"
    return render(request, page, {"section": "thread"} | content)


def plan(request: SignedInRequest, meeting_pk: int) -> HttpResponse:
    plan = plan_for(request.user, meeting_pk)
    if request.method != "POST":
        return _show(request, plan)
    form = PlanForm(plan, request.POST)
    form.is_valid()  # one field that is too long does not keep the others from being saved
    plan = actions.write(plan, fields=form.cleaned_data, bases=bases(request.POST))
    if form.errors:
        return _explain(request, plan, form)
    kept = {name: getattr(plan, name) for name in form.cleaned_data}
    merged = {name: kept[name] for name, words in form.cleaned_data.items() if kept[name] != words}
    if not kept.get("learnt"):
        merged.pop("learnt", None)  # what it was prefilled with is not kept, and stands on the page
    if merged and is_fragment(request):
        return JsonResponse(merged)  # another device had written: the page shows both
    return _answer(request, plan, "Planen är sparad.")


def blank(request: SignedInRequest, meeting_pk: int) -> HttpResponse:
    """An A4 to fill in by hand, with nothing of one's own on it."""
    meeting = plan_for(request.user, meeting_pk).meeting
    return render(request, "plans/blank.html", {"section": "thread", "meeting": meeting})


def _openings(plan: ActionPlan) -> list[tuple[Opening, list[str]]]:
    """Vem har öppnat min plan: who, which day, and which of its fields."""
    if plan.pk is None:
        return []
    return [
        (opening, [prompt_of(plan, name)["text"] for name in opening.fields]) for opening in actions.openings_of(plan)
    ]


def _outside(user: User) -> dict[str, bool]:
    """What somebody who is in no group has to do here."""
    return {
        "is_beginning": user.is_administrator and not settings.DEMO,  # the demo has no first steps
        "has_a_post": user.appointments.exists(),
    }


def _welcome(request: HttpRequest) -> HttpResponse:
    if is_new_installation():
        return redirect("identity:first_run")
    return render(request, "about/welcome.html")


def _show(request: SignedInRequest, plan: ActionPlan, form: PlanForm | None = None, status: int = 200) -> HttpResponse:
    content = {
        "section": "thread",
        "meeting": plan.meeting,
        **prompted(plan, form, plan_before(plan.meeting, request.user)),
    }
    content["openings"] = _openings(plan)
    content["waiting"] = waiting(plan)
    return render(request, "plans/plan.html", content, status=status)


def _explain(request: SignedInRequest, plan: ActionPlan, form: PlanForm) -> HttpResponse:
    """What is too long stays on the page, with the reason beside it."""
    if is_fragment(request):
        reason = " ".join(f"{form[name].label} {error}" for name, errors in form.errors.items() for error in errors)
        return HttpResponse(reason, status=422, content_type="text/plain; charset=utf-8")
    return _show(request, plan, form, status=422)


def _answer(request: HttpRequest, plan: ActionPlan, words: str) -> HttpResponse:
    if is_fragment(request):
        return HttpResponse(status=204)
    messages.success(request, words)
    return redirect(plan)
