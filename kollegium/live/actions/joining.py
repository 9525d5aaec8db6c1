"""Six digits that lead to the open room: shown on the big screen, typed in on a phone."""

import secrets

from django.db import IntegrityError, transaction

from kollegium.live.changing import locked
from kollegium.live.models import LiveMeeting, live_of
from kollegium.meetings.models import Meeting

TRIES = 10


def open_to_code(meeting: Meeting) -> str:
    """The room's code, the same until the lärträff ends; none before it is time and none afterwards."""
    if (code := live_of(meeting).code) or not may_be_joined(meeting):
        return code
    return _given_a_code(meeting)


def may_be_joined(meeting: Meeting) -> bool:
    return not meeting.has_ended and (meeting.is_running or meeting.is_due)


@transaction.atomic
def _given_a_code(meeting: Meeting) -> str:
    live = locked(meeting)
    for _ in range(TRIES):
        if live.code or live.meeting.has_ended:
            break
        _try_a_code(live)
    return live.code


def _try_a_code(live: LiveMeeting) -> None:
    live.code = f"{secrets.randbelow(10**6):06}"
    try:
        with transaction.atomic():
            live.save()
    except IntegrityError:  # another open room has it
        live.code = ""
