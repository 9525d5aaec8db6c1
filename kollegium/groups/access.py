"""The door to a group: 404 when it is not yours to see, 403 when you may see but not do."""

from django.shortcuts import get_object_or_404

from kollegium.groups import permissions
from kollegium.groups.models import Group, Membership
from kollegium.groups.permissions import May, Role
from kollegium.people.models import Appointment, User


def group_for(user: User, pk: int, may: May = May.READ) -> Group:
    group = get_object_or_404(Group.objects.visible_to(user).select_related("school", "organisation"), pk=pk)
    permissions.require(roles_in(group, user), may)
    return group


def roles_in(group: Group, user: User) -> set[Role]:
    roles = {
        Role.LEADER if membership.is_leader else Role.MEMBER
        for membership in Membership.objects.current().filter(group=group, user=user)
    }
    if group.organisation_id == user.organisation_id:
        if user.holds(Appointment.Post.ADMINISTRATOR):
            roles.add(Role.ADMINISTRATOR)
        if user.holds(Appointment.Post.DEVELOPMENT_LEADER):
            roles.add(Role.DEVELOPMENT_LEADER)
    return roles
