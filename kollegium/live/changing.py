"""The one way the lärträff that is going on changes: its meeting's row is locked, and both are saved together."""

from django.utils import timezone

from kollegium.events import Happening
from kollegium.live.models import LiveMeeting, live_of
from kollegium.meetings import changing
from kollegium.meetings.access import keep_steps
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused


def locked(meeting: Meeting) -> LiveMeeting:
    """What the room knows, with its `meeting` locked: the row as it is now, or a blank one while there is none."""
    latest = changing.locked(meeting, "live", "group")
    keep_steps(latest)
    live = live_of(latest)
    changing.note_as_read(live)
    return live


def locked_while_running(meeting: Meeting) -> LiveMeeting:
    """As `locked`; raises Refused unless the lärträff is going on."""
    live = locked(meeting)
    if live.meeting.has_ended:
        raise Refused("Lärträffen är avslutad.")
    if not live.meeting.has_started:
        raise Refused("Lärträffen har inte börjat än. Lärledaren startar den.")
    return live


def changed(live: LiveMeeting, event: Happening, by: User | None = None) -> Meeting:
    """The meeting, saved with its live row under a new version, and told."""
    live.changed_at = timezone.now()
    if live.is_kept:
        changing.save_changed(live)
    return changing.changed(live.meeting, event, by)
