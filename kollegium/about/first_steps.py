"""From nothing to the first lärträff: what is done, and what comes next."""

from dataclasses import dataclass

from django.urls import reverse

from kollegium.groups.models import Group
from kollegium.meetings.models import Meeting
from kollegium.people.models import Organisation, School


@dataclass(frozen=True)
class Step:
    title: str
    text: str
    action: str
    href: str
    is_done: bool


@dataclass(frozen=True)
class FirstSteps:
    """All of them, in order."""

    steps: list[Step]

    @property
    def next(self) -> Step | None:
        """The first that is not done; None when all are."""
        return next((step for step in self.steps if not step.is_done), None)


def first_steps(organisation: Organisation) -> FirstSteps:
    """How far this huvudman has come on the way to its first lärträff."""
    group = Group.objects.filter(organisation=organisation).first()
    steps = [
        Step(
            "Första skolan",
            "Lägg till skolan där den första lärgruppen finns.",
            "Lägg till skolan",
            reverse("people:school_new"),
            School.objects.filter(organisation=organisation).exists(),
        ),
        Step(
            "Första lärgruppen",
            "Ge gruppen ett namn och säg vem som leder den. Sedan bjuder du in kollegorna, 7–10 sammanlagt.",
            "Skapa lärgruppen",
            "/grupper/ny/",
            group is not None,
        ),
        Step(
            "Första lärträffen",
            "Lärledaren planerar och kallar till den första lärträffen från gruppens sida.",
            "Till lärgruppen",
            f"/grupper/{group.pk}/" if group else "/grupper/",
            Meeting.objects.filter(group__organisation=organisation).exists(),
        ),
    ]
    return FirstSteps(steps)
