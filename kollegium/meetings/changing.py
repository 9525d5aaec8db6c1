"""The one way a lärträff changes: its row is locked, the change is refused or made, and the room is told.

Each change has its own version, since a copy that was read before the lock can't be changed.
"""

from kollegium import events
from kollegium.events import Happening
from kollegium.meetings.models import Meeting
from kollegium.people.models import User


def locked(meeting: Meeting, *also: str) -> Meeting:
    """The row as it is now, locked until the transaction is over; `also`: related rows to read with it, unlocked."""
    rows = Meeting.objects.select_for_update(of=("self",))
    latest = (rows.select_related(*also) if also else rows).get(pk=meeting.pk)
    latest.is_locked = True
    return latest


def changed(meeting: Meeting, event: Happening, by: User | None = None) -> Meeting:
    """Saved under a new version, and told."""
    if not meeting.is_locked:
        raise RuntimeError("Change the copy that locked() gives: another one may be old.")
    meeting.version += 1
    meeting.save()
    events.tell(event, by=by, meeting=meeting, group=meeting.group)
    return meeting
