"""The door to a lärträff: 404 outside the group, 403 for a member who may not do this."""

from django.shortcuts import get_object_or_404

from kollegium.groups import permissions
from kollegium.groups.access import roles_in
from kollegium.groups.permissions import May, Role
from kollegium.meetings.models import Duty, Meeting
from kollegium.people.models import User

DUTIES = {Duty.Kind.DOCUMENTARIAN: Role.DOCUMENTARIAN, Duty.Kind.REFLECTOR: Role.REFLECTOR}


def meeting_for(user: User, pk: int, may: May = May.READ) -> Meeting:
    meetings = Meeting.objects.visible_to(user).select_related(
        "group__school", "group__organisation", "template", "live"
    )
    meeting = get_object_or_404(meetings.prefetch_related("steps", "duties__user"), pk=pk)
    permissions.require(roles_at(meeting, user), may)
    return meeting


def roles_at(meeting: Meeting, user: User) -> set[Role]:
    """What one is in the group, and what one's turn or the helm at this meeting adds."""
    # A post at the huvudman opens the group's arrangements, never its meetings.
    roles = roles_in(meeting.group, user) & {Role.MEMBER, Role.LEADER}
    if roles:
        roles |= {DUTIES[duty.kind] for duty in meeting.duties.all() if duty.user_id == user.pk}
    if roles and getattr(meeting, "live", None) and meeting.live.helm_id == user.pk:
        roles.add(Role.HELM)
    return roles


def may_at(meeting: Meeting, user: User) -> set[May]:
    return permissions.allowed(roles_at(meeting, user))
