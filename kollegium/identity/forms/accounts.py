"""Signing in, choosing a password, and one's own name."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, SetPasswordMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import QueryDict

from kollegium.audit.kinds import Kind
from kollegium.identity import attempts, brake, first_code
from kollegium.identity.guessing import LONGEST
from kollegium.people.models import Organisation, User
from kollegium.people.normalising import normalised
from kollegium.refusals import Busy

LONGEST_TYPED = 1_000  # signing in: one that was chosen before there was a bound still opens
PASSWORD_HELP = "Minst 12 tecken. Fyra ord som inte hör ihop är lätta att minnas och svåra att gissa."
GIVEN_NAME, FAMILY_NAME = "Skriv ditt förnamn.", "Skriv ditt efternamn."
WRONG_EMAIL = {
    "required": "Skriv din e-postadress.",
    "invalid": "Skriv hela e-postadressen, till exempel anna@skolan.example.",
}
OR_A_NEW_PASSWORD = ", eller välj ett nytt lösenord under ”Glömt lösenordet?”"
MISMATCH = "Lösenorden är inte lika. Skriv samma lösenord båda gångerna."


def _named(name: str, label: str, missing: str) -> forms.CharField:
    widget = forms.TextInput({"autocomplete": name})
    return forms.CharField(label=label, max_length=60, widget=widget, error_messages={"required": missing})


def _email(**more: Any) -> forms.EmailField:
    return forms.EmailField(label="E-post", max_length=254, error_messages=WRONG_EMAIL, **more)


def _password(
    label: str, autocomplete: str, missing: str, help_text: str = "", longest: int = LONGEST_TYPED
) -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": autocomplete})
    # No max_length: a browser would cut what is pasted without a word.
    bound = MaxLengthValidator(longest, f"Lösenordet är för långt. Det får ha högst {longest} tecken.")
    messages = {"required": missing}
    return forms.CharField(
        label=label, strip=False, widget=widget, help_text=help_text, validators=[bound], error_messages=messages
    )


class SignInForm(AuthenticationForm):
    username = _email(widget=forms.EmailInput({"autocomplete": "username"}))
    password = _password("Lösenord", "current-password", "Skriv ditt lösenord.")
    error_messages = {
        "invalid_login": (
            "E-postadressen och lösenordet hör inte ihop. Kontrollera stavningen, eller välj ett nytt lösenord. "
            "Är du inbjuden och har inte loggat in än: följ länken i inbjudan, eller välj ”Glömt lösenordet?”."
        ),
    }

    is_shared = forms.BooleanField(
        label="Det här är en delad dator",
        required=False,
        help_text="Du loggas ut när webbläsaren stängs och efter en timmes stillhet, och inget lämnas kvar i datorn.",
    )
    error: ValidationError | Busy | None = None

    def clean(self) -> dict[str, Any]:
        if not {"username", "password"} <= self.cleaned_data.keys():
            return self.cleaned_data
        email = self.cleaned_data["username"]
        person = User.objects.filter(email__iexact=email).first()
        lanes = attempts.at_account(email, person, self.request)
        try:
            attempts.is_right(
                lanes, self._is_right, kind=Kind.SIGN_IN_FAILED, about=person, otherwise=OR_A_NEW_PASSWORD
            )
        except (attempts.TooSoon, Busy) as error:
            self.error = error
            raise error if isinstance(error, ValidationError) else ValidationError(str(error)) from None
        if self.error:
            raise self.error
        return self.cleaned_data

    def _is_right(self) -> bool:
        try:
            super().clean()
        except ValidationError as error:
            self.error = error
        return self.error is None

    @property
    def seconds(self) -> int:
        return self.error.seconds if isinstance(self.error, attempts.TooSoon) else 5 if self.status == 503 else 0

    @property
    def status(self) -> int:
        """What the answer is called."""
        return 503 if isinstance(self.error, Busy) else 429 if isinstance(self.error, attempts.TooSoon) else 200


class ForgottenForm(forms.Form):
    email = _email(widget=forms.EmailInput({"autocomplete": "username"}))


class ChoosesPassword(SetPasswordMixin, forms.Form):
    """Two password fields that must agree, checked against the person's own name and address."""

    error_messages = {"password_mismatch": MISMATCH}
    password1 = _password("Lösenord", "new-password", "Välj ett lösenord.", PASSWORD_HELP, LONGEST)
    password2 = _password("Lösenordet en gång till", "new-password", "Skriv lösenordet en gång till.", longest=LONGEST)

    def person(self) -> User:
        raise NotImplementedError

    @property
    def chosen_password(self) -> str:
        return str(self.cleaned_data["password1"])

    def chooses(self, choose: Callable[[], User]) -> User | None:
        """None when the server has too much to do; the form then says so, with all that was typed still in it."""
        try:
            return choose()
        except Busy as error:
            self.add_error(None, str(error))
            return None

    def clean_password1(self) -> str:
        return normalised(self.cleaned_data["password1"])

    def clean_password2(self) -> str:
        return normalised(self.cleaned_data["password2"])

    def clean(self) -> dict[str, Any] | None:
        self.validate_passwords("password1", "password2")
        self.validate_password_for_user(self.person(), "password1")
        return super().clean()


class NewPasswordForm(ChoosesPassword):
    """As the link in the letter asks for it: made with the person."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "Nytt lösenord"

    def person(self) -> User:
        return self.user


class MyPasswordForm(NewPasswordForm):
    old_password = _password("Nuvarande lösenord", "current-password", "Skriv ditt nuvarande lösenord.")
    field_order = ["old_password", "password1", "password2"]

    def clean_old_password(self) -> str:
        password: str = self.cleaned_data["old_password"]
        lanes = [brake.OLD_PASSWORD.on(self.user.pk)]
        try:
            found = attempts.is_right(
                lanes, lambda: self.user.check_password(password), kind=Kind.OLD_PASSWORD_FAILED, about=self.user
            )
        except Busy as error:
            raise ValidationError(str(error)) from None
        if not found:
            raise ValidationError("Det stämmer inte med ditt nuvarande lösenord.")
        return password


class WelcomeForm(ChoosesPassword):
    given_name = _named("given-name", "Förnamn", GIVEN_NAME)
    family_name = _named("family-name", "Efternamn", FAMILY_NAME)
    field_order = ["given_name", "family_name", "password1", "password2"]

    def __init__(self, user: User, posted: QueryDict | None = None) -> None:
        self.user = user
        initial = {"given_name": user.given_name, "family_name": user.family_name}
        super().__init__(posted, initial=initial)

    def person(self) -> User:
        return self.user

    def chosen(self) -> dict[str, str]:
        names = {name: self.cleaned_data[name] for name in ("given_name", "family_name")}
        return names | {"password": self.cleaned_data["password1"]}


class FirstRunForm(ChoosesPassword):
    organisation = forms.CharField(
        label="Huvudmannens namn",
        max_length=120,
        help_text="Kommunen eller den fristående huvudmannen.",
        error_messages={"required": "Skriv vad huvudmannen heter."},
    )
    given_name = _named("given-name", "Ditt förnamn", GIVEN_NAME)
    family_name = _named("family-name", "Ditt efternamn", FAMILY_NAME)
    email = _email(widget=forms.EmailInput({"autocomplete": "username"}), help_text="Den loggar du in med.")
    code = forms.CharField(
        label="Startkod",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text="Åtta tecken. Kommandot ”manage.py prepare” skriver ut den på servern.",
        error_messages={"required": "Skriv startkoden."},
    )
    field_order = ["code", "organisation", "given_name", "family_name", "email", "password1", "password2"]

    def __init__(self, *args: Any, address: str = "", **kwargs: Any) -> None:
        self.address = address
        super().__init__(*args, **kwargs)
        if not settings.HTTPS:  # on one's own computer nobody else can come first
            del self.fields["code"]

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        lanes = [brake.START_CODE.on(brake.place(self.address)), brake.START_CODE.on("everywhere")]
        if not attempts.is_right(lanes, lambda: first_code.is_right(typed), kind=Kind.START_CODE_FAILED):
            raise ValidationError("Startkoden stämmer inte. Den som sköter servern ser den i utskriften från starten.")
        return typed

    def person(self) -> User:
        facts = {name: self.cleaned_data.get(name, "") for name in ("email", "given_name", "family_name")}
        return User(organisation=Organisation(name=self.cleaned_data.get("organisation", "")), **facts)

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
        error_messages = {"given_name": {"required": GIVEN_NAME}, "family_name": {"required": FAMILY_NAME}}
