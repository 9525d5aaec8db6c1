"""What the rooms are told, and that the words of farewell fit in a close frame."""

import os
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from kollegium.wire import admission, broadcast
from kollegium.wire.hub import Connection, Hub
from tests.wire.conftest import Member
from tests.world import Installation, post


@pytest.fixture
def second(installation: Installation) -> Iterator[Installation]:
    """Another process on the same database, with rooms of its own."""
    if not os.environ.get("REDIS_URL"):
        pytest.skip("Two processes need Redis: run with REDIS_URL, as the second pass of bin/test does.")
    other = Installation(installation.data, installation.environment)
    other.start()
    yield other
    other.stop()


def test_words_of_farewell_fit_in_a_close_frame() -> None:
    for words in (
        broadcast.NO_LONGER_A_MEMBER,
        broadcast.ACCOUNT_CLOSED,
        admission.SIGNED_OUT[1],
        admission.NOT_YOURS[1],
    ):
        assert len(words.encode()) <= 123, words  # RFC 6455 5.5: 125 bytes with the code


def test_a_parcel_brings_its_frames_in_order_to_the_other_processes_and_not_to_its_own() -> None:
    here, there = broadcast.Broadcaster(Hub()), broadcast.Broadcaster(Hub())
    bo, carin, screen = (
        Connection(room=1, user=2, group=1),
        Connection(room=1, user=3, group=1),
        Connection(room=1, user=3, group=1, receives_draft=False),
    )
    here.hub.add(bo)
    for connection in (carin, screen):
        there.hub.add(connection)

    line, state = b"\x01" + bytes(range(256)) * 3, '{"type": "state", "now": "åäö"}'
    envelope = here._envelope([broadcast._packed({"room": 1, "draft": 1}, line), broadcast._packed({"room": 1}, state)])
    for process in (here, there):
        process._receive(envelope)

    assert (list(bo.frames), list(carin.frames), list(screen.frames)) == ([], [line, state], [state])


def test_a_line_and_a_step_reach_those_who_sit_in_another_process(
    join: Callable[..., Member], begun: int, second: Installation
) -> None:
    bo, carin = join("bo"), join("carin", at=second)
    for member in (bo, carin):
        member.until("vector")
        member.catch_up()

    bo.until("kept", frame=bo.send(bo.write("talked", "från den ena ")))
    carin.until("update")
    carin.until("kept", frame=carin.send(carin.write("talked", "till den andra")))
    bo.until("update")
    post(second, "anna", f"/moten/{begun}/steg/")

    assert bo.until("state", step=2)["step"] == carin.until("state", step=2)["step"] == 2
    assert bo.reads("talked") == carin.reads("talked") == "från den ena till den andra"


def test_a_member_is_shown_out_of_a_room_that_another_process_holds(
    join: Callable[..., Member], begun: int, installation: Installation, second: Installation
) -> None:
    carin = join("carin", at=second)
    carin.until("vector")
    facts = second.facts

    membership = f"/grupper/{facts['group']}/medlemmar/{facts['memberships']['carin']}/slut/"
    post(installation, "anna", membership, on=str(date.today()))

    assert carin.is_shown_out()[0] == 4403
