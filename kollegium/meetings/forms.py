"""Forms of a lärträff: when, where and about what; whose turn it is; the material."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from kollegium.groups.models import Group
from kollegium.library import formats
from kollegium.library.models import Material
from kollegium.meetings.actions.formats import choosable_steps
from kollegium.meetings.actions.planning import proposed_duties
from kollegium.meetings.free_days import WEEK, first_ordinary, why_free
from kollegium.meetings.models import Duty, Guest, Meeting
from kollegium.people.models import User
from kollegium.web.fields import choice

LONGEST_AHEAD = timedelta(days=730)
BETWEEN = timedelta(weeks=4)
AFTER_LESSONS = time(14, 30)
NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
TOO_LONG = "Korta texten till högst %(limit_value)d tecken."
NOT_BOTH = "Välj någon annan än dokumentatören."
DEPUTY_HELP = "Får frågan om att ta över om lärledarens enhet är borta under träffen."
NOT_LISTED = {"invalid_choice": "Välj något i listan."}


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
        said = self.cleaned_data
        if "day" in said and "time" in said:
            self._set_start(datetime.combine(said["day"], said["time"]))
        return said

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


class MaterialChoice(forms.ModelChoiceField):
    def label_from_instance(self, material: Material) -> str:
        kind = material.get_kind_display()
        return (
            f"{material.title} ({kind}, {material.minutes} min)" if material.minutes else f"{material.title} ({kind})"
        )


class Swap(forms.ModelChoiceField):
    """Knows whom the presser saw there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            User.objects.none(),
            required=False,
            empty_label="Ingen den här gången",
            show_hidden_initial=True,
            error_messages={"invalid_choice": "Välj någon som är med i lärgruppen och som inte har anmält förhinder."},
            **kwargs,
        )


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
        said = self.cleaned_data
        if said.get("documentarian") and said.get("documentarian") == said.get("reflector"):
            self.add_error("reflector", NOT_BOTH)
        return said


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


class TurnsForm(forms.Form):
    """Who has which turn at this lärträff. Whoever is given the other turn trades; only what one changes is changed."""

    documentarian = Swap(label="Dokumentatör")
    reflector = Swap(label="Samtalsreflektör")
    deputy = Swap(label="Ersättare", help_text=DEPUTY_HELP)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = meeting.group.members()
        able = members if meeting.has_started else members.exclude(pk__in=meeting.absences.values("user"))
        for name, people in (("documentarian", able), ("reflector", able), ("deputy", members)):
            choice(self, name).queryset = people
            self.initial[name] = getattr(meeting, name)

    def clean(self) -> dict[str, Any]:
        super().clean()
        said = self.cleaned_data
        one, other = said.get("documentarian"), said.get("reflector")
        if one and one == other and {"documentarian", "reflector"} <= {*self.changed_data}:
            self.add_error("reflector", NOT_BOTH)
        return said

    def changes(self) -> dict[str, User | None]:
        return {name: self.cleaned_data[name] for name in self.changed_data}


class FormatsForm(forms.Form):
    """How to talk in each step that has not begun."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Fritt samtal"), *((format.key, format.name) for format in formats.FORMATS)]
        for step in choosable_steps(meeting):
            self.fields[f"step_{step.position}"] = forms.ChoiceField(
                label=step.title, choices=choices, required=False, initial=step.format, error_messages=NOT_LISTED
            )

    def chosen(self) -> dict[int, str]:
        return {int(name.removeprefix("step_")): key for name, key in self.cleaned_data.items()}


class MaterialPick(forms.Form):
    material = MaterialChoice(
        label="Lägg till ur biblioteket", queryset=Material.objects.none(), empty_label="Välj ett material"
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = meeting.materials.values("pk")
        everything = Material.objects.filter(organisation=meeting.group.organisation_id)
        choice(self, "material").queryset = everything.exclude(pk__in=inside)


class CallOffForm(forms.ModelForm):
    class Meta:
        model = Meeting
        fields = ["called_off_because"]
        help_texts = {"called_off_because": "Står i mejlet till gruppen. Skriv inget om någons hälsa."}
        error_messages = {"called_off_because": {"max_length": TOO_LONG}}
        widgets = {"called_off_because": forms.TextInput({"autocomplete": "off"})}


class GuestForm(forms.ModelForm):
    class Meta:
        model = Guest
        fields = ["name", "email"]
        help_texts = {"email": "Då skickas länken dit. Annars kopierar du den själv."}
        error_messages = {
            "name": {"required": "Skriv vad gästen heter."},
            "email": {"invalid": "Skriv en hel e-postadress, till exempel namn@exempel.se."},
        }
        widgets = {"name": forms.TextInput({"autocomplete": "off"}), "email": forms.EmailInput({"autocomplete": "off"})}
