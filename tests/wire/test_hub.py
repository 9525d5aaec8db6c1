"""Seats by room: who gets a frame, and what becomes of one who falls behind."""

import asyncio
import sys

import pytest

from kollegium.wire.hub import MOST_WAITING, Frame, Hub, Seat


def waiting(seat: Seat) -> list[Frame]:
    return list(seat.frames)


def test_a_frame_reaches_all_in_the_room_but_its_sender_and_nobody_else() -> None:
    hub = Hub()
    bo, carin, david = Seat(room=1, user=2, group=1), Seat(room=1, user=3, group=1), Seat(room=9, user=4, group=2)
    for seat in (bo, carin, david):
        hub.sit(seat)

    hub.share(1, "hej", but=bo.number)

    assert (waiting(bo), waiting(carin), waiting(david)) == ([], ["hej"], [])


def test_one_who_has_risen_gets_nothing_and_an_empty_room_is_forgotten() -> None:
    hub = Hub()
    bo = Seat(room=1, user=2, group=1)
    hub.sit(bo)

    hub.rise(bo)
    hub.share(1, "hej")

    assert waiting(bo) == []
    assert dict(hub.rooms) == {}


def test_one_who_is_taken_out_of_a_group_is_dismissed_from_its_rooms_only() -> None:
    hub = Hub()
    here, elsewhere, other = Seat(room=1, user=2, group=1), Seat(room=5, user=2, group=7), Seat(room=1, user=3, group=1)
    for seat in (here, elsewhere, other):
        hub.sit(seat)

    hub.dismiss(2, 1, "Hej då")

    assert (here.parting, elsewhere.parting, other.parting) == ((4403, "Hej då"), None, None)


def test_one_whose_account_is_closed_is_dismissed_from_every_room() -> None:
    hub = Hub()
    here, elsewhere = Seat(room=1, user=2, group=1), Seat(room=5, user=2, group=7)
    hub.sit(here)
    hub.sit(elsewhere)

    hub.dismiss(2, None, "Stängt")

    assert here.parting == elsewhere.parting == (4403, "Stängt")


def test_a_phone_that_has_fallen_too_far_behind_is_asked_to_come_back() -> None:
    """Never a dropped frame on an open line: the page could not notice."""
    seat = Seat(room=1, user=2, group=1)

    for number in range(MOST_WAITING + 1):
        seat.give(str(number))

    assert seat.parting == (1013, "")
    assert waiting(seat) == []


def test_a_seat_delivers_in_order_until_it_is_dismissed() -> None:
    delivered: list[Frame] = []
    over: list[bool] = []

    async def sit() -> None:
        seat = Seat(room=1, user=2, group=1)
        seat.give("ett")  # before the page listens
        seat.open(keep, lambda: over.append(True))
        for frame in (b"tva", "tre"):
            seat.give(frame)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        seat.dismiss(1000, "")
        seat.give("fyra")
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

        seat = Seat(room=1, user=2, group=1)
        seat.open(keep, lambda: None)
        seat.give("ett")
        await asyncio.sleep(0)
        assert delivered == ["ett"]
        opened.clear()
        seat.give("tva")
        await asyncio.sleep(0)
        seat.give("tre")
        assert (delivered, waiting(seat)) == (["ett"], ["tre"])
        opened.set()
        for _ in range(3):
            await asyncio.sleep(0)
        seat.give("fyra")

    asyncio.run(sit())

    assert delivered == ["ett", "tva", "tre", "fyra"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Before Python 3.12 a frame leaves at the loop's next turn.")
def test_a_frame_that_the_line_takes_is_away_before_give_returns_each_time() -> None:
    delivered: list[Frame] = []

    async def sit() -> None:
        seat = Seat(room=1, user=2, group=1)
        seat.open(keep, lambda: None)
        for frame in ("ett", "tva", "tre"):
            seat.give(frame)
            assert delivered[-1] == frame

    async def keep(frame: Frame) -> None:
        delivered.append(frame)

    asyncio.run(sit())

    assert delivered == ["ett", "tva", "tre"]


def test_a_frame_given_while_another_is_being_sent_follows_it() -> None:
    """What sending sets off may give a frame to the same seat, also before the first has left."""
    delivered: list[Frame] = []

    async def sit() -> None:
        seat = Seat(room=1, user=2, group=1)

        async def keep(frame: Frame) -> None:
            if frame == "ett":
                seat.give("tva")
            delivered.append(frame)
            await asyncio.sleep(0)

        seat.open(keep, lambda: None)
        seat.give("ett")
        for _ in range(5):
            await asyncio.sleep(0)
        seat.give("tre")
        for _ in range(5):
            await asyncio.sleep(0)

    asyncio.run(sit())

    assert delivered == ["ett", "tva", "tre"]


def test_a_line_that_breaks_says_so_once_and_holds_nothing() -> None:
    over: list[bool] = []

    async def sit() -> Seat:
        seat = Seat(room=1, user=2, group=1)
        seat.open(fail, lambda: over.append(True))
        seat.give("ett")
        seat.give("tva")
        await asyncio.sleep(0)
        seat.give("tre")
        await asyncio.sleep(0)
        return seat

    async def fail(frame: Frame) -> None:
        raise ConnectionResetError

    seat = asyncio.run(sit())

    assert (seat.is_broken, waiting(seat), over) == (True, [], [True])
