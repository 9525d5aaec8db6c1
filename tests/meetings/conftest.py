"""A lärträff that the group has been called to."""

import pytest

from kollegium.demo import Demo
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting


@pytest.fixture
def announced(demo: Demo) -> Meeting:
    meeting = meetings.call(demo.meeting, by=demo["anna"])
    Letter.objects.all().delete()
    return meeting
