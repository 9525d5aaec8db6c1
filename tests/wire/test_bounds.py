"""One person, or a stranger, cannot fill the server: lines, frames, bodies and patience have bounds."""

import http.client
from collections.abc import Callable

import pytest
from websockets.exceptions import ConnectionClosed

from kollegium.wire.admission import AdmissionLimits
from kollegium.wire.hub import MOST_IN_A_ROOM, MOST_IN_ALL, Connection, Hub
from kollegium.wire.polling import MOST_ASKING
from kollegium.wire.rate_limit import TokenBucket
from tests.wire.conftest import Member
from tests.wire.test_request_bounds import by_post, code_of, peak
from tests.wire.test_socket import at_the_table
from tests.world import Installation, wait_until

Join = Callable[..., Member]
FRAME = b"\x82\x80\0\0\0\0"  # empty, masked as a browser's


def test_what_is_used_up_comes_back_little_by_little_and_each_has_their_own() -> None:
    bucket = TokenBucket(3, back=1000)
    spent = TokenBucket(3, back=0)

    assert [spent.take("bo") for _ in range(5)] == [True, True, True, False, False]
    assert spent.take("carin")
    for _ in range(3):
        bucket.take("bo")
    wait_until(lambda: bucket.take("bo"), "it has come back")


def test_those_who_have_everything_back_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kollegium.wire.rate_limit.MANY", 10)
    bucket = TokenBucket(1, back=1e9)

    for stranger in range(1000):
        assert bucket.take(stranger)

    assert len(bucket._left) <= 11


def test_one_person_sits_in_so_many_places_and_no_more_however_fast_they_come() -> None:
    """The dismissed are still closing when the next come: none of them is dismissed in another's place."""
    hub = Hub()
    crowd = [Connection(room=room, user=2, group=1) for room in range(1, 51) for _ in range(20)]
    carin = Connection(room=1, user=3, group=1)
    hub.add(carin)

    for connection in crowd:
        hub.add(connection)

    staying = [connection for connection in crowd if not connection.close_reason]
    assert len(staying) == MOST_IN_ALL
    assert all(sum(connection.room == room for connection in staying) <= MOST_IN_A_ROOM for room in hub.rooms)
    assert crowd[-1] in staying
    assert carin.close_reason is None
    for connection in [*crowd, carin]:
        hub.remove(connection)
    assert (dict(hub.rooms), dict(hub._people)) == ({}, {})


def test_a_member_who_opens_lines_without_end_keeps_the_last_ones_and_harms_nobody(
    join: Join, begun: int, installation: Installation
) -> None:
    (carin,) = at_the_table(join, "carin")
    bos = [join("bo") for _ in range(5 * MOST_IN_A_ROOM)]

    codes = [code_of(bo) for bo in bos]
    number = carin.send(carin.write("talked", "vi skriver vidare"))
    carin.until("kept", frame=number)

    assert codes.count(0) <= MOST_IN_A_ROOM
    assert set(codes) <= {0, 1008, 1013}


def test_a_browser_that_comes_without_end_has_to_wait_and_the_next_browser_does_not() -> None:
    doorstep = AdmissionLimits()
    bos, carins = (
        {"path": "/moten/1/rum/", "headers": [(b"cookie", b"sessionid=" + key * 32)]} for key in (b"b", b"c")
    )

    assert not all(doorstep.may_ask(bos) for _ in range(1000))
    assert doorstep.may_ask(carins)


def test_a_stranger_who_comes_without_end_is_told_no_more_and_the_next_address_is() -> None:
    doorstep = AdmissionLimits()
    here, elsewhere = ({"path": "", "headers": [], "client": (address, 1)} for address in ("192.0.2.1", "192.0.2.2"))

    assert not all(doorstep.may_be_told(here) for _ in range(10_000))
    assert doorstep.may_be_told(elsewhere)


def test_refusals_are_counted_for_the_person_and_not_for_the_line(join: Join, begun: int) -> None:
    (carin,) = at_the_table(join, "carin")

    def garbage_taken(member: Member) -> int:
        for taken in range(100):
            try:
                member.line.send(b"\x07hej")
                member.until("refused")
            except ConnectionClosed:
                return taken
        return 100

    first = garbage_taken(join("bo"))
    second = garbage_taken(join("bo"))

    assert 20 <= first < 60
    assert second < 15, "another line does not begin anew"
    carin.line.send(b"\x07hej")
    assert carin.until("refused")["message"].startswith("Servern förstod inte")


def test_a_vector_that_announces_what_it_does_not_hold_is_refused_and_costs_no_memory(
    join: Join, begun: int, installation: Installation
) -> None:
    bo, carin = at_the_table(join, "bo", "carin")
    before = peak(installation)

    for announced in (b"\x80\xe5\x9a\x77", b"\xff\xff\xff\xff\x0f", b"\xff" * 9 + b"\x01"):
        bo.line.send(b"\x00" + announced)
        bo.until("refused")
        bo.line.send(b"\x00" + announced + b"\x01\x01")
        bo.until("refused")
    number = carin.send(carin.write("talked", "hej"))
    carin.until("kept", frame=number)

    assert peak(installation) - before < 50 * 1024, "KiB"


@pytest.mark.parametrize(
    "frame",
    [FRAME, b"\x89\x80\0\0\0\0", b"\x8a\x80\0\0\0\0", b"\x00\x80\0\0\0\0"],
    ids=["data", "ping", "pong", "part"],
)
def test_a_flood_of_empty_frames_is_cut_off_and_harms_nobody(
    join: Join, begun: int, installation: Installation, frame: bytes
) -> None:
    bo, carin = at_the_table(join, "bo", "carin")

    def flood() -> None:
        if frame[0] == 0:
            bo.line.socket.sendall(b"\x02\x80\0\0\0\0")  # of a message that never ends
        for _ in range(20_000):
            bo.line.socket.sendall(frame * 10_000)

    with pytest.raises(OSError):  # noqa: PT011 (cut off one way or the other)
        flood()
    number = carin.send(carin.write("talked", "hej"))

    carin.until("kept", frame=number)


def test_a_body_of_more_frames_than_a_line_holds_is_refused_before_they_are_taken_apart(
    begun: int, installation: Installation
) -> None:
    bo = by_post(installation, begun, "bo")

    assert bo.post(f"{bo.opening}{bo.key}/", b"\x01\x00\x00\x00\x00" * 200_000)[0] == 400
    assert bo.post(f"{bo.opening}{bo.key}/", b"\x01\x00\x00\x00\x00" * 1_600_000)[0] == 413
    assert bo.post(f"{bo.opening}{bo.key}/")[0] == 200


def test_only_so_many_questions_wait_at_one_line(begun: int, installation: Installation) -> None:
    bo = by_post(installation, begun, "bo")
    waiting = [http.client.HTTPConnection("localhost", installation.port, timeout=20) for _ in range(MOST_ASKING + 20)]
    for question in waiting:
        question.request("POST", f"{bo.opening}{bo.key}/", b"", bo.headers)

    answers = [question.getresponse().status for question in waiting]

    assert answers.count(429) >= 10
    assert set(answers) == {200, 429}
