"""What an administrator fills in: the huvudman, its schools and its colleagues."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kollegium.people.addresses import normal, validate_addresses, validate_domains
from kollegium.people.models import Appointment, Organisation, School, User
from kollegium.swedish import folded
from kollegium.web.fields import choice


class ValidAddresses(forms.ModelForm):
    def clean_protocol_addresses(self) -> str:
        words: str = self.cleaned_data["protocol_addresses"]
        validate_addresses(words)
        return words


class OrganisationForm(ValidAddresses):
    class Meta:
        model = Organisation
        fields = ["name", "protocols_open_to", "protocol_addresses", "own_domains"]
        widgets = {
            "protocols_open_to": forms.RadioSelect,
            "protocol_addresses": forms.Textarea({"rows": 3}),
            "own_domains": forms.Textarea({"rows": 2}),
        }
        error_messages = {
            "name": {"required": "Skriv vad huvudmannen heter."},
            "protocols_open_to": {"required": "Välj vem som får läsa."},
        }

    def clean_own_domains(self) -> str:
        words: str = self.cleaned_data["own_domains"]
        validate_domains(words)
        return words


class SchoolForm(ValidAddresses):
    instance: School

    class Meta:
        model = School
        fields = ["name", "protocol_addresses"]
        widgets = {"protocol_addresses": forms.Textarea({"rows": 3})}
        error_messages = {"name": {"required": "Skriv vad skolan heter."}}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = self.instance.organisation.schools.exclude(pk=self.instance.pk)
        if others.filter(found_by=folded(name)).exists():
            raise ValidationError("Det finns redan en skola med det namnet.")
        return name


class InvitationForm(forms.ModelForm):
    instance: User

    class Meta:
        model = User
        fields = ["given_name", "family_name", "email", "school"]
        labels = {"school": "Skola"}
        error_messages = {
            "given_name": {"required": "Skriv personens förnamn."},
            "family_name": {"required": "Skriv personens efternamn."},
            "email": {"required": "Skriv personens e-postadress.", "invalid": "Skriv hela e-postadressen."},
        }

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_schools(self, organisation)

    def clean_email(self) -> str:
        email = normal(self.cleaned_data["email"])
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Det finns redan en medarbetare med den e-postadressen.")
        return email


class ColleagueForm(InvitationForm):
    """The address can be put right only while nobody has joined by it, or counts on it in a group."""

    def __init__(self, *args: Any, instance: User, **kwargs: Any) -> None:
        super().__init__(instance.organisation, *args, instance=instance, **kwargs)
        if not instance.is_invited or instance.is_in_a_group:
            del self.fields["email"]


class PostForm(forms.Form):
    post = forms.ChoiceField(
        label="Nytt uppdrag", choices=Appointment.Post.choices, error_messages={"required": "Välj ett uppdrag."}
    )
    school = forms.ModelChoiceField(
        School.objects.none(), label="Skola", required=False, help_text="Anges för en rektor."
    )

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_schools(self, organisation)

    def clean(self) -> dict[str, Any]:
        is_principal = self.cleaned_data.get("post") == Appointment.Post.PRINCIPAL
        if is_principal and not self.cleaned_data.get("school") and "school" not in self.errors:
            self.add_error("school", "Välj vilken skola personen är rektor för.")
        # The other posts are held for the whole huvudman.
        return self.cleaned_data if is_principal else self.cleaned_data | {"school": None}


def _offer_schools(form: forms.BaseForm, organisation: Organisation) -> None:
    field = choice(form, "school")
    field.queryset = organisation.schools.all()
    field.empty_label = "Ingen särskild skola"
