"""The doors to the huvudman's own arrangements: open to its administrators."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from kollegium.people.models import Appointment, Organisation, School, User


def organisation_for(user: User) -> Organisation:
    """One's own huvudman, to arrange. 403 says whom to ask instead."""
    if not user.holds(Appointment.Post.ADMINISTRATOR):
        raise PermissionDenied(f"Bara administratören kan ändra här. {_whom_to_ask(user)}".strip())
    return user.organisation


def school_for(user: User, pk: int) -> School:
    return get_object_or_404(School, organisation=organisation_for(user), pk=pk)


def colleague_for(user: User, pk: int) -> User:
    people = User.objects.select_related("organisation", "school").prefetch_related("appointments__school")
    return get_object_or_404(people, organisation=organisation_for(user), pk=pk)


def _whom_to_ask(user: User) -> str:
    administrators = User.objects.filter(
        organisation=user.organisation_id, is_active=True, appointments__post=Appointment.Post.ADMINISTRATOR
    )
    names = " eller ".join(person.name for person in administrators.distinct()[:3])
    return f"Fråga {names}." if names else ""
