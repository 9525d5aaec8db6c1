"""The first minutes: of an invited person, and of the whole installation."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kollegium.identity import actions, invitations, queries, sessions
from kollegium.identity.forms.accounts import FirstRunForm, WelcomeForm
from kollegium.people.access import organisation_for


@login_not_required
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    invitation = invitations.read(token)
    person = invitation.person
    if person is None or invitation.has_expired:
        return render(request, "identity/invitation_closed.html", {"invitation": invitation, "token": token})
    form, status = WelcomeForm(person, request.POST or None), 200
    if form.is_valid():
        if accepted := form.chooses(lambda: actions.accept(person, **form.chosen())):
            return sessions.come_in(request, accepted, redirect("/"))
        status = 503
    return render(request, "identity/welcome.html", {"form": form, "person": person}, status=status)


@login_not_required
@require_POST
def welcome_again(request: HttpRequest, token: str) -> HttpResponse:
    invitation = invitations.read(token)
    if invitation.person is None or not invitation.has_expired:
        raise Http404
    actions.renew_invitation(invitation.person)
    messages.success(request, "En ny inbjudan är på väg till din e-post.")
    return redirect("identity:sign_in")


@login_not_required
def first_run(request: HttpRequest) -> HttpResponse:
    """Before there is anybody: make the huvudman. After that: the administrator's way to the first lärträff."""
    if settings.DEMO:
        raise Http404
    if queries.is_new_installation():
        return _begin(request)
    if not request.user.is_authenticated:
        return redirect(f"{reverse('identity:sign_in')}?next={request.path}")
    organisation_for(request.user)  # or 403
    return render(request, "identity/first_steps.html")


def _begin(request: HttpRequest) -> HttpResponse:
    form, status = FirstRunForm(request.POST or None, address=request.META.get("REMOTE_ADDR", "")), 200
    if form.is_valid():
        if first := form.chooses(lambda: actions.begin(**form.chosen())):
            return sessions.come_in(request, first, redirect("identity:first_run"))
        status = 503
    return render(request, "identity/first_run.html", {"form": form}, status=status)
