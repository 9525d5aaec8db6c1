"""Pages of a lärträff: plan it, see it, change it, call to it."""

from collections.abc import Mapping
from typing import TypedDict

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kollegium.groups.access import group_for
from kollegium.groups.permissions import May
from kollegium.library import templates
from kollegium.mail.letters import Drawn
from kollegium.meetings import actions, letters, queries
from kollegium.meetings.access import meeting_for
from kollegium.meetings.actions.calling import (
    has_changed_since,
    news_of,
    recipients,
    stamp,
)
from kollegium.meetings.actions.planning import in_turn
from kollegium.meetings.forms import CallOffForm, FormatsForm, MaterialPick, TurnsForm
from kollegium.meetings.models import Duty, Meeting
from kollegium.meetings.planning_forms import ChangeForm, PlanForm
from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest
from kollegium.web.requests import is_fragment

CALLED = "Kallelsen är på väg till alla i gruppen."
WAITS = "Kallelsen är skriven men väntar i utkorgen: ingen e-postserver är angiven."
TOLD = "Ändringen är sparad, och mejlet om den är på väg till gruppen."
CALLED_OFF = "Lärträffen är inställd, och mejlet om det är på väg till gruppen."
TAKEN_AWAY = "Lärträffen är borttagen."
CALLED_IN_DEMO = "Kallelsen är skriven till alla i gruppen. I demon stannar mejlen i utkorgen."


class CallPage(TypedDict):
    meeting: Meeting
    recipients: QuerySet[User]
    letter: Drawn
    stamp: str
    has_changed: bool


def new(request: SignedInRequest, pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.LEAD)
    form = PlanForm(request.POST or None, group=group)
    if form.is_valid():
        fields = form.cleaned_data
        meeting = actions.plan(
            group,
            by=request.user,
            starts_at=form.instance.starts_at,
            template=templates.default(),
            materials=[fields["material"]] if fields["material"] else [],
            turns={kind: fields[kind] for kind in Duty.Kind.values},
            deputy=fields["deputy"],
            **{name: fields[name] for name in ("place", "question", "purpose")},
        )
        messages.success(request, "Lärträffen är planerad. Skicka kallelsen när du är nöjd.")
        _notice_the_past(request, meeting)
        return redirect(meeting)
    last = group.meetings.held().select_related("protocol").first()
    return _page(request, "meetings/new.html", {"group": group, "form": form, "last": last})


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk)
    page = queries.page_of(meeting, request.user, material=request.GET.get("material"))
    return _page(request, "meetings/show.html", page)


def change(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    form = ChangeForm(request.POST or None, instance=meeting)
    if form.is_valid():
        tells = "tell" in request.POST
        meeting, is_told = actions.change(meeting, by=request.user, tells=tells, because=form.because)
        if is_told:
            messages.success(request, TOLD)
        else:
            _say_saved(request, meeting)
        _notice_the_past(request, meeting)
        return redirect(meeting)
    return _page(request, "meetings/change.html", {"meeting": meeting, "form": form})


def call(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    if request.method == "POST":
        actions.call(meeting, by=request.user, after=request.POST.get("after"))
        messages.success(request, CALLED_IN_DEMO if settings.DEMO else CALLED if settings.EMAIL_URL else WAITS)
        return redirect(meeting)
    content: CallPage = {
        "meeting": meeting,
        "recipients": recipients(meeting),
        "letter": letters.call_beforehand(meeting, to=request.user, by=request.user, changes=news_of(meeting)),
        "stamp": stamp(meeting),
        "has_changed": has_changed_since(meeting),
    }
    return _page(request, "meetings/call.html", content)


def call_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks for a reason first; without a call nobody has heard of it, and it is just taken away."""
    meeting = meeting_for(request.user, pk, May.LEAD)
    if meeting.has_started or meeting.is_called_off:
        return redirect(meeting)
    form = CallOffForm(request.POST if request.method == "POST" else None, instance=meeting)
    if form.is_valid():
        meeting = actions.call_off(meeting, by=request.user, because=form.cleaned_data["called_off_because"])
        messages.success(request, CALLED_OFF if meeting.called_at else TAKEN_AWAY)
        return redirect(meeting.group)
    content = {"meeting": meeting, "form": form, "recipients": recipients(meeting)}
    return _page(request, "meetings/call_off.html", content)


@require_POST
def reinstate(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.reinstate(meeting, by=request.user)
    messages.success(request, "Lärträffen blir av. Fördela turerna och skicka kallelsen.")
    return redirect(meeting)


@require_POST
def duties(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    form = TurnsForm(request.POST, meeting=meeting)
    if form.is_valid():
        actions.change_turns(meeting, form.changes(), by=request.user)
        _say_saved(request, meeting)
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect(meeting)


@require_POST
def absence(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk)
    had_a_turn = request.user in (meeting.documentarian, meeting.reflector)
    actions.excuse(meeting, request.user)
    turn = " Din tur har gått till nästa i ordningen." if had_a_turn else ""
    messages.success(request, f"Lärledaren ser att du har förhinder.{turn}")
    return redirect(meeting)


@require_POST
def absence_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk)
    actions.unexcuse(meeting, request.user)
    messages.success(request, "Bra, du räknas med igen.")
    return redirect(meeting)


@require_POST
def materials(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    form = MaterialPick(request.POST, meeting=meeting)
    if form.is_valid():
        actions.attach(meeting, form.cleaned_data["material"], by=request.user)
        _say_saved(request, meeting)
    else:
        messages.error(request, "Välj ett material i listan som inte redan är med.")
    return redirect(meeting)


@require_POST
def choose_formats(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    form = FormatsForm(request.POST, meeting=meeting)
    if form.is_valid():
        actions.choose_format(meeting, form.chosen(), by=request.user)
        _say_saved(request, meeting)
    else:
        messages.error(request, "Välj en samtalsform i listan.")
    return redirect(meeting)


@require_POST
def material_remove(request: SignedInRequest, pk: int, material_pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    actions.detach(meeting, get_object_or_404(meeting.materials, pk=material_pk), by=request.user)
    _say_saved(request, meeting)
    return redirect(meeting)


def turns(request: SignedInRequest, pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.WRITE)
    planned = group.meetings.ahead().prefetch_related("duties__user").first()
    content = {"group": group, "planned": planned, "queue": in_turn(group, Duty.Kind.DOCUMENTARIAN)[:3]}
    return _page(request, "meetings/turns.html" + ("#queue" if is_fragment(request) else ""), content)


def _say_saved(request: HttpRequest, meeting: Meeting) -> None:
    if has_changed_since(meeting):
        messages.info(request, "Sparat. Skicka kallelsen igen om alla behöver få veta det nya.")
    else:
        messages.success(request, "Sparat.")


def _notice_the_past(request: HttpRequest, meeting: Meeting) -> None:
    if meeting.planned_end < timezone.now():
        messages.warning(request, "Tiden för lärträffen har redan varit. Stämmer det inte kan du ändra den.")


def _page(request: HttpRequest, template: str, content: Mapping[str, object]) -> HttpResponse:
    return render(request, template, {"section": "groups", **content})
