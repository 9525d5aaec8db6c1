"""One's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kollegium.identity import actions, known_browsers, sessions
from kollegium.identity.forms.accounts import MyNameForm, MyPasswordForm
from kollegium.people.models import Appointment
from kollegium.people.requests import SignedInRequest


def me(request: SignedInRequest) -> HttpResponse:
    form = MyNameForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "Sparat.")
        return redirect("identity:me")
    # The form has already written on request.user; what is not saved must not stand in the page's top.
    request.user.refresh_from_db()
    is_administrator = request.user.holds(Appointment.Post.ADMINISTRATOR)
    content = {"form": form, "section": "settings", "is_administrator": is_administrator}
    return render(request, "identity/me.html", content)


def my_password(request: SignedInRequest) -> HttpResponse:
    form, status = MyPasswordForm(request.user, request.POST or None), 200
    if form.is_valid():
        here = request.session.session_key
        if person := form.chooses(lambda: actions.choose_password(form.user, form.chosen_password, here=here)):
            update_session_auth_hash(request, person)
            messages.success(request, "Lösenordet är bytt. Du är utloggad på dina andra enheter.")
            response = redirect("identity:me")
            return response if sessions.is_shared(request) else known_browsers.remembered(request, response, person)
        status = 503
    return render(request, "identity/my_password.html", {"form": form, "section": "settings"}, status=status)
