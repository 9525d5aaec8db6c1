"""Forms of a lärträff: when, where and about what; whose turn it is; the material."""

from typing import Any

from django import forms

from kollegium.library import formats
from kollegium.library.models import Material
from kollegium.meetings.actions.formats import choosable_steps
from kollegium.meetings.models import Guest, Meeting
from kollegium.people.models import User
from kollegium.web.fields import choice

TOO_LONG = "Korta texten till högst %(limit_value)d tecken."
NOT_BOTH = "Välj någon annan än dokumentatören."
DEPUTY_HELP = "Får frågan om att ta över om lärledarens enhet är borta under träffen."
NOT_LISTED = {"invalid_choice": "Välj något i listan."}


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
        fields = self.cleaned_data
        one, other = fields.get("documentarian"), fields.get("reflector")
        if one and one == other and {"documentarian", "reflector"} <= {*self.changed_data}:
            self.add_error("reflector", NOT_BOTH)
        return fields

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
