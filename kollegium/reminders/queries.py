"""The lärträffar that reminders go by."""

from datetime import datetime

from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.reminders.timing import NEAR


def starts_for(user: User, now: datetime) -> list[datetime]:
    """When the lärträffar of one's groups begin: those to come, and those of the last weeks."""
    meetings = Meeting.objects.visible_to(user).filter(starts_at__gt=now - NEAR, called_off_at=None)
    return list(meetings.order_by("starts_at").values_list("starts_at", flat=True))
