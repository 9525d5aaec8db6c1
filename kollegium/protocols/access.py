"""The doors to a protocol: one to read what is finished, one to work with the draft."""

from django.shortcuts import get_object_or_404

from kollegium.groups import permissions
from kollegium.groups.permissions import May
from kollegium.meetings.access import roles_at
from kollegium.people.models import User
from kollegium.people.requests import Visitor
from kollegium.protocols.models import Protocol


def finished_protocol_for(user: Visitor, pk: int) -> Protocol:
    """What the huvudman has opened for this reader; anyone, for the most part."""
    protocols = Protocol.objects.readable_by(user)
    return get_object_or_404(
        protocols.select_related("meeting__group__school", "meeting__group__organisation", "meeting__template"), pk=pk
    )


def needs_sign_in(user: Visitor, pk: int) -> bool:
    """Finished, and open to staff only: who follows the link in the mail signs in and reads."""
    if user.is_authenticated or Protocol.objects.readable_by(user).filter(pk=pk).exists():
        return False
    return Protocol.objects.final().filter(pk=pk).exists()


def protocol_for(user: User, pk: int, may: May = May.READ) -> Protocol:
    """The group's own, draft or finished."""
    protocols = Protocol.objects.visible_to(user).select_related(
        "meeting__group__school", "meeting__group__organisation", "meeting__template"
    )
    protocol = get_object_or_404(protocols.prefetch_related("meeting__duties__user", "meeting__steps"), pk=pk)
    permissions.require(roles_at(protocol.meeting, user), may)
    return protocol
