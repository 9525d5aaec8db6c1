"""The room's pages are tried with the same members at the socket as the wire's frames."""

import pytest

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.meetings.models import Meeting
from kollegium.protocols import actions as protocols
from tests.wire.conftest import Member, begun, join  # noqa: F401  (fixtures)


@pytest.fixture
def running(demo: Demo) -> Meeting:
    for who in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[who])
    meeting = actions.start(demo.meeting, by=demo["anna"])
    protocols.begin(meeting)
    return meeting
