"""Forms of groups: the group itself, and who is in it from when to when."""

from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices
from django.http import QueryDict
from django.utils import timezone

from kollegium.groups.models import Group, Membership
from kollegium.groups.newcomers import MOST
from kollegium.people import contacts
from kollegium.people.addresses import normal, validate_addresses
from kollegium.people.contacts import Contact
from kollegium.people.models import School, User
from kollegium.web.fields import choice

NOBODY = "Klistra in minst en rad med namn och e-postadress."
WRONG_EMAIL = {"invalid": "Skriv hela e-postadressen, till exempel eva@skolan.example."}
WRONG_DATE = {"invalid": "Skriv datumet så här: 2026-09-01.", "required": "Välj ett datum."}


def date_field(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label, help_text=help_text, initial=timezone.localdate, widget=widget, error_messages=WRONG_DATE
    )


class GroupForm(forms.ModelForm):
    instance: Group

    class Meta:
        model = Group
        fields = ["name", "school", "protocol_addresses"]
        widgets = {"protocol_addresses": forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})}
        error_messages = {"name": {"required": "Ge lärgruppen ett namn, till exempel ”NO-gruppen 4–6”."}}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "school").queryset = by.organisation.schools.all()
        choice(self, "school").empty_label = "Flera skolor, eller ingen särskild"
        if not self.instance.pk:
            self.fields["school"].initial = by.school_id or _only(by.organisation.schools.all())

    def clean_protocol_addresses(self) -> str:
        words: str = self.cleaned_data["protocol_addresses"]
        validate_addresses(words)
        return words


def _only(schools: QuerySet[School]) -> School | None:
    first_two = schools[:2]
    return first_two[0] if len(first_two) == 1 else None


class NewGroupForm(GroupForm):
    """Who arranges groups for others says who leads; anybody else leads the group that she makes."""

    class Leader(TextChoices):
        ME = "me", "Jag"
        OTHER = "other", "Någon annan"

    leads = forms.ChoiceField(
        label="Vem leder gruppen?",
        choices=Leader,
        widget=forms.RadioSelect,
        help_text="Lärledaren förbereder, kallar och håller i strukturen, och deltar som alla andra.",
        error_messages={"required": "Välj vem som leder gruppen."},
    )
    leader_name = forms.CharField(
        label="Lärledarens namn",
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="För- och efternamn.",
    )
    leader_email = forms.EmailField(
        label="Lärledarens e-post",
        max_length=contacts.LONGEST_ADDRESS,
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text="Dit går inbjudan. En kollega som redan finns här blir lärledare direkt.",
        error_messages=WRONG_EMAIL,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.by = by
        if not by.arranges_groups:
            for name in ("leads", "leader_name", "leader_email"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        super().clean()
        fields = self.cleaned_data
        if fields.get("leads") == self.Leader.OTHER:
            given, family = contacts.split(fields.get("leader_name", ""))
            if not family and "leader_name" not in self.errors:
                self.add_error("leader_name", "Skriv både för- och efternamn.")
            elif max(len(given), len(family)) > contacts.LONGEST_NAME:
                self.add_error("leader_name", "Namnet är för långt.")
            if not fields.get("leader_email") and "leader_email" not in self.errors:
                self.add_error("leader_email", "Skriv lärledarens e-postadress.")
            elif normal(fields.get("leader_email", "")).lower() == self.by.email.lower():
                self.add_error("leader_email", "Det är din egen adress. Välj ”Jag” om du leder gruppen.")
        return fields

    @property
    def leader(self) -> Contact | None:
        """Whom to invite; None when it is the one who makes the group."""
        fields = self.cleaned_data
        if fields.get("leads") != self.Leader.OTHER:
            return None
        given_name, family_name = contacts.split(fields["leader_name"])
        return Contact(fields["leader_email"], given_name, family_name)


class ColleagueChoice(forms.ModelChoiceField):
    def label_from_instance(self, person: User) -> str:
        return f"{person.name}, {person.school}" if person.school else person.name


class MemberForm(forms.Form):
    """A colleague who is in Kollegium already."""

    person = ColleagueChoice(
        label="Kollega",
        queryset=User.objects.none(),
        empty_label="Välj en kollega",
        error_messages={"required": "Välj en kollega i listan."},
    )
    starts_on = date_field("Med från")
    is_leader = forms.BooleanField(label="Lärledare", required=False)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = Membership.objects.lasting().filter(group=group)
        people = group.organisation.people.filter(is_active=True).exclude(pk__in=inside.values("user"))
        self.colleagues = people.select_related("school")
        choice(self, "person").queryset = self.colleagues

    @property
    def has_anyone_to_choose(self) -> bool:
        return self.colleagues.exists()


class ColleaguesForm(forms.Form):
    """Those who are pasted in one go. The page that shows what will happen has a field for each line."""

    colleagues = forms.CharField(
        label="En kollega per rad: namn, e-post",
        max_length=20_000,
        widget=forms.Textarea(
            {"rows": 8, "autocomplete": "off", "spellcheck": "false", "placeholder": "Anna Ek, anna@skolan.example"}
        ),
        help_text="Klistra in från Outlook, ett kalkylark eller en lista. Du ser vad som händer innan något skickas.",
        error_messages={
            "required": NOBODY,
            "max_length": "Det är för mycket text. Klistra in bara namnen och adresserna.",
        },
    )

    def __init__(self, posted: QueryDict | None = None) -> None:
        super().__init__({"colleagues": "\n".join(posted.getlist("colleagues"))} if posted else None)

    def clean_colleagues(self) -> list[Contact]:
        found = contacts.read(self.cleaned_data["colleagues"])
        if not found:
            raise forms.ValidationError(NOBODY)
        if len(found) > MOST:
            raise forms.ValidationError(
                f"Det är {len(found)} rader, och {MOST} går på en gång. Ta bort några och lägg till dem efteråt."
            )
        return found


class InvitationForm(forms.Form):
    """Somebody new, who gets a letter with a link."""

    prefix = "invitation"
    given_name = forms.CharField(
        label="Förnamn",
        max_length=60,
        widget=forms.TextInput({"autofocus": True}),
        error_messages={"required": "Skriv kollegans förnamn."},
    )
    family_name = forms.CharField(
        label="Efternamn", max_length=60, error_messages={"required": "Skriv kollegans efternamn."}
    )
    email = forms.EmailField(
        label="E-post",
        max_length=contacts.LONGEST_ADDRESS,
        error_messages=WRONG_EMAIL | {"required": "Skriv kollegans e-postadress."},
    )
    starts_on = date_field("Med från")
    is_leader = forms.BooleanField(label="Lärledare", required=False)

    def contact(self) -> Contact:
        fields = self.cleaned_data
        return Contact(fields["email"], fields["given_name"], fields["family_name"])


class LeadForm(forms.Form):
    is_leader = forms.BooleanField(label="Lärledare", required=False)


class EndForm(forms.Form):
    on = date_field("Inte längre med från")


class SchoolFilter(forms.Form):
    school = forms.ModelChoiceField(
        label="Skola", queryset=School.objects.none(), required=False, empty_label="Alla skolor"
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "school").queryset = by.organisation.schools.all()
