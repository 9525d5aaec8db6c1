"""The door to a lärträff: 404 outside the group, 403 for a member who may not do this."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from kollegium.groups import permissions
from kollegium.groups.access import roles_by_membership
from kollegium.groups.permissions import May, Role
from kollegium.library.models import Material
from kollegium.meetings.models import AgendaStep, Duty, Meeting
from kollegium.people.models import User
from kollegium.prepared import Prepared, keep

DUTIES: dict[str, Role] = {Duty.Kind.DOCUMENTARIAN: Role.DOCUMENTARIAN, Duty.Kind.REFLECTOR: Role.REFLECTOR}


def meeting_for(user: User, pk: int, may: May = May.READ) -> Meeting:
    """The meeting, with its steps and duties at hand."""
    meeting = _meeting.first(user.pk, pk, timezone.localdate())
    if meeting is None:
        raise Http404
    keep_agenda(meeting)
    roles = roles_at(meeting, user)
    permissions.require(roles, may)
    meeting.at_door = (user.pk, roles)
    return meeting


def keep_agenda(meeting: Meeting) -> None:
    """Reads steps and duties once, for whoever asks for them later."""
    keep_steps(meeting)
    keep(meeting, "duties", _duties(meeting.pk), back="meeting")


def keep_materials(meeting: Meeting) -> None:
    keep(meeting, "materials", _materials(meeting.pk))


def keep_steps(meeting: Meeting) -> None:
    keep(meeting, "steps", _steps(meeting.pk), back="meeting")


def roles_at(meeting: Meeting, user: User) -> set[Role]:
    """What one is in the group, and what one's turn or the helm at this meeting adds."""
    # A post at the huvudman opens the group's arrangements, never its meetings.
    roles = roles_by_membership(meeting.group_id, user)
    if roles:
        roles |= {DUTIES[duty.kind] for duty in meeting.duties.all() if duty.user_id == user.pk}
    if roles and getattr(meeting, "live", None) and meeting.live.helm_id == user.pk:
        roles.add(Role.HELM)
    return roles


def may_at(meeting: Meeting, user: User) -> set[May]:
    """Of a meeting that the door has opened for this user: what the door found."""
    person, roles = meeting.at_door or (None, set())
    return permissions.allowed(roles if person == user.pk else roles_at(meeting, user))


def _seen(user: int, pk: int, on: date) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(user, on).filter(pk=pk).select_related("group__organisation", "live")


_meeting: Prepared[Meeting] = Prepared(_seen, int, int, date)
_steps: Prepared[AgendaStep] = Prepared(lambda meeting: AgendaStep.objects.filter(meeting=meeting), int)
_materials: Prepared[Material] = Prepared(lambda meeting: Material.objects.filter(meetings=meeting), int)
_duties: Prepared[Duty] = Prepared(lambda meeting: Duty.objects.filter(meeting=meeting).select_related("user"), int)
