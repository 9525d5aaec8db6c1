"""Samtalsformer: how to talk in each step that has not begun."""

from django.db import transaction
from django.db.models import QuerySet

from kollegium.events import Happening
from kollegium.library import step_kinds
from kollegium.meetings.changing import changed, locked
from kollegium.meetings.models import AgendaStep, Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused


@transaction.atomic
def choose_format(meeting: Meeting, chosen: dict[int, str], *, by: User) -> Meeting:
    """How to talk in each step, by position; blank is free talk. What has begun stays as it is."""
    meeting = locked(meeting)
    if meeting.has_ended:
        raise Refused("Lärträffen är avslutad och kan inte ändras.")
    for step in choosable_steps(meeting).filter(position__in=chosen):
        step.format = chosen[step.position]
        step.save(update_fields=["format"])
    return changed(meeting, Happening.FORMAT_CHOSEN, by)


def choosable_steps(meeting: Meeting) -> QuerySet[AgendaStep]:
    return meeting.steps.filter(kind__in=step_kinds.keys(that_are_talk=True), position__gt=meeting.step or 0)
