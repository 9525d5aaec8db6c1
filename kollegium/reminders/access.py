"""The door to a reminder: its owner, and nobody else. No address can name somebody else's."""

from kollegium.people.models import User
from kollegium.reminders.models import Reminder


def reminder_for(user: User) -> Reminder | None:
    return Reminder.objects.filter(owner=user).first()
