"""A lärträff that nobody ended closes by itself: its draft stays open, and no mail is sent."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kollegium.live.actions import last_press
from kollegium.live.actions.steering import close
from kollegium.live.changing import locked
from kollegium.live.models import live_of
from kollegium.meetings.models import Meeting

PATIENCE = timedelta(hours=3)


def close_forgotten() -> int:
    """Those whose end was long ago and where nothing has happened since; how many. Any number of processes may look."""
    long_ago = timezone.now() - PATIENCE
    running = Meeting.objects.running().select_related("live").prefetch_related("steps")
    still = running.filter(started_at__lt=long_ago).exclude(live__changed_at__gt=long_ago)
    return sum(_close(meeting) for meeting in still if should_have_ended(meeting) < long_ago)


def should_have_ended(meeting: Meeting) -> datetime:
    """What the group counted on: what they said in the room, or the later of the plan and the start."""
    if ends_at := live_of(meeting).ends_at:
        return ends_at
    started = meeting.started_at or meeting.starts_at
    return max(started + timedelta(minutes=meeting.minutes), meeting.planned_end)


@transaction.atomic
def _close(meeting: Meeting) -> bool:
    live = locked(meeting)
    latest = live.meeting
    if latest.has_ended or latest.version != meeting.version:
        return False  # another process, or somebody in the room, was first
    # How long the step took is not known: they left, and the clock went on.
    last_press.forget(latest)
    close(live, by=None)
    return True
