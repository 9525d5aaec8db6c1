"""One's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kollegium.people.forms.accounts import MyNameForm, MyPasswordForm
from kollegium.people.models import Appointment


def me(request: HttpRequest) -> HttpResponse:
    form = MyNameForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "Sparat.")
        return redirect("people:me")
    # The form has already written on request.user; what is not saved must not stand in the page's top.
    request.user.refresh_from_db()
    is_administrator = request.user.holds(Appointment.Post.ADMINISTRATOR)
    content = {"form": form, "section": "settings", "is_administrator": is_administrator}
    return render(request, "people/me.html", content)


def my_password(request: HttpRequest) -> HttpResponse:
    form = MyPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, "Lösenordet är bytt. Du är utloggad på dina andra enheter.")
        return redirect("people:me")
    return render(request, "people/my_password.html", {"form": form, "section": "settings"})
