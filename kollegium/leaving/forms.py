"""What an administrator fills in about retention, and the password that opens one's own thread."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from kollegium.audit.kinds import Kind
from kollegium.days import last_possible_today
from kollegium.identity import attempts
from kollegium.leaving.models import LONGEST, SHORTEST, RetentionRule
from kollegium.people.models import User
from kollegium.refusals import Busy


class RuleForm(forms.ModelForm):
    days = forms.IntegerField(
        label="Antal dagar",
        min_value=SHORTEST,
        max_value=LONGEST,
        help_text=f"Minst {SHORTEST}. Ett år räcker för den som byter lärgrupp mellan två läsår.",
        error_messages={
            "required": "Ange antal dagar.",
            "min_value": f"Ange minst {SHORTEST} dagar, så att ett sommarlov inte räcker för att något ska raderas.",
            "max_value": f"Ange högst {LONGEST} dagar.",
        },
    )

    class Meta:
        model = RetentionRule
        fields = ["days", "decision", "decided_on"]
        help_texts = {
            "decision": "Som det står i nämndens protokoll, till exempel: BUN 2026 §\u00a084, dokumenthanteringsplan."
        }
        error_messages = {
            "decision": {"required": "Ange beslutet. Utan beslut raderas ingenting."},
            "decided_on": {"required": "Ange dagen för beslutet.", "invalid": "Skriv dagen så här: 2026-11-24."},
        }
        widgets = {"decided_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > last_possible_today():
            raise ValidationError("Dagen för beslutet har inte varit än.")
        return day


class OwnPasswordForm(forms.Form):
    """The password that one had: the letter alone opens nothing, since the mailbox may be the employer's."""

    password = forms.CharField(
        label="Ditt lösenord",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": "Skriv ditt lösenord."},
    )

    def __init__(self, person: User, address: str, posted: QueryDict | None = None) -> None:
        super().__init__(posted)
        self.person, self.address = person, address

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        lanes = attempts.from_outside(self.person.email, self.person, self.address)
        try:
            found = attempts.is_right(
                lanes, lambda: self.person.check_password(password), kind=Kind.THREAD_FAILED, about=self.person
            )
        except Busy as error:
            raise ValidationError(str(error)) from None
        if not found:
            raise ValidationError("Det är inte det lösenord som du loggade in med.")
        return password
