"""A Monday morning in November, and NO-gruppen's next lärträff ten days later."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kollegium.demo import Demo
from kollegium.meetings.models import Meeting
from tests.mail.conftest import post_office  # noqa: F401  (a fixture)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SECRET = "Hemligheten i Carins plan"


def at(words: str) -> datetime:
    """By the clock on the wall: "2026-11-23 07:30"."""
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=STOCKHOLM)


MONDAY = at("2026-11-23 06:00")
MEETING = at("2026-12-03 14:30")  # a Thursday


@pytest.fixture
def one_meeting(demo: Demo) -> Meeting:
    """The only lärträff of NO-gruppen that is near."""
    Meeting.objects.exclude(pk=demo.meeting.pk).filter(group=demo.group).update(starts_at=at("2026-05-04 14:30"))
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=MEETING)
    return demo.meeting
