"""Forms of groups: the group itself, and who is in it from when to when."""

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from kollegium.groups.models import Group, Membership
from kollegium.people.addresses import validate_addresses
from kollegium.people.models import Appointment, School, User

WRONG_DATE = {"invalid": "Skriv datumet så här: 2026-09-01.", "required": "Välj ett datum."}


def date_field(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label, help_text=help_text, initial=timezone.localdate, widget=widget, error_messages=WRONG_DATE
    )


class GroupForm(forms.ModelForm):
    class Meta:
        model = Group
        fields = ["name", "school", "protocol_addresses"]
        widgets = {"protocol_addresses": forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})}
        error_messages = {"name": {"required": "Ge lärgruppen ett namn, till exempel ”NO-gruppen 4–6”."}}

    def __init__(self, *args: object, by: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = by.organisation.schools.all()
        self.fields["school"].empty_label = "Flera skolor, eller ingen särskild"
        if not self.instance.pk:
            self.fields["school"].initial = by.school_id or _only(by.organisation.schools.all())

    def clean_protocol_addresses(self) -> str:
        words = self.cleaned_data["protocol_addresses"]
        validate_addresses(words)
        return words


def _only(schools: QuerySet[School]) -> School | None:
    first_two = schools[:2]
    return first_two[0] if len(first_two) == 1 else None


class NewGroupForm(GroupForm):
    leads = forms.BooleanField(
        label="Jag leder gruppen",
        initial=True,
        required=False,
        help_text="Lärledaren förbereder, kallar och håller i strukturen, och deltar som alla andra.",
    )

    def __init__(self, *args: object, by: User, **kwargs: object) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.by = by

    def clean_leads(self) -> bool:
        leads = self.cleaned_data["leads"]
        # Without a leader only those who arrange groups can do anything with it.
        if not leads and not self.by.holds(Appointment.Post.ADMINISTRATOR, Appointment.Post.DEVELOPMENT_LEADER):
            raise forms.ValidationError(
                "Någon behöver leda gruppen från början. Kryssa i att du gör det, och lämna över till en kollega sedan."
            )
        return leads


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

    def __init__(self, *args: object, group: Group, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        inside = Membership.objects.lasting().filter(group=group)
        people = group.organisation.people.filter(is_active=True).exclude(pk__in=inside.values("user"))
        self.fields["person"].queryset = people.select_related("school")

    @property
    def has_anyone_to_choose(self) -> bool:
        return self.fields["person"].queryset.exists()


class InvitationForm(forms.Form):
    """Somebody new, who gets a letter with a link."""

    prefix = "invitation"
    given_name = forms.CharField(label="Förnamn", max_length=60)
    family_name = forms.CharField(label="Efternamn", max_length=60)
    email = forms.EmailField(
        label="E-post", error_messages={"invalid": "Skriv hela e-postadressen, till exempel eva@skolan.example."}
    )
    starts_on = date_field("Med från")
    is_leader = forms.BooleanField(label="Lärledare", required=False)


class LeadForm(forms.Form):
    is_leader = forms.BooleanField(label="Lärledare", required=False)


class EndForm(forms.Form):
    on = date_field("Inte längre med från")


class SchoolFilter(forms.Form):
    school = forms.ModelChoiceField(
        label="Skola", queryset=School.objects.none(), required=False, empty_label="Alla skolor"
    )

    def __init__(self, *args: object, by: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = by.organisation.schools.all()
