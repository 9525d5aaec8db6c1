"""Seats by room: who gets a frame, and what becomes of one who falls behind."""

import asyncio
import sys

import pytest

from kollegium.wire.hub import MOST_WAITING, Connection, Frame, Hub


def waiting(connection: Connection) -> list[Frame]:
    return list(connection.frames)


def test_a_frame_reaches_all_in_the_room_but_its_sender_and_nobody_else() -> None:
    hub = Hub()
    bo, carin, david = (
        Connection(room=1, user=2, group=1),
        Connection(room=1, user=3, group=1),
        Connection(room=9, user=4, group=2),
    )
    for connection in (bo, carin, david):
        hub.add(connection)

    hub.share(1, "hej", but=bo.number)

    assert (waiting(bo), waiting(carin), waiting(david)) == ([], ["hej"], [])


def test_one_who_has_risen_gets_nothing_and_an_empty_room_is_forgotten() -> None:
    hub = Hub()
    bo = Connection(room=1, user=2, group=1)
    hub.add(bo)

    hub.remove(bo)
    hub.share(1, "hej")

    assert waiting(bo) == []
    assert dict(hub.rooms) == {}


def test_one_who_is_taken_out_of_a_group_is_dismissed_from_its_rooms_only() -> None:
    hub = Hub()
    here, elsewhere, other = (
        Connection(room=1, user=2, group=1),
        Connection(room=5, user=2, group=7),
        Connection(room=1, user=3, group=1),
    )
    for connection in (here, elsewhere, other):
        hub.add(connection)

    hub.dismiss(2, 1, "Hej då")

    assert (here.close_reason, elsewhere.close_reason, other.close_reason) == ((4403, "Hej då"), None, None)


def test_one_whose_account_is_closed_is_dismissed_from_every_room() -> None:
    hub = Hub()
    here, elsewhere = Connection(room=1, user=2, group=1), Connection(room=5, user=2, group=7)
    hub.add(here)
    hub.add(elsewhere)

    hub.dismiss(2, None, "Stängt")

    assert here.close_reason == elsewhere.close_reason == (4403, "Stängt")


def test_a_phone_that_has_fallen_too_far_behind_is_asked_to_come_back() -> None:
    """Never a dropped frame on an open line: the page could not notice."""
    connection = Connection(room=1, user=2, group=1)

    for number in range(MOST_WAITING + 1):
        connection.send(str(number))

    assert connection.close_reason == (1013, "")
    assert waiting(connection) == []


def test_a_seat_delivers_in_order_until_it_is_dismissed() -> None:
    delivered: list[Frame] = []
    over: list[bool] = []

    async def sit() -> None:
        connection = Connection(room=1, user=2, group=1)
        connection.send("ett")  # before the page listens
        connection.open(keep, lambda: over.append(True))
        for frame in (b"tva", "tre"):
            connection.send(frame)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        connection.dismiss(1000, "")
        connection.send("fyra")
        await asyncio.sleep(0)

    async def keep(frame: Frame) -> None:
        delivered.append(frame)

    asyncio.run(sit())

    assert delivered == ["ett", b"tva", "tre"]
    assert over == [True]


def test_a_frame_waits_only_behind_one_that_waits_and_all_come_in_order() -> None:
    delivered: list[Frame] = []

    async def sit() -> None:
        opened = asyncio.Event()
        opened.set()

        async def keep(frame: Frame) -> None:
            await opened.wait()  # as uvicorn does while a slow phone is behind
            delivered.append(frame)

        connection = Connection(room=1, user=2, group=1)
        connection.open(keep, lambda: None)
        connection.send("ett")
        await asyncio.sleep(0)
        assert delivered == ["ett"]
        opened.clear()
        connection.send("tva")
        await asyncio.sleep(0)
        connection.send("tre")
        assert (delivered, waiting(connection)) == (["ett"], ["tre"])
        opened.set()
        for _ in range(3):
            await asyncio.sleep(0)
        connection.send("fyra")

    asyncio.run(sit())

    assert delivered == ["ett", "tva", "tre", "fyra"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Before Python 3.12 a frame leaves at the loop's next turn.")
def test_a_frame_that_the_line_takes_is_away_before_give_returns_each_time() -> None:
    delivered: list[Frame] = []

    async def sit() -> None:
        connection = Connection(room=1, user=2, group=1)
        connection.open(keep, lambda: None)
        for frame in ("ett", "tva", "tre"):
            connection.send(frame)
            assert delivered[-1] == frame

    async def keep(frame: Frame) -> None:
        delivered.append(frame)

    asyncio.run(sit())

    assert delivered == ["ett", "tva", "tre"]


def test_a_frame_given_while_another_is_being_sent_follows_it() -> None:
    """What sending sets off may give a frame to the same connection, also before the first has left."""
    delivered: list[Frame] = []

    async def sit() -> None:
        connection = Connection(room=1, user=2, group=1)

        async def keep(frame: Frame) -> None:
            if frame == "ett":
                connection.send("tva")
            delivered.append(frame)
            await asyncio.sleep(0)

        connection.open(keep, lambda: None)
        connection.send("ett")
        for _ in range(5):
            await asyncio.sleep(0)
        connection.send("tre")
        for _ in range(5):
            await asyncio.sleep(0)

    asyncio.run(sit())

    assert delivered == ["ett", "tva", "tre"]


def test_a_line_that_breaks_says_so_once_and_holds_nothing() -> None:
    over: list[bool] = []

    async def sit() -> Connection:
        connection = Connection(room=1, user=2, group=1)
        connection.open(fail, lambda: over.append(True))
        connection.send("ett")
        connection.send("tva")
        await asyncio.sleep(0)
        connection.send("tre")
        await asyncio.sleep(0)
        return connection

    async def fail(frame: Frame) -> None:
        raise ConnectionResetError

    connection = asyncio.run(sit())

    assert (connection.is_broken, waiting(connection), over) == (True, [], [True])
