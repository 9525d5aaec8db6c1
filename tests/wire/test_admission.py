"""A stranger's questions cost nobody a connection: what no database can be asked is refused before anybody is asked."""

import asyncio
import http.client
import re
from urllib.parse import quote

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from kollegium.demo import Demo
from kollegium.live.actions import arrive
from kollegium.wire import admission, batch_admission
from kollegium.wire.hub import MOST_IN_A_ROOM, Connection
from tests.wire.test_batch_admission import page_of
from tests.world import Installation

GOOD = 40
PATIENCE = 120  # seconds; a busy machine is not a wrong answer
BROKEN = re.compile("OverflowError|ValueError|DataError|DataException")
BAD_ROOMS = [str(10**30), "9" * 5000, str(2**63), "-1", "١٢", "1%00", "1%0A", "0x1", ""]
BAD_COOKIES = ["\0", "a\0b", '"a\\000b\\000cdefgh"', "a" * 10_000, "å" * 32, "%00" * 8, "' OR 1=1", "../../etc"]


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["rum", "skarm", "gast"])
def test_what_no_database_can_be_asked_is_no_question_to_it(demo: Demo, way: str) -> None:
    """Straight to the batch and to the door, as if nothing had been refused before."""
    arrive(demo.meeting, demo["bo"])
    good = page_of(demo["bo"], demo.meeting.pk)
    cookie = good["headers"]
    rooms = [str(10**30), "9" * 5000, str(2**63), "-1", "١٢", "1\0", "1/rum/\n", ""]
    bad = [{"path": f"/moten/{room}/{way}/", "headers": cookie} for room in rooms]
    for name in ("sessionid", "gast"):
        bad += [
            {"path": f"/moten/{demo.meeting.pk}/{way}/", "headers": [(b"cookie", f"{name}={key}".encode())]}
            for key in BAD_COOKIES
        ]

    *strangers, bo = batch_admission.connections_for([*bad, good])

    assert isinstance(bo, Connection)
    assert strangers == [None] * len(bad)
    assert batch_admission.may_stay([*bad, good]) == [False] * len(bad) + [True]
    for page in bad:
        assert admission.connection_for(page) in (admission.NOT_YOURS, admission.SIGNED_OUT)


@pytest.mark.parametrize("origin", [b"http://[", b"http://\xe2\x84\x80.example", b"\xff\xfe", b"null", b"http://a:b:c"])
def test_an_origin_that_cannot_be_read_is_not_ours(origin: bytes) -> None:
    scope = {"path": "/moten/1/rum/", "headers": [(b"origin", origin), (b"host", b"localhost")]}

    assert not admission.is_ours(scope)


def test_forty_members_come_in_while_forty_strangers_ask_for_what_is_no_room(
    installation: Installation, begun: int
) -> None:
    facts = installation.facts
    members = ([key for key in facts["memberships"] if key in facts["sessions"]] * MOST_IN_A_ROOM)[:GOOD]
    coming = [_join(installation, begun, f"sessionid={facts['sessions'][key]}") for key in members]
    disturbing = [
        _disturb(installation, room, way, cookie)
        for room in (*BAD_ROOMS, begun)
        for way in ("rum", "skarm", "gast")
        for cookie in ('sessionid="\\000abcdefgh"', 'gast="\\000"', "")
    ]

    async def all_at_once() -> list[str]:
        async with asyncio.timeout(PATIENCE):
            asking = asyncio.gather(*disturbing)
            answers = await asyncio.gather(*coming)
            await asking
            return answers

    assert len(members) == GOOD
    assert asyncio.run(all_at_once()) == ["let in"] * GOOD
    assert not BROKEN.findall(installation.log())


@pytest.mark.parametrize("room", BAD_ROOMS)
@pytest.mark.parametrize("who", ["bo", None])
def test_a_post_for_what_is_no_room_is_refused_in_words(
    installation: Installation, begun: int, room: str, who: str | None
) -> None:
    cookie = f"sessionid={installation.facts['sessions'][who]}" if who else "sessionid=%00"
    line = http.client.HTTPConnection("localhost", installation.port, timeout=10)
    line.putrequest("POST", f"/moten/{quote(room, safe='%')}/rum/ramar/")
    for name, value in (("Origin", installation.address), ("Cookie", cookie), ("Content-Length", "0")):
        line.putheader(name, value)
    line.endheaders()

    assert line.getresponse().status in (403, 404)
    assert not BROKEN.findall(installation.log())


async def _join(installation: Installation, room: int, cookie: str) -> str:
    address = f"ws://localhost:{installation.port}/moten/{room}/rum/"
    async with connect(address, origin=installation.address, additional_headers={"Cookie": cookie}) as line:
        try:
            await line.recv()
        except ConnectionClosed as closed:
            return str(closed)
        return "let in"


async def _disturb(installation: Installation, room: object, way: str, cookie: str) -> None:
    """By hand, since no honest client asks for such a room, again and again."""
    head = (
        f"GET /moten/{room}/{way}/ HTTP/1.1\r\nHost: localhost:{installation.port}\r\n"
        f"Origin: {installation.address}\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {cookie}\r\n\r\n"
    )
    for _ in range(4):
        reader, writer = await asyncio.open_connection("127.0.0.1", installation.port)
        writer.write(head.encode())
        await reader.read(200)
        writer.close()
