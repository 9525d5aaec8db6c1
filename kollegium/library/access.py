"""The door to a material: all staff of the huvudman read; who added it, or arranges groups, may change it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from kollegium.library.models import Material
from kollegium.people.models import Appointment, User

REFUSAL = "Bara den som lade in materialet, utvecklingsledaren eller administratören kan ändra det."


def material_for(user: User, pk: int, *, to_change: bool = False) -> Material:
    material = get_object_or_404(Material.objects.visible_to(user).select_related("added_by"), pk=pk)
    if to_change and not may_change(material, user):
        raise PermissionDenied(REFUSAL)
    return material


def may_change(material: Material, user: User) -> bool:
    return may_curate(user) or material.added_by_id == user.pk


def may_curate(user: User) -> bool:
    """What belongs to the whole huvudman."""
    return user.holds(Appointment.Post.DEVELOPMENT_LEADER, Appointment.Post.ADMINISTRATOR)


def require_curator(user: User) -> None:
    if not may_curate(user):
        raise PermissionDenied("Bara utvecklingsledaren eller administratören kan ändra frågorna.")
