"""Jag provade: a line between two meetings, from a phone in half a minute."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kollegium.plans import actions
from kollegium.plans.forms import NoteForm
from kollegium.refusals import Refused, is_fragment


@require_POST
def write(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(error for errors in form.errors.values() for error in errors))
    said = form.cleaned_data
    actions.note(by=request.user, key=said["key"] or uuid4(), text=said["text"], on=said["on"])
    return _answer(request, "Anteckningen är sparad och följer med till nästa lärträff.")


@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    actions.remove_note(by=request.user, key=key)
    return _answer(request, "Anteckningen är borttagen.")


def _answer(request: HttpRequest, words: str) -> HttpResponse:
    if is_fragment(request):
        return HttpResponse(status=204)
    messages.success(request, words)
    return redirect("plans:thread")
