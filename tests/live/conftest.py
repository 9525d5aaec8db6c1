"""Lärträffar that are going on."""

from collections.abc import Callable

import pytest

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.meetings.models import Meeting

Ids = Callable[..., list[int]]


@pytest.fixture
def running(demo: Demo, called: Meeting) -> Meeting:
    return actions.start(called, by=demo["anna"])


@pytest.fixture
def ids(demo: Demo) -> Ids:
    return lambda *people: [demo[person].pk for person in people]


@pytest.fixture
def going(demo: Demo) -> Meeting:
    """Anna, Bo, Carin and Ester go round in step 2; Anna has the word."""
    for person in ("carin", "anna", "ester", "bo"):
        actions.arrive(demo.meeting, demo[person])
    actions.start(demo.meeting, by=demo["anna"])
    return actions.next_step(demo.meeting, by=demo["anna"])
