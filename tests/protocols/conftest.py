"""A lärträff that has just ended, with a draft in it."""

import pytest
from pycrdt import Doc, Text

from kollegium.demo import Demo
from kollegium.live import actions as live
from kollegium.meetings import actions as meetings
from kollegium.people.models import User
from kollegium.protocols import actions, notes
from kollegium.protocols.models import Protocol


@pytest.fixture
def ended(demo: Demo) -> Protocol:
    """Anna leads, Bo documents; Anna, Bo and Carin are there. Carin has written a line."""
    meeting = demo.meeting
    meetings.put_on_duty(meeting, "documentarian", demo["bo"], by=demo["anna"])
    live.start(meeting, by=demo["anna"])
    for who in ("anna", "bo", "carin"):
        live.mark(meeting, demo[who], is_here=True)
    protocol = actions.begin(meeting)
    write(protocol, demo["carin"].pk, "talked", "Eleverna förklarade högt.\n\nSedan skrev de.")
    live.end(meeting, by=demo["anna"])
    return Protocol.objects.get(pk=protocol.pk)


def finalise(protocol: Protocol, *, by: User, seen: str = "") -> Protocol:
    """Färdigställ och skicka, and then Skicka nu instead of waiting for a minute."""
    return actions.send_now(actions.finalise(protocol, by=by, seen=seen))


def write(protocol: Protocol, writer: int, key: str, words: str) -> notes.Outcome:
    return notes.store([notes.DraftUpdate(protocol.pk, writer, update_of(key, words))])[0]


def update_of(key: str, words: str) -> bytes:
    doc: Doc = Doc()
    doc.get(key, type=Text).insert(0, words)
    return doc.get_update()


@pytest.fixture
def due(demo: Demo, ended: Protocol) -> Protocol:
    """Bo has pressed."""
    return actions.finalise(ended, by=demo["bo"])
