"""The next plan begins where the last one stopped, and with what has been noted since."""

from collections.abc import Iterable
from datetime import datetime

from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans.models import ActionPlan, Note, OwnQuerySet, Sharing
from kollegium.prepared import Prepared, keep


def plan_at(meeting: Meeting, owner: User, before: ActionPlan | None = None) -> ActionPlan:
    """The owner's plan at the meeting: as written, or an unsaved one prefilled from last month's insats.

    `before`: the plan before, when it is at hand.
    """
    return written_at(meeting, owner) or _begun(meeting, owner, last=before or plan_before(meeting, owner))


def written_at(meeting: Meeting, owner: User) -> ActionPlan | None:
    if written := _at.first(owner.pk, meeting.pk):
        written.meeting, written.owner = meeting, owner
        keep_sharings([written])
    return written


def plan_before(meeting: Meeting, owner: User) -> ActionPlan | None:
    """The thread is the person's: the plan before may come from another group."""
    return _before.first(owner.pk, meeting.starts_at)


def plan_ahead(owner: User) -> ActionPlan | None:
    """The plan that the owner has begun for a lärträff that has not ended, where what one notes now will be told."""
    ahead = ActionPlan.objects.of(owner).filter(meeting__ended_at=None).select_related("meeting")
    return ahead.order_by("meeting__starts_at").first()


def untold(owner: User) -> OwnQuerySet[Note]:
    """Notes that no plan has taken in yet, oldest first."""
    return Note.objects.of(owner).filter(told_meeting=None)


def untold_now(owner: User) -> list[Note]:
    """As `untold`, read at once."""
    return _untold(owner.pk)


def keep_sharings(plans: list[ActionPlan]) -> list[ActionPlan]:
    """The same plans, with what each shows the group at hand."""
    sharings = _sharings([plan.pk for plan in plans])
    for plan in plans:
        keep(plan, "sharings", [sharing for sharing in sharings if sharing.plan_id == plan.pk], back="plan")
    return plans


def waiting(plan: ActionPlan) -> list[Note]:
    """Notes that came when the group already read the field they would go into: their owner takes them in, or not."""
    return untold_now(plan.owner) if plan.pk and not plan.meeting.has_ended else []


def with_notes(tried: str, notes: Iterable[Note]) -> str:
    return "\n".join([*([tried] if tried else []), *(note.words for note in notes)])


def without_note(tried: str, note: Note) -> str:
    """The note's lines taken out, if they stand there as they came in."""
    lines, noted = tried.split("\n"), note.words.split("\n")
    for at in range(len(lines) - len(noted), -1, -1):
        if lines[at : at + len(noted)] == noted:
            return "\n".join(lines[:at] + lines[at + len(noted) :])
    return tried


def _begun(meeting: Meeting, owner: User, last: ActionPlan | None) -> ActionPlan:
    plan = ActionPlan(owner=owner, meeting=meeting)
    # An old meeting that one writes up afterwards is not where new notes belong.
    plan.tried = with_notes(last.effort if last else "", untold_now(owner) if not meeting.has_ended else [])
    return plan


def expected(last: ActionPlan | None) -> str:
    """What one expected, put where one writes what came: the difference is what one has learnt.

    It stands in the form to be written on from, and is nobody's words until then.
    """
    return f"Jag tänkte mig: {last.change}\nSå här blev det: " if last and last.change else ""


def _earlier(owner: int, before: datetime) -> OwnQuerySet[ActionPlan]:
    earlier = ActionPlan.objects.of(owner).filter(meeting__starts_at__lt=before).exclude(effort="")
    return earlier.order_by("-meeting__starts_at")[:1]


_at: Prepared[ActionPlan] = Prepared(
    lambda owner, meeting: ActionPlan.objects.of(owner).filter(meeting=meeting), int, int
)
_before: Prepared[ActionPlan] = Prepared(_earlier, int, datetime)
_untold: Prepared[Note] = Prepared(lambda owner: Note.objects.of(owner).filter(told_meeting=None), int)
_sharings: Prepared[Sharing] = Prepared(lambda plans: Sharing.objects.filter(plan__in=plans), list)
