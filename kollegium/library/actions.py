"""What people do with the library: add to it, and put right what is there."""

from django.db import transaction

from kollegium.library.models import Material
from kollegium.people.models import User


@transaction.atomic
def add(material: Material, *, by: User) -> Material:
    """Keep what the form has put on the material, for all staff of the huvudman."""
    material.organisation, material.added_by = by.organisation, by
    material.save()
    return material


@transaction.atomic
def change(material: Material) -> Material:
    material.save()
    return material
