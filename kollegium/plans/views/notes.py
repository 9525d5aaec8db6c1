"""Jag provade: a line between two meetings, from a phone in half a minute."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kollegium.people.requests import SignedInRequest
from kollegium.plans import actions
from kollegium.plans.access import plan_for
from kollegium.plans.drafts import plan_ahead
from kollegium.plans.forms import NoteForm, SeenForm
from kollegium.refusals import Refused
from kollegium.web.requests import is_fragment

WAITS = (
    "Anteckningen är sparad och bara du ser den. Lärgruppen läser redan fältet den hör till, "
    "så den väntar på planens sida tills du tar in den."
)


@require_POST
def write(request: SignedInRequest) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    fields = form.cleaned_data
    written = actions.write_note(by=request.user, key=fields["key"] or uuid4(), text=fields["text"], on=fields["on"])
    if written.told_meeting is None and plan_ahead(request.user):
        return _answer(request, WAITS, status=200)
    return _answer(request, "Anteckningen är sparad och följer med till nästa lärträff.")


@require_POST
def take_in(request: SignedInRequest, meeting_pk: int) -> HttpResponse:
    """The lines that stood on the page, and none that has come since."""
    plan, form = plan_for(request.user, meeting_pk), SeenForm(request.POST)
    if not (plan.pk and form.is_valid()):
        raise Refused("Anteckningarna gick inte att ta in. Ladda om sidan och försök igen.")
    actions.take_in_notes(plan, seen=form.cleaned_data["seen"])
    messages.success(request, "Anteckningarna står nu i planen.")
    return redirect(plan)


@require_POST
def remove(request: SignedInRequest, key: UUID) -> HttpResponse:
    actions.remove_note(by=request.user, key=key)
    return _answer(request, "Anteckningen är borttagen.")


def _answer(request: HttpRequest, words: str, status: int = 204) -> HttpResponse:
    if is_fragment(request):
        return HttpResponse(words if status == 200 else "", status=status, content_type="text/plain; charset=utf-8")
    messages.success(request, words)
    return redirect("plans:thread")
