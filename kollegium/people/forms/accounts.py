"""Signing in, choosing a password, and one's own name."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, SetPasswordMixin
from django.core.exceptions import ValidationError

from kollegium.people import brake, first_code
from kollegium.people.models import User

PASSWORD_HELP = "Minst 12 tecken. Några ord i rad är lätta att minnas och svåra att gissa."
MISMATCH = "Lösenorden är inte lika. Skriv samma lösenord båda gångerna."


def _named(name: str, label: str, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=60, widget=forms.TextInput({"autocomplete": name}), **more)


def _email(**more: Any) -> forms.EmailField:
    return forms.EmailField(label="E-post", max_length=254, **more)


def _password(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text)


class SignInForm(AuthenticationForm):
    username = _email(widget=forms.EmailInput({"autocomplete": "username"}))
    password = _password("Lösenord", "current-password")
    error_messages = {
        "invalid_login": (
            "E-postadressen och lösenordet hör inte ihop. Kontrollera stavningen, eller välj ett nytt lösenord. "
            "Är du inbjuden och inte har valt lösenord än: följ länken i inbjudan, eller välj ”Glömt lösenordet?”."
        ),
        "wait": (
            "Det har blivit många felaktiga försök. Vänta en kvart och försök igen, "
            "eller välj ett nytt lösenord under ”Glömt lösenordet?”."
        ),
    }

    def clean(self) -> dict[str, Any]:
        email = self.cleaned_data.get("username", "")
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        if brake.SIGN_IN.is_on(email, address):
            raise ValidationError(self.error_messages["wait"], code="wait")
        try:
            cleaned = super().clean()
        except ValidationError:
            brake.SIGN_IN.count(email, address)
            raise
        brake.SIGN_IN.release(email, address)
        return cleaned


class ForgottenForm(forms.Form):
    email = _email(widget=forms.EmailInput({"autocomplete": "username"}))


class ChoosesPassword(SetPasswordMixin, forms.Form):
    """Two password fields that must agree, checked against the person's own name and address."""

    error_messages = {"password_mismatch": MISMATCH}
    password1 = _password("Lösenord", "new-password", PASSWORD_HELP)
    password2 = _password("Lösenordet en gång till", "new-password")

    def person(self) -> User:
        raise NotImplementedError

    def clean(self) -> dict[str, Any] | None:
        self.validate_passwords("password1", "password2")
        self.validate_password_for_user(self.person(), "password1")
        return super().clean()


class NewPasswordForm(ChoosesPassword):
    """As the link in the letter asks for it: made with the person, saved to the person."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "Nytt lösenord"

    def person(self) -> User:
        return self.user

    def save(self) -> User:
        self.user.set_password(self.cleaned_data["password1"])
        self.user.save(update_fields=["password"])
        brake.SIGN_IN.release_everywhere(self.user.email)
        return self.user


class MyPasswordForm(NewPasswordForm):
    old_password = _password("Ditt lösenord nu", "current-password")
    field_order = ["old_password", "password1", "password2"]

    def clean_old_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["old_password"]):
            raise ValidationError("Det är inte ditt lösenord nu.")
        return self.cleaned_data["old_password"]


class WelcomeForm(ChoosesPassword):
    given_name = _named("given-name", "Förnamn")
    family_name = _named("family-name", "Efternamn")
    field_order = ["given_name", "family_name", "password1", "password2"]

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        initial = {"given_name": user.given_name, "family_name": user.family_name}
        super().__init__(*args, initial=initial, **kwargs)

    def person(self) -> User:
        return self.user

    def chosen(self) -> dict[str, str]:
        names = {name: self.cleaned_data[name] for name in ("given_name", "family_name")}
        return names | {"password": self.cleaned_data["password1"]}


class FirstRunForm(ChoosesPassword):
    organisation = forms.CharField(
        label="Huvudmannens namn", max_length=120, help_text="Kommunen eller den fristående huvudmannen."
    )
    given_name = _named("given-name", "Ditt förnamn")
    family_name = _named("family-name", "Ditt efternamn")
    email = _email(widget=forms.EmailInput({"autocomplete": "username"}), help_text="Den loggar du in med.")
    code = forms.CharField(
        label="Startkod",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text="Åtta tecken. Kommandot ”manage.py prepare” skriver ut den på servern.",
    )
    field_order = ["code", "organisation", "given_name", "family_name", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.HTTPS:  # on one's own computer nobody else can come first
            del self.fields["code"]

    def clean_code(self) -> str:
        if not first_code.is_right(self.cleaned_data["code"]):
            raise ValidationError("Startkoden stämmer inte. Den som sköter servern ser den i utskriften från starten.")
        return self.cleaned_data["code"]

    def person(self) -> User:
        return User(email=self.cleaned_data.get("email", ""))

    def chosen(self) -> dict[str, str]:
        names = ("organisation", "given_name", "family_name", "email")
        return {name: self.cleaned_data[name] for name in names} | {"password": self.cleaned_data["password1"]}


class MyNameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["given_name", "family_name"]
        widgets = {
            "given_name": forms.TextInput({"autocomplete": "given-name"}),
            "family_name": forms.TextInput({"autocomplete": "family-name"}),
        }
