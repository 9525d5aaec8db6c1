"""Forgotten password: ask for a letter, follow its link, choose a new one."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy

from kollegium.people import actions
from kollegium.people.forms.accounts import ForgottenForm, NewPasswordForm


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    form = ForgottenForm(request.POST or None)
    if form.is_valid():
        actions.send_password_letter(form.cleaned_data["email"])
        return redirect("people:password_sent")
    return render(request, "people/password_forgotten.html", {"form": form, "section": "login"})


@login_not_required
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "people/password_sent.html", {"section": "login"})


class New(PasswordResetConfirmView):
    template_name = "people/password_new.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("people:password_done")
    extra_context = {"section": "login"}


@login_not_required
def done(request: HttpRequest) -> HttpResponse:
    return render(request, "people/password_done.html", {"section": "login"})
