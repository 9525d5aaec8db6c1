"""What is planned anew while the room is open: one that is called off closes it, and a new deputy begins to wait."""

from django.utils import timezone

from kollegium.events import Event, Happening
from kollegium.live.models import Attendance, LiveMeeting


def hear(event: Event) -> None:
    """In the transaction of what happened."""
    if event.name == Happening.MEETING_CALLED_OFF:
        LiveMeeting.objects.filter(meeting=event.meeting_id).delete()
        Attendance.objects.filter(meeting=event.meeting_id).delete()
    elif event.name == Happening.DEPUTY_NAMED:
        # Whoever is to be asked now is asked when nobody who may steer has been seen from here on.
        LiveMeeting.objects.filter(meeting=event.meeting_id).update(helm_seen_at=timezone.now())
