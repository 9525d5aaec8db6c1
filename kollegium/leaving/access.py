"""The administrator's door to one who has left. It leads to no thread: that door is one's own, in links.py."""

from django.shortcuts import get_object_or_404

from kollegium.leaving.models import Departure
from kollegium.people.access import organisation_for
from kollegium.people.models import User


def departure_for(user: User, pk: int) -> Departure:
    return get_object_or_404(Departure, person__organisation=organisation_for(user), pk=pk, erased_on=None)
