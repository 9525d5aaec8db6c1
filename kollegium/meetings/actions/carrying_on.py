"""The question goes on: as the group has put it in the protocol, so it is asked from then on."""

from django.db import transaction
from django.db.models import Q

from kollegium.events import Happening
from kollegium.meetings.changing import changed, locked
from kollegium.meetings.models import Meeting
from kollegium.people.models import User

LONGEST = Meeting._meta.get_field("question").max_length or 0


@transaction.atomic
def carry_on(meeting: Meeting, question: str, *, by: User) -> None:
    """At this lärträff, and at those to come that are about the same: where somebody has put it otherwise it stays."""
    question = question.strip()
    if not question or question == meeting.question or len(question) > LONGEST:
        return  # what is longer is a text about the question; it stands in the protocol
    to_come = Q(started_at=None, called_off_at=None, starts_at__gt=meeting.starts_at)
    same = meeting.group.meetings.filter(Q(pk=meeting.pk) | to_come, question=meeting.question)
    for each in same.order_by("pk"):
        latest = locked(each)
        latest.question = question
        changed(latest, Happening.MEETING_CHANGED, by)
