"""Forgotten password: ask for a letter, follow its link, choose a new one."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy

from kollegium.audit.kinds import Kind
from kollegium.identity import actions, known_browsers
from kollegium.identity.forms.accounts import ForgottenForm, NewPasswordForm
from kollegium.identity.passwords import letter_tokens, may_be_chosen
from kollegium.people.models import User


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    form = ForgottenForm(request.POST or None)
    if form.is_valid():
        actions.send_password_letter(form.cleaned_data["email"])
        return redirect("identity:password_sent")
    return render(request, "identity/password_forgotten.html", {"form": form, "section": "login"})


@login_not_required
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "identity/password_sent.html", {"section": "login"})


class New(PasswordResetConfirmView):
    template_name = "identity/password_new.html"
    form_class = NewPasswordForm  # type: ignore[assignment]  # none of Django's own
    success_url = reverse_lazy("identity:password_done")
    extra_context = {"section": "login"}
    token_generator = letter_tokens

    def get_user(self, uidb64: str) -> User | None:
        person = super().get_user(uidb64)
        return person if person and person.is_active and may_be_chosen(person) else None

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]
        if not form.chooses(lambda: actions.choose_password(form.user, form.chosen_password, kind=Kind.PASSWORD_RESET)):
            return self.render_to_response(self.get_context_data(form=form), status=503)
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        return known_browsers.remembered(self.request, redirect(self.get_success_url()), form.user)


@login_not_required
def done(request: HttpRequest) -> HttpResponse:
    return render(request, "identity/password_done.html", {"section": "login"})
