"""Who was in the group hears of it when somebody from outside adds members."""

import pytest
from django.test import override_settings

from kollegium.demo import Demo
from kollegium.groups import actions as groups
from kollegium.groups.models import Membership
from kollegium.mail.models import Letter
from kollegium.people.contacts import Contact


@override_settings(EMAIL_URL="smtp://post.example")
@pytest.mark.parametrize(("who", "is_told"), [("inga", True), ("hakan", True), ("anna", False)])
def test_the_group_is_told_when_one_who_is_not_in_it_adds_a_member(demo: Demo, who: str, is_told: bool) -> None:
    before = set(demo.group.members().values_list("email", flat=True))

    groups.add(demo.group, demo["david"], by=demo[who])
    groups.invite(demo.group, Contact("ny@x.example", "Ny", "Nyman"), by=demo[who])

    told = Letter.objects.filter(about__startswith="member:")
    first = told.filter(about=f"member:{Membership.objects.get(group=demo.group, user=demo['david']).pk}")
    assert set(first.values_list("to", flat=True)) == (before if is_told else set())
    assert bool(told.filter(text__contains="Ny Nyman (ny@x.example)")) == is_told
    for letter in told:
        assert demo[who].name in letter.text
        assert "avsluta medlemskapet" in letter.text
        assert demo["anna"].name in letter.text  # whom to turn to
        assert f"/grupper/{demo.group.pk}/" in letter.text
