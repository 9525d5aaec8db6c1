"""When one wants to be reminded, in one form."""

from datetime import time
from typing import Any

from django import forms
from django.http import QueryDict

from kollegium.reminders.models import LONGEST_BEFORE, Reminder

Rhythm, Weekday = Reminder.Rhythm, Reminder.Weekday
NOT_LISTED = "Välj något i listan."
BEFORE_SCHOOL = time(7, 30)
AT_FIRST = {"rhythm": Rhythm.WEEKLY, "weekday": Weekday.WEDNESDAY, "days": 3, "at": BEFORE_SCHOOL}


class ReminderForm(forms.Form):
    rhythm = forms.ChoiceField(
        label="När vill du bli påmind?",
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj när du vill bli påmind.", "invalid_choice": NOT_LISTED},
    )
    weekday = forms.TypedChoiceField(
        label="Veckodag",
        choices=Weekday.choices,
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": NOT_LISTED},
    )
    days = forms.TypedChoiceField(
        label="Hur långt före?",
        choices=[(number, f"{number} dag{'ar' if number > 1 else ''} före") for number in range(1, LONGEST_BEFORE + 1)],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": NOT_LISTED},
    )
    at = forms.TimeField(
        label="Klockslag",
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": "Välj ett klockslag.", "invalid": "Skriv klockslaget så här: 07.30."},
    )

    def __init__(self, posted: QueryDict | None = None, *, reminder: Reminder | None) -> None:
        chosen = {name: getattr(reminder, name) for name in AT_FIRST} if reminder else {}
        super().__init__(
            posted, initial=AT_FIRST | {name: value for name, value in chosen.items() if value is not None}
        )

    def clean(self) -> dict[str, Any]:
        """Only what belongs to the chosen rhythm is kept."""
        super().clean()
        fields = self.cleaned_data
        asked, other = ("weekday", "days") if fields.get("rhythm") == Rhythm.WEEKLY else ("days", "weekday")
        if fields.get("rhythm") and fields.get(asked) is None and asked not in self.errors:
            self.add_error(asked, NOT_LISTED)
        return fields | {other: None}
