"""Reads for the list of groups."""

from datetime import timedelta

from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from kollegium.groups.models import Group, Membership
from kollegium.people.models import School, User


def groups_with_next(user: User, school: School | None = None) -> QuerySet[Group]:
    """What the user may see, each with `now` (its members and leaders), `next_at` and `is_mine`."""
    now = Membership.objects.current().select_related("user")
    mine = Membership.objects.current().filter(user=user, group=OuterRef("pk"))
    # A lärträff that never was started stops being the next one after half a day.
    ahead = Q(meetings__ended_at=None) & Q(meetings__starts_at__gt=timezone.now() - timedelta(hours=12))
    groups = (
        Group.objects.visible_to(user).select_related("school").prefetch_related(Prefetch("memberships", now, "now"))
    )
    if school:
        groups = groups.filter(school=school)
    listed = groups.annotate(next_at=Min("meetings__starts_at", filter=ahead), is_mine=Exists(mine))
    return listed.order_by("-is_mine", "sorts_as", "pk")
