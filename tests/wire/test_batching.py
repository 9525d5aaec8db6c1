"""Questions that come together are answered together, and one that comes alone never waits."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError

from kollegium.wire.batching import Batcher

LONG = 0.2  # seconds


class Desk:
    """Doubles what it is asked, and remembers who came together."""

    def __init__(self, most: int = 100, pause: float = 0) -> None:
        self.looks: list[list[int]] = []
        self.batcher: Batcher[int, int] = Batcher(self._double, ThreadPoolExecutor(1), most, pause)

    def _double(self, numbers: list[int]) -> list[int]:
        self.looks.append(numbers)
        if 13 in numbers:
            raise ValueError("13")
        return [number * 2 for number in numbers]


def test_what_is_asked_together_is_answered_in_one_look_and_in_order() -> None:
    async def ask(desk: Desk) -> list[int]:
        return await asyncio.gather(*(desk.batcher.submit(number) for number in (3, 1, 2)))

    desk = Desk()

    assert asyncio.run(ask(desk)) == [6, 2, 4]
    assert desk.looks == [[3, 1, 2]]


def test_no_look_takes_more_than_it_may() -> None:
    async def ask(desk: Desk) -> list[int]:
        return await asyncio.gather(*(desk.batcher.submit(number) for number in (1, 2, 3)))

    desk = Desk(most=2)

    assert asyncio.run(ask(desk)) == [2, 4, 6]
    assert desk.looks == [[1, 2], [3]]


def test_the_first_never_waits_and_those_who_come_in_the_pause_go_together() -> None:
    async def ask(desk: Desk) -> float:
        loop = asyncio.get_running_loop()
        began = loop.time()
        await desk.batcher.submit(1)
        first = loop.time() - began
        second = desk.batcher.submit(2)
        await asyncio.sleep(LONG / 20)
        await asyncio.gather(second, desk.batcher.submit(3))
        return first

    desk = Desk(pause=LONG)

    assert asyncio.run(ask(desk)) < LONG
    assert desk.looks == [[1], [2, 3]]


def test_a_look_that_fails_is_told_to_those_in_it_and_the_next_goes_well() -> None:
    async def ask(desk: Desk) -> int:
        with pytest.raises(ValueError, match="13"):
            await desk.batcher.submit(13)
        return await desk.batcher.submit(4)

    assert asyncio.run(ask(Desk())) == 8


def test_one_who_goes_away_takes_no_answer_from_the_others() -> None:
    async def ask(desk: Desk) -> int:
        gone, stays = desk.batcher.submit(1), desk.batcher.submit(2)
        gone.cancel()
        return await stays

    assert asyncio.run(ask(Desk())) == 4


def test_one_bad_question_takes_no_answer_from_those_who_asked_with_it() -> None:
    async def ask(desk: Desk) -> list[int | BaseException]:
        asked = [desk.batcher.submit(number) for number in range(40)]
        return await asyncio.gather(*asked, return_exceptions=True)

    desk = Desk()
    answers = asyncio.run(ask(desk))

    bad = answers.pop(13)
    assert isinstance(bad, ValueError)
    assert answers == [number * 2 for number in range(40) if number != 13]
    assert len(desk.looks) < 15, "the bad one is looked for by halves"


def test_a_panic_of_the_engine_is_told_to_the_one_who_asked_and_to_nobody_else() -> None:
    class Panic(BaseException):
        """As pycrdt's: no Exception."""

    def answer(numbers: list[int]) -> list[int]:
        if 13 in numbers:
            raise Panic
        return numbers

    async def ask() -> list[int | BaseException]:
        batcher: Batcher[int, int] = Batcher(answer, ThreadPoolExecutor(1), 100)
        return await asyncio.gather(*map(batcher.submit, (12, 13, 14)), return_exceptions=True)

    twelve, bad, fourteen = asyncio.run(ask())

    assert (twelve, fourteen) == (12, 14)
    assert isinstance(bad, Panic)


def test_a_database_that_is_away_is_asked_once_and_not_by_everyone_in_turn() -> None:
    looks: list[int] = []

    def answer(numbers: list[int]) -> list[int]:
        looks.append(len(numbers))
        raise OperationalError("the connection is closed")

    async def ask() -> list[int | BaseException]:
        batcher: Batcher[int, int] = Batcher(answer, ThreadPoolExecutor(1), 100)
        return await asyncio.gather(*map(batcher.submit, range(40)), return_exceptions=True)

    answers = asyncio.run(ask())

    assert all(isinstance(answer, OperationalError) for answer in answers)
    assert looks == [40]
