"""Reads for the pages of people: the first steps, the colleagues, and the one-click persons of the demo."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from kollegium.audit.kinds import Kind
from kollegium.audit.models import Rows, SecurityEntry
from kollegium.people.models import Appointment, Organisation, User
from kollegium.swedish import folded


@dataclass(frozen=True)
class Step:
    title: str
    text: str
    action: str
    href: str
    is_done: bool


def first_steps(organisation: Organisation) -> list[Step]:
    """From nothing to the first lärträff."""
    group = organisation.groups.first()
    return [
        Step(
            "Första skolan",
            "Lägg till skolan där den första lärgruppen finns.",
            "Lägg till skolan",
            reverse("people:school_new"),
            organisation.schools.exists(),
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
            organisation.groups.filter(meetings__isnull=False).exists(),
        ),
    ]


def next_step(steps: list[Step]) -> Step | None:
    return next((step for step in steps if not step.is_done), None)


def colleagues(organisation: Organisation, sought: str = "") -> QuerySet[User]:
    people = User.objects.filter(organisation=organisation).order_by("-is_active", "sorts_as", "pk")
    for word in folded(sought).split()[:8]:
        people = people.filter(Q(found_by__contains=word) | Q(school__found_by__contains=word))
    return people.select_related("school").prefetch_related("appointments__school")


def security_entries(organisation: Organisation) -> Rows:
    """The security log, as its administrators see it.

    Not when a colleague signs in: only those who can change others' accounts are followed that closely.
    """
    administrators = Appointment.objects.filter(post=Appointment.Post.ADMINISTRATOR).values("user")
    rows = SecurityEntry.objects.filter(Q(organisation=organisation) | Q(organisation=None))
    return rows.filter(~Q(kind=Kind.SIGNED_IN.value) | Q(about__in=administrators)).select_related("about", "by")


@dataclass(frozen=True)
class DemoPerson:
    user: User
    words: str  # "lärledare, dokumentatör den här gången"


@dataclass(frozen=True)
class DemoGroup:
    name: str
    people: list[DemoPerson]


def demo_people() -> list[DemoGroup]:
    """Whom one can be in the demo: the group that meets next first, then those with posts, then the other groups."""
    if not settings.DEMO:
        return []
    people = User.objects.filter(is_demo=True, is_active=True).select_related("school")
    people = list(people.prefetch_related("appointments", "memberships__group__meetings__duties"))
    groups = {membership.group for person in people for membership in _current(person)}
    in_order = sorted(groups, key=_next_start)
    said: list[DemoGroup] = []
    for group in in_order:
        members = [
            DemoPerson(person, _in_group(membership))
            for person in people
            for membership in _current(person)
            if membership.group_id == group.pk
        ]
        said.append(DemoGroup(group.name, sorted(members, key=_first_shown)))
    others = [person for person in people if not _current(person)]
    said.insert(1, DemoGroup("Andra som arbetar i kommunen", [DemoPerson(person, _post(person)) for person in others]))
    return [group for group in said if group.people]


def _current(person: User) -> list[Any]:
    return [membership for membership in person.memberships.all() if membership.ends_on is None]


def _next_meeting(group: Any) -> Any:
    ahead = [meeting for meeting in group.meetings.all() if not meeting.has_ended and not meeting.is_called_off]
    return min(ahead, key=lambda meeting: meeting.starts_at, default=None)


def _next_start(group: Any) -> tuple[bool, Any, int]:
    meeting = _next_meeting(group)
    return (meeting is None, meeting.starts_at if meeting else group.pk, group.pk)


def _in_group(membership: Any) -> str:
    words = ["lärledare"] if membership.is_leader else []
    if meeting := _next_meeting(membership.group):
        words += [
            f"{duty.get_kind_display().lower()} nästa gång"
            for duty in meeting.duties.all()
            if duty.user_id == membership.user_id
        ]
    return ", ".join(words) or "deltagare"


def _first_shown(member: DemoPerson) -> int:
    """The leader, whoever documents next, and then the others as they come."""
    return next((place for place, word in enumerate(("lärledare", "dokumentatör")) if word in member.words), 2)


def _post(person: User) -> str:
    if posts := [appointment.get_post_display().lower() for appointment in person.appointments.all()]:
        return ", ".join(posts)
    return "inbjuden, har inte valt lösenord än" if person.is_invited else "lärare, med i ingen lärgrupp än"
