"""The administrator's pages about one colleague's account: invited, put right, given posts, closed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kollegium.identity import actions, invitations
from kollegium.people import actions as people
from kollegium.people.access import colleague_for, organisation_for
from kollegium.people.forms.arrangements import ColleagueForm, InvitationForm, PostForm
from kollegium.people.requests import SignedInRequest


def new(request: SignedInRequest) -> HttpResponse:
    organisation = organisation_for(request.user)
    form = InvitationForm(organisation, request.POST or None)
    if form.is_valid():
        person = actions.invite(organisation=organisation, by=request.user, **form.cleaned_data)
        messages.success(request, f"{person.name} är inbjuden. {invitations.whereabouts(person, by=request.user)}")
        return redirect("people:colleagues")
    return render(request, "identity/colleague_new.html", {"form": form, "section": "organisation"})


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    person = colleague_for(request.user, pk)
    form = ColleagueForm(request.POST or None, instance=person)
    if form.is_valid():
        people.change(person, by=request.user, **form.cleaned_data)
        messages.success(request, "Sparat.")
        return redirect("identity:colleague", pk)
    return _show(request, pk, form=form)


@require_POST
def give_post(request: SignedInRequest, pk: int) -> HttpResponse:
    person = colleague_for(request.user, pk)
    form = PostForm(person.organisation, request.POST)
    if not form.is_valid():
        return _show(request, pk, post_form=form)
    people.give_post(person, by=request.user, **form.cleaned_data)
    messages.success(request, "Uppdraget är sparat.")
    return redirect("identity:colleague", pk)


@require_POST
def take_post(request: SignedInRequest, pk: int, post_pk: int) -> HttpResponse:
    person = colleague_for(request.user, pk)
    people.take_post(get_object_or_404(person.appointments, pk=post_pk), by=request.user)
    messages.success(request, "Uppdraget är avslutat.")
    return redirect("identity:colleague", pk)


@require_POST
def invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    person = colleague_for(request.user, pk)
    actions.invite_again(person, by=request.user)
    messages.success(request, invitations.whereabouts(person, by=request.user))
    return redirect("identity:colleague", pk)


@require_POST
def deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    person = colleague_for(request.user, pk)
    people.deactivate(person, by=request.user)
    messages.success(request, f"{person.name} kan inte längre logga in.")
    return redirect("identity:colleague", pk)


@require_POST
def reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    person = colleague_for(request.user, pk)
    people.reactivate(person, by=request.user)
    messages.success(request, f"{person.name} kan logga in igen.")
    return redirect("identity:colleague", pk)


def _show(
    request: SignedInRequest, pk: int, form: ColleagueForm | None = None, post_form: PostForm | None = None
) -> HttpResponse:
    person = colleague_for(request.user, pk)  # again: a form that was refused has written on its own copy
    words = {
        "person": person,
        "form": form or ColleagueForm(instance=person),
        "post_form": post_form or PostForm(person.organisation),
        "invitation_link": invitations.link(person) if invitations.may_be_handed_over(person) else "",
        "section": "organisation",
    }
    return render(request, "identity/colleague.html", words)
