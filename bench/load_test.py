"""A server with its crowd come in, and what they do together."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bench.clients import Crowd, Line
from bench.press import Presser
from bench.results import Spread, spread
from bench.server_process import PORT, Grounds, House

Rooms = list[dict[str, Any]]
AFTERWARDS = 1.5  # seconds, in which the last ones are delivered


@dataclass(frozen=True)
class Size:
    rooms: int
    people: int
    most_rooms: int  # a socket is a file, and a process may hold 20,000 here
    keys: float  # a second, in all drafts together
    seconds: float
    presses: tuple[int, ...]  # a second


WHOLE = Size(1000, 10, 1900, 2000, 20, (16, 33, 66, 100, 150, 200, 333))
SMALL = Size(100, 10, 190, 200, 6, (5, 33))


@dataclass(frozen=True)
class Figures:
    seen: Spread
    delivered: int
    cpu: float  # seconds, of the servers
    seconds: float

    @property
    def cost(self) -> float:
        """µs of processor per delivered event."""
        return self.cpu / max(self.delivered, 1) * 1e6

    @property
    def share(self) -> float:
        """Of one core."""
        return self.cpu / self.seconds

    def __str__(self) -> str:
        return f"{self.seen}; {self.share:.0%} of a core"


class Company:
    def __init__(self, houses: list[House], crowd: Crowd) -> None:
        self.houses, self.crowd = houses, crowd
        self._chance = random.Random(1)

    def cpu(self) -> float:
        return sum(house.cpu() for house in self.houses)

    async def type(self, lines: list[Line], rate: float, seconds: float) -> Figures:
        """The lines in turn, a key each, `rate` in all; edit-to-see."""
        return await self._do(rate, seconds, lambda n: lines[n % len(lines)].write(), lambda: self.crowd.seen)

    async def press(self, presser: Presser, rate: float, seconds: float) -> Figures:
        """The rooms in turn; press-to-see."""
        under_way: set[asyncio.Task[None]] = set()

        def one(n: int) -> None:
            rooms = self.crowd.rooms
            task = asyncio.create_task(presser.pause_or_go_on(rooms[n % len(rooms)]))
            under_way.add(task)
            task.add_done_callback(under_way.discard)

        figures = await self._do(rate, seconds, one, lambda: self.crowd.pressed)
        await asyncio.gather(*under_way)
        return figures

    async def _do(self, rate: float, seconds: float, do: Callable[[int], None], seen: Callable[[], Any]) -> Figures:
        """On a schedule that waits for no answer, as people don't; by chance, but the same each run."""
        self.crowd.forget()
        before, began = self.cpu(), time.perf_counter()
        due, n = began, 0
        while due - began < seconds:
            wait = due - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            do(n)
            due, n = due + self._chance.expovariate(rate), n + 1
        await asyncio.sleep(AFTERWARDS)
        lasted = time.perf_counter() - began
        return Figures(spread(seen()), self.crowd.delivered, self.cpu() - before, lasted)


@asynccontextmanager
async def company(
    grounds: Grounds, rooms: Rooms, houses: list[House] | None = None, is_greeted: bool = True
) -> AsyncIterator[Company]:
    houses = houses or [House(grounds.data).start()]
    try:
        for house in houses:
            await asyncio.to_thread(house.wait)
        crowd = Crowd(rooms, [house.port for house in houses], is_greeted)
        try:
            yield Company(houses, crowd)
        finally:
            await crowd.go()
    finally:
        for house in houses:
            house.kill()


def bare(grounds: Grounds) -> House:
    return House(grounds.data, "bench.baseline_server:application", PORT + 1).start()
