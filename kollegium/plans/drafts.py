"""The next plan begins where the last one stopped."""

from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans.models import ActionPlan


def plan_at(meeting: Meeting, owner: User) -> ActionPlan:
    """The owner's plan at the meeting: as written, or an unsaved one prefilled from last month's insats."""
    if written := ActionPlan.objects.of(owner).filter(meeting=meeting).first():
        written.meeting = meeting
        return written
    return _begun(meeting, owner, last=plan_before(meeting, owner))


def plan_before(meeting: Meeting, owner: User) -> ActionPlan | None:
    """The thread is the person's: the plan before may come from another group."""
    earlier = ActionPlan.objects.of(owner).filter(meeting__starts_at__lt=meeting.starts_at).exclude(effort="")
    return earlier.order_by("-meeting__starts_at").first()


def _begun(meeting: Meeting, owner: User, last: ActionPlan | None) -> ActionPlan:
    plan = ActionPlan(owner=owner, meeting=meeting)
    if last:
        plan.tried = last.effort
        plan.learnt = expected(last)
    return plan


def expected(last: ActionPlan | None) -> str:
    """What one expected, put where one writes what came: the difference is what one has learnt."""
    return f"Jag tänkte mig: {last.change}\nSå här blev det: " if last and last.change else ""
