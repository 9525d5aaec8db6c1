"""What is filled in before one is in the room: its code, or who was there when nobody opened it."""

from typing import Any

from django import forms

from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.web.fields import choice

UNREADABLE = "Koden är sex siffror. Den står på skärmen i rummet."


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Koden på skärmen",
        max_length=20,
        help_text="Sex siffror. Lärledaren ser koden i rummet.",
        error_messages={"required": UNREADABLE, "max_length": UNREADABLE},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if len(code) != 6 or not (code.isascii() and code.isdigit()):
            raise forms.ValidationError(UNREADABLE)
        return code


class PresentForm(forms.Form):
    """Who was there. All who have not said that they could not come are ticked: most were."""

    present = forms.ModelMultipleChoiceField(
        label="Vilka var med?",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Ta bort krysset för den som inte var där.",
        error_messages={
            "required": "Kryssa i dem som var med.",
            "invalid_choice": "Välj bland dem som är med i lärgruppen.",
            "invalid_pk_value": "Välj bland dem som är med i lärgruppen.",
        },
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = meeting.group.members()
        choice(self, "present").queryset = members
        self.initial = {"present": members.exclude(pk__in=meeting.absences.values("user"))}
