"""A person is found by key alone only among all people: a relation's own manager keeps to its own."""

import pytest
from django.http import Http404
from django.shortcuts import get_object_or_404

from kollegium.demo import Demo
from kollegium.people.models import Organisation, User


def test_whoever_is_signed_in_is_found_by_key(demo: Demo) -> None:
    anna = demo["anna"]

    assert User.objects.get(pk=anna.pk) == anna
    assert User.objects.get(pk=anna.pk).email == anna.email
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=0)
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=None)


def test_another_huvudmans_people_are_not_found_by_key(demo: Demo) -> None:
    other, anna = Organisation.objects.create(name="Annan kommun"), demo["anna"]

    assert anna.organisation.people.get(pk=anna.pk) == anna
    with pytest.raises(User.DoesNotExist):
        other.people.get(pk=anna.pk)
    with pytest.raises(Http404):
        get_object_or_404(other.people, pk=anna.pk)
    with pytest.raises(User.DoesNotExist):
        User.objects.filter(organisation=other).get(pk=anna.pk)
