"""Six digits that lead to the open room: shown on the big screen, typed in on a phone."""

import secrets

from django.db import IntegrityError, transaction

from kollegium.meetings.changing import locked
from kollegium.meetings.models import Meeting

TRIES = 10


@transaction.atomic
def open_to_code(meeting: Meeting) -> str:
    """The room's code, the same until the lärträff ends; none before it is time and none afterwards."""
    if meeting.code or not may_be_joined(meeting):
        return meeting.code
    meeting = locked(meeting)
    for _ in range(TRIES):
        if meeting.code or meeting.has_ended:
            break
        _try_a_code(meeting)
    return meeting.code


def may_be_joined(meeting: Meeting) -> bool:
    return not meeting.has_ended and (meeting.is_running or meeting.is_due)


def _try_a_code(meeting: Meeting) -> None:
    meeting.code = f"{secrets.randbelow(10**6):06}"
    try:
        with transaction.atomic():
            meeting.save(update_fields=["code"])
    except IntegrityError:  # another open room has it
        meeting.code = ""
