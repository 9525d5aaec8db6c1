"""Which protocols one wants to see, and the yes that goes with finalising one."""

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from kollegium.groups.models import Group
from kollegium.people.models import School
from kollegium.protocols.models import Protocol
from kollegium.web.fields import choice


class Search(forms.Form):
    """A GET form: what is not understood is not filtered on."""

    school = forms.ModelChoiceField(School.objects.none(), required=False, label="Skola", empty_label="Alla skolor")
    group = forms.ModelChoiceField(
        Group.objects.none(), required=False, label="Lärgrupp", empty_label="Alla lärgrupper"
    )
    since = forms.DateField(required=False, label="Från", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until = forms.DateField(required=False, label="Till", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, readable: QuerySet[Protocol], asked: QueryDict) -> None:
        super().__init__(asked)
        groups = Group.objects.filter(meetings__protocol__in=readable).distinct()
        choice(self, "group").queryset = groups
        choice(self, "school").queryset = School.objects.filter(groups__in=groups).distinct()
        self.is_valid()

    @property
    def is_asking(self) -> bool:
        return any(self.cleaned_data.values())

    def narrow(self, protocols: QuerySet[Protocol]) -> QuerySet[Protocol]:
        asked = self.cleaned_data
        lookups: dict[str, School | Group | date | None] = {
            "meeting__group__school": asked.get("school"),
            "meeting__group": asked.get("group"),
            "meeting__starts_at__date__gte": asked.get("since"),
            "meeting__starts_at__date__lte": asked.get("until"),
        }
        return protocols.filter(**{lookup: value for lookup, value in lookups.items() if value})
