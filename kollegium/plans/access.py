"""The door to a plan: its owner, and nobody else. There is no other query."""

from django.shortcuts import get_object_or_404

from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans.drafts import keep_sharings, plan_at
from kollegium.plans.models import ActionPlan
from kollegium.prepared import Prepared


def plan_for(user: User, meeting_pk: int) -> ActionPlan:
    """One's own plan at that meeting, written or yet to be. The address can't name somebody else's."""
    if plan := _written.first(user.pk, meeting_pk):
        plan.owner = user
        return keep_sharings([plan])[0]
    meetings = Meeting.objects.visible_to(user).select_related("template", "group")
    return plan_at(get_object_or_404(meetings, pk=meeting_pk), user)


_written: Prepared[ActionPlan] = Prepared(
    lambda user, meeting: (
        ActionPlan.objects.of(user).filter(meeting=meeting).select_related("meeting__template", "meeting__group")
    ),
    *(int, int),
)
