"""The door to a group: 404 when it is not yours to see, 403 when you may see but not do."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kollegium.groups import permissions
from kollegium.groups.models import Group, Membership
from kollegium.groups.permissions import May, Role
from kollegium.people.models import Appointment, User
from kollegium.prepared import Prepared


def group_for(user: User, pk: int, may: May = May.READ) -> Group:
    group = get_object_or_404(Group.objects.visible_to(user).select_related("school", "organisation"), pk=pk)
    permissions.require(roles_in(group, user), may)
    return group


def member_or_404(group: Group, pk: int | None) -> User:
    """One of the group's members now."""
    for person in group.everyone():
        if person.pk == pk:
            return person
    raise Http404


def roles_in(group: Group, user: User) -> set[Role]:
    roles = roles_by_membership(group.pk, user)
    if group.organisation_id == user.organisation_id:
        if user.holds(Appointment.Post.ADMINISTRATOR):
            roles.add(Role.ADMINISTRATOR)
        if user.holds(Appointment.Post.DEVELOPMENT_LEADER):
            roles.add(Role.DEVELOPMENT_LEADER)
    return roles


def roles_by_membership(group: int, user: User) -> set[Role]:
    """Without what a post at the huvudman adds."""
    memberships = _memberships(group, user.pk, timezone.localdate())
    return {Role.LEADER if membership.is_leader else Role.MEMBER for membership in memberships}


_memberships: Prepared[Membership] = Prepared(
    lambda group, user, on: Membership.objects.current(on).filter(group=group, user=user).order_by(), int, int, date
)
