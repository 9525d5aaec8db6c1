"""Whom one can be in the demo with one click, and what each of them does there."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from kollegium.groups.models import Group, Membership
from kollegium.meetings.models import Meeting
from kollegium.people.models import User


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
    found = User.objects.filter(is_demo=True, is_active=True).select_related("school")
    people = list(found.prefetch_related("appointments", "memberships__group__meetings__duties"))
    groups = {membership.group for person in people for membership in _current(person)}
    in_order = sorted(groups, key=_next_start)
    offered: list[DemoGroup] = []
    for group in in_order:
        members = [
            DemoPerson(person, _in_group(membership))
            for person in people
            for membership in _current(person)
            if membership.group_id == group.pk
        ]
        offered.append(DemoGroup(group.name, sorted(members, key=_first_shown)))
    others = [person for person in people if not _current(person)]
    offered.insert(
        1, DemoGroup("Andra som arbetar i kommunen", [DemoPerson(person, _post(person)) for person in others])
    )
    return [group for group in offered if group.people]


def _current(person: User) -> list[Membership]:
    return [membership for membership in person.memberships.all() if membership.ends_on is None]


def _next_meeting(group: Group) -> Meeting | None:
    ahead = [meeting for meeting in group.meetings.all() if not meeting.has_ended and not meeting.is_called_off]
    return min(ahead, key=lambda meeting: meeting.starts_at, default=None)


def _next_start(group: Group) -> tuple[bool, datetime | int, int]:
    meeting = _next_meeting(group)
    return (meeting is None, meeting.starts_at if meeting else group.pk, group.pk)


def _in_group(membership: Membership) -> str:
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
    return "inbjuden, har inte loggat in än" if person.is_invited else "lärare, med i ingen lärgrupp än"
