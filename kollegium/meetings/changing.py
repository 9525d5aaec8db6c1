"""The one way a lärträff changes: its row is locked, the change is refused or made, and the room is told.

Each change has its own version, since a copy that was read before the lock can't be changed.
"""

from copy import deepcopy
from functools import cache
from typing import Any

from django.db import connection, models

from kollegium import events
from kollegium.events import Happening
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.prepared import Prepared, write


def locked(meeting: Meeting, *also: str) -> Meeting:
    """The row as it is now, locked until the transaction is over; `also`: related rows to read with it, unlocked."""
    if not connection.in_atomic_block:
        raise RuntimeError("A row is locked until the end of a transaction, and there is none.")
    latest = _locking(also)(meeting.pk).pop()
    latest.is_locked = True
    note_as_read(latest)
    return latest


def changed(meeting: Meeting, event: Happening, by: User | None = None) -> Meeting:
    """Saved under a new version, and told."""
    if not meeting.is_locked:
        raise RuntimeError("Change the copy that locked() gives: another one may be old.")
    meeting.version += 1
    save_changed(meeting)
    events.tell(event, by=by, meeting=meeting, group=meeting.group_id)
    return meeting


def note_as_read(row: models.Model) -> None:
    """From here on `save_changed` writes what differs from this."""
    row.__dict__["as_read"] = {
        name: deepcopy(value) if isinstance(value, (dict, list)) else value for name, value in _values(row).items()
    }


def save_changed(row: models.Model) -> None:
    """Only the fields that have changed: an UPDATE of all of them takes longer to put together than to carry out."""
    before: dict[str, Any] = row.__dict__.get("as_read", {})
    names = [name for name, value in _values(row).items() if name not in before or before[name] != value]
    if row._state.adding:
        row.save()
    elif names:
        write(row, names)
    note_as_read(row)


def _values(row: models.Model) -> dict[str, Any]:
    return {field.attname: row.__dict__[field.attname] for field in row._meta.concrete_fields}


@cache
def _locking(also: tuple[str, ...]) -> Prepared[Meeting]:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related(*also or (None,))
    return Prepared(lambda pk: rows.filter(pk=pk), int)
