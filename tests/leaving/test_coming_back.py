"""Who comes back before the day keeps all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups import actions as groups
from kollegium.groups.models import Membership
from kollegium.leaving import rounds
from kollegium.leaving.models import Departure
from kollegium.leaving.queries import due
from kollegium.people import actions as people
from tests.leaving.conftest import decide, later, leave
from tests.leaving.test_rounds import OnDay, written


@pytest.mark.parametrize(("ends_in", "has_left"), [(1, False), (0, True)])
def test_a_membership_lasts_until_its_last_day(demo: Demo, on_day: OnDay, ends_in: int, has_left: bool) -> None:
    Membership.objects.filter(user=demo["carin"]).update(ends_on=timezone.localdate() + timedelta(days=ends_in))

    on_day(0)

    assert Departure.objects.filter(person=demo["carin"]).exists() == has_left


def test_one_who_has_a_membership_to_come_has_not_left(demo: Demo, on_day: OnDay) -> None:
    leave(demo["carin"])
    soon = timezone.localdate() + timedelta(days=60)
    groups.add(demo.groups["svenska"], demo["carin"], by=demo["inga"], starts_on=soon)

    on_day(0)

    assert not Departure.objects.exists()


def test_one_who_comes_back_before_the_day_keeps_all_and_the_days_begin_anew(demo: Demo, on_day: OnDay) -> None:
    decide(demo)
    leave(demo["carin"])
    before = written(demo["carin"])
    for day in (0, 86):
        on_day(day)
    with later(99):
        groups.add(demo.groups["svenska"], demo["carin"], by=demo["inga"])

    assert [on_day(day) for day in (100, 101, 500)] == [0, 0, 0]
    assert written(demo["carin"]) == before
    assert not Departure.objects.exists()

    with later(501):
        leave(demo["carin"])
    assert [on_day(day) for day in (501, 587, 600, 601)] == [0, 0, 0, 1]


def test_one_who_comes_back_in_the_same_breath_keeps_all(demo: Demo, on_day: OnDay) -> None:
    """Found to be due, and in a group again before the row was locked."""
    rule = decide(demo)
    leave(demo["carin"])
    for day in (0, 86):
        on_day(day)
    with later(100):
        today = timezone.localdate()
        found = due(today)[rule]
        groups.add(demo.groups["svenska"], demo["carin"], by=demo["inga"])

        assert rounds.erase(rule, found, today) == 0

    assert written(demo["carin"]) == (3, 0)


def test_an_account_that_is_closed_is_a_leaving_and_opening_it_undoes_it(demo: Demo, on_day: OnDay) -> None:
    decide(demo)
    people.deactivate(demo["carin"], by=demo["inga"])
    for day in (0, 86):
        on_day(day)
    people.reactivate(demo["carin"], by=demo["inga"])

    assert [on_day(day) for day in (100, 300)] == [0, 0]
    assert not Departure.objects.exists()
