"""The reminder as an entry in one's own calendar: one VEVENT with a link, and never a word of a plan."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import CLASS, TRANSP, Alarm, Calendar, Event

from kollegium.people.models import User

TITLE = "Kollegium: det jag provar"
LENGTH = timedelta(minutes=10)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def entry(user: User, starts_at: datetime, *, now: datetime) -> bytes:
    """The same entry every time one fetches it: the newer one takes the older one's place in the calendar."""
    # In UTC and without RRULE: no zone to describe, and nothing that calendars understand in different ways.
    event = Event.new(
        uid=f"det-jag-provar-{user.pk}@{urlsplit(settings.ADDRESS).hostname}",
        sequence=int((now - BEGAN).total_seconds()),
        stamp=now.astimezone(UTC),
        start=starts_at.astimezone(UTC),
        end=starts_at.astimezone(UTC) + LENGTH,
        summary=TITLE,
        description=f"Öppna din tråd: {settings.ADDRESS}/",
        url=f"{settings.ADDRESS}/",
        classification=CLASS.PRIVATE,
        transparency=TRANSP.TRANSPARENT,
    )
    alarm = Alarm.new(description=TITLE)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta())
    event.add_component(alarm)
    calendar = Calendar.new(prodid="-//Kollegium//SV", method="PUBLISH", subcomponents=[event])
    del calendar["UID"]  # of the whole file, and new each time: the entry has its own, which stays
    return bytes(calendar.to_ical())
