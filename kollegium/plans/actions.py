"""What an owner does with a plan. Nothing is announced: nobody is told when somebody writes."""

from django.db import transaction

from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import FIELDS, SHAREABLE, ActionPlan, Sharing
from kollegium.refusals import Refused


@transaction.atomic
def write(meeting: Meeting, *, by: User, fields: dict[str, str]) -> ActionPlan:
    """Keep these fields of one's own plan at the meeting; the others stay as they are."""
    # The first write keeps the prefilled words too: they stood in the form, so they look written.
    begun = plan_at(meeting, by)
    first = {name: getattr(begun, name) for name in FIELDS}
    plan, _ = ActionPlan.objects.get_or_create(owner=by, meeting=meeting, defaults=first)
    for field, words in fields.items():
        setattr(plan, field, words)
    plan.save(update_fields=list(fields))
    return plan


@transaction.atomic
def share(plan: ActionPlan, fields: set[str]) -> None:
    """Show exactly these fields to the group; taking one out takes it back."""
    if not fields <= set(SHAREABLE):
        raise Refused("Det fältet går inte att visa för någon.")
    plan.sharings.exclude(field__in=fields).delete()
    Sharing.objects.bulk_create([Sharing(plan=plan, field=field) for field in sorted(fields)], ignore_conflicts=True)
