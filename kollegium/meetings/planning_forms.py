"""Forms that plan a lärträff or move it: when, where and about what, filled in from the last one."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from kollegium.groups.models import Group
from kollegium.library.models import Material
from kollegium.meetings.actions.planning import proposed_duties
from kollegium.meetings.forms import DEPUTY_HELP, NOT_BOTH, NOT_LISTED, TOO_LONG, MaterialChoice
from kollegium.meetings.free_days import WEEK, first_ordinary, why_free
from kollegium.meetings.models import Duty, Meeting
from kollegium.people.models import User
from kollegium.web.fields import choice

LONGEST_AHEAD = timedelta(days=730)
BETWEEN = timedelta(weeks=4)
AFTER_LESSONS = time(14, 30)
NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


class MeetingForm(forms.ModelForm):
    instance: Meeting
    day = forms.DateField(
        label="Dag",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Välj en dag.", "invalid": "Skriv dagen så här: 2026-09-01."},
    )
    time = forms.TimeField(
        label="Klockslag",
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": "Välj ett klockslag.", "invalid": "Skriv klockslaget så här: 14.30."},
    )
    field_order = ["day", "time", "place", "question", "purpose"]  # as on the page: errors are told in this order

    class Meta:
        model = Meeting
        fields = ["place", "question", "purpose"]
        widgets = {"question": forms.Textarea(attrs={"rows": 2}), "purpose": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "question": "Det gruppen undersöker. Frågan följer med från träff till träff tills ni själva ändrar den.",
            "purpose": "Vad ska ni ha fått ut av just den här träffen?",
        }
        error_messages = {
            "question": {
                "required": "Skriv den fråga som gruppen undersöker.",
                "max_length": "Korta frågan till högst %(limit_value)d tecken.",
            },
            "place": {"max_length": TOO_LONG},
            "purpose": {"max_length": TOO_LONG},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            begins = timezone.localtime(self.instance.starts_at)
            self.initial.update({"day": begins.date(), "time": begins.time()})

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        today = timezone.localdate()
        if day > today + LONGEST_AHEAD:
            raise forms.ValidationError("Kontrollera året. Dagen ligger mer än två år fram.")
        if day < today - timedelta(days=1) and day != self.initial.get("day"):
            raise forms.ValidationError("Den dagen har redan varit. Välj en dag framåt.")
        return day

    def clean(self) -> dict[str, Any]:
        super().clean()
        fields = self.cleaned_data
        if "day" in fields and "time" in fields:
            self._set_start(datetime.combine(fields["day"], fields["time"]))
        return fields

    def _set_start(self, wall: datetime) -> None:
        begins = wall.replace(tzinfo=timezone.get_current_timezone())
        if timezone.localtime(begins.astimezone(UTC)).replace(tzinfo=None) != wall:
            self.add_error("time", "Den natten går klockan fram till sommartid och det klockslaget finns inte.")
        elif "day" in self.changed_data and begins < timezone.now() - timedelta(days=1):
            self.add_error("day", "Den dagen har redan varit. Välj en dag framåt.")
        else:
            self.instance.starts_at = begins


class ChangeForm(MeetingForm):
    """A meeting that has been called to is moved with a reason, told in the letter."""

    why = forms.CharField(
        label="Varför?",
        required=False,
        max_length=200,
        help_text="Står i mejlet till gruppen. Skriv inget om någons hälsa.",
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    @property
    def because(self) -> str:
        return str(self.cleaned_data["why"])


class PlanForm(MeetingForm):
    """A new lärträff, filled in from the last one and from the rotation."""

    material = MaterialChoice(
        label="Material",
        queryset=Material.objects.none(),
        required=False,
        empty_label="Väljs senare",
        error_messages=NOT_LISTED,
    )
    documentarian = forms.ModelChoiceField(
        label="Dokumentatör",
        queryset=User.objects.none(),
        required=False,
        empty_label="Ingen än",
        error_messages=NOT_LISTED,
    )
    reflector = forms.ModelChoiceField(
        label="Samtalsreflektör",
        queryset=User.objects.none(),
        required=False,
        empty_label="Ingen den här gången",
        error_messages=NOT_LISTED,
    )

    deputy = forms.ModelChoiceField(
        label="Ersättare",
        queryset=User.objects.none(),
        required=False,
        empty_label="Ingen den här gången",
        help_text=DEPUTY_HELP,
        error_messages=NOT_LISTED,
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = group.meetings.filter(called_off_at=None).order_by("starts_at").last()
        for name, value in (_from_last(last) | proposed_duties(group)).items():
            self.initial.setdefault(name, value)
        if last:
            self.fields["day"].help_text = _why_then(_next_day(last))
        choice(self, "material").queryset = Material.objects.filter(organisation=group.organisation_id)
        for name in (*Duty.Kind.values, "deputy"):
            choice(self, name).queryset = group.members()

    def clean(self) -> dict[str, Any]:
        super().clean()
        fields = self.cleaned_data
        if fields.get("documentarian") and fields.get("documentarian") == fields.get("reflector"):
            self.add_error("reflector", NOT_BOTH)
        return fields


def _from_last(last: Meeting | None) -> dict[str, object]:
    """The place, the question and the hour go on; the day is four weeks later, or when schools are open again."""
    if last is None:
        return {"time": AFTER_LESSONS}
    clock = timezone.localtime(last.starts_at).time().replace(second=0, microsecond=0)
    return {"place": last.place, "question": last.question, "day": first_ordinary(_next_day(last)), "time": clock}


def _next_day(last: Meeting) -> date:
    begins = timezone.localtime(last.starts_at)
    while begins < timezone.now():
        begins += BETWEEN
    if last.starts_at >= timezone.now():
        begins += BETWEEN
    return begins.date()


def _why_then(day: date) -> str:
    """Why the day that is proposed is another than the one four weeks later."""
    weeks = (first_ordinary(day) - day) // WEEK
    if not weeks:
        return ""
    later = f"{NUMBERS[weeks]} vecka" if weeks == 1 else f"{NUMBERS[weeks]} veckor"
    return f"{date_format(day, 'j F')} {why_free(day)}, så förslaget är {later} senare."
