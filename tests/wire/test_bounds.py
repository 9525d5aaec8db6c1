"""One person, or a stranger, cannot fill the server: lines, frames, bodies and patience have bounds."""

import asyncio
import contextlib
import http.client
import re
import socket
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from websockets.exceptions import ConnectionClosed

from bench import baseline_server, server_process
from config import connections
from kollegium.wire.admission import AdmissionLimits
from kollegium.wire.hub import MOST_IN_A_ROOM, MOST_IN_ALL, Connection, Hub
from kollegium.wire.polling import MOST_ASKING
from kollegium.wire.rate_limit import TokenBucket
from tests.wire.conftest import Member
from tests.wire.posting import PostedLine
from tests.wire.test_socket import at_the_table
from tests.world import ROOT, UVICORN, Installation, wait_until

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

    codes = [_code(bo) for bo in bos]
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
    before = _peak(installation)

    for announced in (b"\x80\xe5\x9a\x77", b"\xff\xff\xff\xff\x0f", b"\xff" * 9 + b"\x01"):
        bo.line.send(b"\x00" + announced)
        bo.until("refused")
        bo.line.send(b"\x00" + announced + b"\x01\x01")
        bo.until("refused")
    number = carin.send(carin.write("talked", "hej"))
    carin.until("kept", frame=number)

    assert _peak(installation) - before < 50 * 1024, "KiB"


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
    bo = _by_post(installation, begun, "bo")

    assert bo.post(f"{bo.opening}{bo.key}/", b"\x01\x00\x00\x00\x00" * 200_000)[0] == 400
    assert bo.post(f"{bo.opening}{bo.key}/", b"\x01\x00\x00\x00\x00" * 1_600_000)[0] == 413
    assert bo.post(f"{bo.opening}{bo.key}/")[0] == 200


def test_only_so_many_questions_wait_at_one_line(begun: int, installation: Installation) -> None:
    bo = _by_post(installation, begun, "bo")
    waiting = [http.client.HTTPConnection("localhost", installation.port, timeout=20) for _ in range(MOST_ASKING + 20)]
    for question in waiting:
        question.request("POST", f"{bo.opening}{bo.key}/", b"", bo.headers)

    answers = [question.getresponse().status for question in waiting]

    assert answers.count(429) >= 10
    assert set(answers) == {200, 429}


@pytest.mark.parametrize("path", ["/logga-in/", "/", "/finns-inte/", "/moten/1/rum/ramar/" + "x" * 32 + "/"])
def test_a_body_longer_than_any_form_is_refused_before_it_has_come(installation: Installation, path: str) -> None:
    line = http.client.HTTPConnection("localhost", installation.port, timeout=10)
    line.putrequest("POST", path)
    line.putheader("Content-Length", str(200 * 1024 * 1024))
    line.endheaders()

    answer = line.getresponse()

    assert answer.status in (410, 413)  # 410: nobody's line; nothing is read for it
    assert "Traceback" not in installation.log()


def test_a_body_that_does_not_say_how_long_it_is_is_refused_once_it_is_too_long(installation: Installation) -> None:
    line = http.client.HTTPConnection("localhost", installation.port, timeout=10)
    before = _peak(installation)

    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 1024 * 1024

    line.request(
        "POST", "/logga-in/", pieces(), {"Content-Type": "application/x-www-form-urlencoded"}, encode_chunked=True
    )
    answer = line.getresponse()

    assert answer.status == 413
    assert answer.read().decode().startswith("Det som skickades är för stort för servern.")
    assert _peak(installation) - before < 30 * 1024, "KiB"


def test_a_form_as_long_as_one_may_be_still_comes_in(installation: Installation) -> None:
    line = http.client.HTTPConnection("localhost", installation.port, timeout=20)
    line.request("POST", "/losenord/", b"x=" + b"y" * 2_000_000, {"Content-Type": "application/x-www-form-urlencoded"})

    assert line.getresponse().status == 403  # the CSRF token is missing: it was read


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"\r\n",
        b"GET / HT",
        b"GET /halsa/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        b"POST /logga-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf",
        b"GET /halsa/ HTTP/1.1\r\nHost: localhost\r\n\r\nGET /halsa/ HT",
    ],
)
def test_one_who_never_finishes_asking_is_hung_up_on(half: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEADERS", 0.2)
    monkeypatch.setattr(connections, "BODY", 0.2)

    async def ask(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(half)
        with contextlib.suppress(ConnectionResetError):
            while await reader.read(1000):
                pass
        writer.close()

    asyncio.run(_with_a_server(ask))


def test_one_who_says_a_letter_now_and_then_gets_no_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEADERS", 0.5)

    async def ask(port: int) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\n")
        with contextlib.suppress(ConnectionError):
            while True:  # until it is hung up on
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.02)

    asyncio.run(_with_a_server(ask))


def test_one_who_asks_again_and_again_on_one_line_is_answered_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEADERS", 0.5)

    async def ask(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(20):
            writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nhej")
            assert (await reader.readuntil(b"0\r\n\r\n")).startswith(b"HTTP/1.1 200")
            await asyncio.sleep(0.05)
        writer.close()

    asyncio.run(_with_a_server(ask))


def test_headers_without_end_are_not_kept(installation: Installation) -> None:
    line = socket.create_connection(("127.0.0.1", installation.port))
    line.sendall(b"GET /halsa/ HTTP/1.1\r\nHost: localhost\r\nX-Long: ")

    def go_on() -> None:
        for _ in range(10_000):
            line.sendall(b"x" * 10_000)

    with pytest.raises(OSError):  # noqa: PT011 (broken one way or the other)
        go_on()


def test_every_command_that_serves_says_the_same() -> None:
    dev, service = ((ROOT / name).read_text() for name in ("bin/dev", "docs/operation/kollegium.service"))

    said = [_bounds_in(words) for words in (dev, service, " ".join(UVICORN), " ".join(server_process.UVICORN))]

    assert len(said[0]) == 5
    assert all(bounds == said[0] for bounds in said)


def _bounds_in(words: str) -> dict[str, str]:
    """What uvicorn is told about connections."""
    return dict(re.findall(r"--(http|ws|ws-per-message-deflate|ws-max-size|backlog)\s+([\w.:]+)", words))


def _code(member: Member) -> int:
    """With which the line was closed; 0 while it is open."""
    try:
        member.line.send('{"type": "ping"}')
        member.until("pong")
    except ConnectionClosed as closed:
        return int(closed.rcvd.code) if closed.rcvd else 1006
    return 0


def _by_post(installation: Installation, room: int, who: str) -> PostedLine:
    cookie = f"sessionid={installation.facts['sessions'][who]}"
    return PostedLine(installation.port, room, {"Origin": installation.address, "Cookie": cookie})


def _peak(installation: Installation) -> int:
    """KiB of memory that the server has held at most."""
    assert installation.process
    status = Path(f"/proc/{installation.process.pid}/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0])


async def _with_a_server(ask: Callable[[int], Awaitable[None]]) -> None:
    """In this process, so that a test may say how patient it is."""
    server = uvicorn.Server(
        uvicorn.Config(
            baseline_server.application,
            port=0,
            http=connections.Http,
            ws=connections.Socket,
            lifespan="off",
            log_level="error",
        )
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        async with asyncio.timeout(20):
            await ask(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        await serving
