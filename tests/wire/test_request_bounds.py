"""Bounds of an ordinary request: how long a body and headers may be, and how long one may take to ask."""

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
from tests.wire.conftest import Member
from tests.wire.posting import PostedLine
from tests.world import ROOT, UVICORN, Installation


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
    before = peak(installation)

    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 1024 * 1024

    line.request(
        "POST", "/logga-in/", pieces(), {"Content-Type": "application/x-www-form-urlencoded"}, encode_chunked=True
    )
    answer = line.getresponse()

    assert answer.status == 413
    assert answer.read().decode().startswith("Det som skickades är för stort för servern.")
    assert peak(installation) - before < 30 * 1024, "KiB"


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


def code_of(member: Member) -> int:
    """With which the line was closed; 0 while it is open."""
    try:
        member.line.send('{"type": "ping"}')
        member.until("pong")
    except ConnectionClosed as closed:
        return int(closed.rcvd.code) if closed.rcvd else 1006
    return 0


def by_post(installation: Installation, room: int, who: str) -> PostedLine:
    cookie = f"sessionid={installation.facts['sessions'][who]}"
    return PostedLine(installation.port, room, {"Origin": installation.address, "Cookie": cookie})


def peak(installation: Installation) -> int:
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
