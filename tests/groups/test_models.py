"""Who is in a group now: asked in two ways that say the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups.models import Group, Membership


@pytest.mark.django_db
def test_everyone_is_the_members_by_name_read_once(demo: Demo, django_assert_num_queries: Any) -> None:
    group = Group.objects.get(pk=demo.group.pk)
    members = [*group.members()]

    with django_assert_num_queries(1):
        assert group.everyone() == members
        assert group.those_who_lead() == [demo["anna"]]
        assert group.everyone() == [membership.user for membership in group.current]
    assert len(members) == 9


def test_nobody_is_among_everyone_who_has_left_is_to_come_or_is_closed(demo: Demo) -> None:
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    memberships = Membership.objects.filter(group=demo.group)
    memberships.filter(user=demo["bo"]).update(ends_on=today)
    memberships.filter(user=demo["carin"]).update(starts_on=tomorrow)
    demo["ester"].is_active = False
    demo["ester"].save()
    names = {person.given_name for person in Group.objects.get(pk=demo.group.pk).everyone()}

    assert "Anna" in names
    assert not names & {"Bo", "Carin", "Ester"}
