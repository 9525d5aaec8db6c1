"""Questions that come together are answered together, and one that comes alone never waits."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from kollegium.room.gathering import Gathering

LONG = 0.2  # seconds


class Desk:
    """Doubles what it is asked, and remembers who came together."""

    def __init__(self, most: int = 100, pause: float = 0) -> None:
        self.looks: list[list[int]] = []
        self.gathering: Gathering[int, int] = Gathering(self._double, ThreadPoolExecutor(1), most, pause)

    def _double(self, numbers: list[int]) -> list[int]:
        self.looks.append(numbers)
        if 13 in numbers:
            raise ValueError("13")
        return [number * 2 for number in numbers]


def test_what_is_asked_together_is_answered_in_one_look_and_in_order() -> None:
    async def ask(desk: Desk) -> list[int]:
        return await asyncio.gather(*(desk.gathering.ask(number) for number in (3, 1, 2)))

    desk = Desk()

    assert asyncio.run(ask(desk)) == [6, 2, 4]
    assert desk.looks == [[3, 1, 2]]


def test_no_look_takes_more_than_it_may() -> None:
    async def ask(desk: Desk) -> list[int]:
        return await asyncio.gather(*(desk.gathering.ask(number) for number in (1, 2, 3)))

    desk = Desk(most=2)

    assert asyncio.run(ask(desk)) == [2, 4, 6]
    assert desk.looks == [[1, 2], [3]]


def test_the_first_never_waits_and_those_who_come_in_the_pause_go_together() -> None:
    async def ask(desk: Desk) -> float:
        loop = asyncio.get_running_loop()
        began = loop.time()
        await desk.gathering.ask(1)
        first = loop.time() - began
        second = desk.gathering.ask(2)
        await asyncio.sleep(LONG / 20)
        await asyncio.gather(second, desk.gathering.ask(3))
        return first

    desk = Desk(pause=LONG)

    assert asyncio.run(ask(desk)) < LONG
    assert desk.looks == [[1], [2, 3]]


def test_a_look_that_fails_is_told_to_those_in_it_and_the_next_goes_well() -> None:
    async def ask(desk: Desk) -> int:
        with pytest.raises(ValueError, match="13"):
            await desk.gathering.ask(13)
        return await desk.gathering.ask(4)

    assert asyncio.run(ask(Desk())) == 8


def test_one_who_goes_away_takes_no_answer_from_the_others() -> None:
    async def ask(desk: Desk) -> int:
        gone, stays = desk.gathering.ask(1), desk.gathering.ask(2)
        gone.cancel()
        return await stays

    assert asyncio.run(ask(Desk())) == 4
