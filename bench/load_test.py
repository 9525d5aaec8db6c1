"""A load test: one or more servers with a pool of clients, whose keys and presses are scheduled and measured."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bench.clients import Client, ClientPool
from bench.press import Presser
from bench.results import Percentiles, percentiles
from bench.server_process import PORT, DataFolder, ServerProcess

Rooms = list[dict[str, Any]]
DELIVERY_GRACE = 1.5  # seconds, in which the last events are delivered


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
    seen: Percentiles
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


class LoadTest:
    def __init__(self, servers: list[ServerProcess], pool: ClientPool) -> None:
        self.servers, self.pool = servers, pool
        self._chance = random.Random(1)

    def cpu(self) -> float:
        return sum(server.cpu() for server in self.servers)

    async def type_keys(self, clients: list[Client], rate: float, seconds: float) -> Figures:
        """Each client types a key in turn, `rate` keys a second in all; returns edit-to-see latencies."""
        return await self._run_schedule(
            rate, seconds, lambda n: clients[n % len(clients)].type_key(), lambda: self.pool.edit_latencies
        )

    async def press_buttons(self, presser: Presser, rate: float, seconds: float) -> Figures:
        """Each room's lärledare presses in turn, `rate` presses a second in all; returns press-to-see latencies."""
        under_way: set[asyncio.Task[None]] = set()

        def one(n: int) -> None:
            rooms = self.pool.rooms
            task = asyncio.create_task(presser.pause_or_go_on(rooms[n % len(rooms)]))
            under_way.add(task)
            task.add_done_callback(under_way.discard)

        figures = await self._run_schedule(rate, seconds, one, lambda: self.pool.press_latencies)
        await asyncio.gather(*under_way)
        return figures

    async def _run_schedule(
        self, rate: float, seconds: float, do: Callable[[int], None], latencies: Callable[[], Any]
    ) -> Figures:
        """Call `do(n)` at random times (the same in every run) without waiting for answers: an open-loop load."""
        self.pool.reset_samples()
        before, began = self.cpu(), time.perf_counter()
        due, n = began, 0
        while due - began < seconds:
            wait = due - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            do(n)
            due, n = due + self._chance.expovariate(rate), n + 1
        await asyncio.sleep(DELIVERY_GRACE)
        lasted = time.perf_counter() - began
        return Figures(percentiles(latencies()), self.pool.delivered, self.cpu() - before, lasted)


@asynccontextmanager
async def load_test(
    folder: DataFolder, rooms: Rooms, servers: list[ServerProcess] | None = None, has_greeting: bool = True
) -> AsyncIterator[LoadTest]:
    servers = servers or [ServerProcess(folder.data).start()]
    try:
        for server in servers:
            await asyncio.to_thread(server.wait)
        pool = ClientPool(rooms, [server.port for server in servers], has_greeting)
        try:
            yield LoadTest(servers, pool)
        finally:
            await pool.disconnect_all()
    finally:
        for server in servers:
            server.kill()


def baseline(folder: DataFolder) -> ServerProcess:
    return ServerProcess(folder.data, "bench.baseline_server:application", PORT + 1).start()
