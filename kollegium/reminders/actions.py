"""To be reminded or not, and the letters that are due. Nothing here is recorded as an event."""

import threading
from datetime import time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kollegium.people.models import User
from kollegium.reminders import letters
from kollegium.reminders.models import Reminder
from kollegium.reminders.queries import starts_for

AT_ONCE = 50


@transaction.atomic
def turn_on(*, by: User, rhythm: str, at: time, weekday: int | None = None, days: int | None = None) -> Reminder:
    """From now on, in this way and no other."""
    reminder = Reminder.objects.select_for_update().filter(owner=by).first() or Reminder(owner=by)
    reminder.rhythm, reminder.at, reminder.weekday, reminder.days = rhythm, at, weekday, days
    reminder.next_at = reminder.looks_again(timezone.now())
    reminder.save()
    return reminder


@transaction.atomic
def turn_off(*, by: User) -> None:
    """No more letters, not even one that waits for the mail server."""
    Reminder.objects.filter(owner=by).delete()
    letters.forget(by)


def write_due(stopping: threading.Event | None = None) -> bool:
    """The letters that are due go to the outbox; whether there is more to do at once."""
    if not settings.EMAIL_URL:  # what is due then waits here, and not as a heap of letters
        return False
    due = Reminder.objects.filter(next_at__lte=timezone.now()).order_by("next_at")
    owners = list(due.values_list("pk", flat=True)[:AT_ONCE])
    for owner in owners:
        if stopping and stopping.is_set():
            return False
        _write(owner)
    return len(owners) == AT_ONCE


@transaction.atomic
def _write(owner: int) -> None:
    """One letter however long ago it was due. Two carriers: the other waits for the row, and finds it moved on."""
    now = timezone.now()
    due = Reminder.objects.select_for_update(of=("self",)).select_related("owner")
    reminder = due.filter(pk=owner, next_at__lte=now).first()
    if reminder is None:
        return
    was_due, reminder.next_at = reminder.next_at, reminder.looks_again(now)
    if reminder.owner.is_active and reminder.is_wanted(starts_for(reminder.owner, now), now):
        letters.reminder(reminder.owner, due=was_due)
        reminder.sent_on = timezone.localdate(now)
    reminder.save(update_fields=["next_at", "sent_on"])
