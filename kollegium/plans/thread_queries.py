"""What the thread asks the database, put together once."""

from datetime import date, datetime
from functools import cache

from django.db.models import F, Q, QuerySet

from kollegium.groups.models import Membership
from kollegium.meetings.models import Meeting
from kollegium.plans.models import ActionPlan, OwnQuerySet
from kollegium.prepared import Prepared

AT_A_TIME = 6  # knots: most of a year; the rest of the way back is a press away


def _current_of(user: int, on: date) -> QuerySet[Membership]:
    return Membership.objects.current(on).filter(user=user).select_related("group").order_by()


def _ahead_of(groups: list[int], started: datetime, to_start: datetime) -> QuerySet[Meeting]:
    is_near = Q(started_at__gte=started) | Q(started_at=None, starts_at__gte=to_start)
    meetings = Meeting.objects.filter(is_near, group__in=groups, ended_at=None, called_off_at=None)
    return meetings.select_related("group__school").order_by()


def _last_chosen_by(user: int) -> OwnQuerySet[ActionPlan]:
    plans = ActionPlan.objects.of(user).exclude(effort="").select_related("meeting").order_by("-meeting__starts_at")
    return plans.only("owner", "effort", "meeting__number", "meeting__starts_at")[:1]


@cache
def meetings_met(groups: int) -> Prepared[Meeting]:
    """For one who is in so many groups: of each its key, and since when its lärträffar count."""

    def build(written: list[int], besides: list[int], before: datetime, *held: int | datetime) -> QuerySet[Meeting]:
        # Numbers and not a subquery: beside an "or" PostgreSQL would read every lärträff there is.
        met = Q(pk__in=written)
        for group, since in zip(held[::2], held[1::2], strict=True):
            met |= Q(group=group, ended_at__isnull=False, starts_at__gte=since)
        meetings = Meeting.objects.filter(met, starts_at__lt=before).exclude(pk__in=besides)
        return meetings.select_related("group__school").order_by("-starts_at")[: AT_A_TIME + 1]

    return Prepared(build, list, list, datetime, *[int, datetime] * groups)


current_memberships: Prepared[Membership] = Prepared(_current_of, int, date)
meetings_ahead: Prepared[Meeting] = Prepared(_ahead_of, list, datetime, datetime)
own_plans: Prepared[ActionPlan] = Prepared(
    lambda user: ActionPlan.objects.of(user).only("owner", "meeting").annotate(group=F("meeting__group")), int
)
last_chosen_plan: Prepared[ActionPlan] = Prepared(_last_chosen_by, int)
plans_at: Prepared[ActionPlan] = Prepared(
    lambda user, meetings: ActionPlan.objects.of(user).filter(meeting__in=meetings), int, list
)
