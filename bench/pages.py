"""`bin/bench pages`: what each page, fragment and press costs the server, beside a bare Django view in the same run."""

import argparse
import asyncio
import json
import os
import platform
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.http_client import HttpClient
from bench.page_rows import FRAGMENT, PRESS, ROOM, RUNNING, MeasuredRequest, measured_requests
from bench.pressed_step import Room
from bench.results import Table
from bench.server_process import CLIENT_CORE, PORT, ServerProcess
from bench.snapshots import Snapshots, take_snapshots
from tests.world import prepare

BARE = MeasuredRequest("The bare view", "/bare/")
CONNECTIONS = 4
OURS, BY_ASGI = "as it is served", "by Django's ASGI handler"
QUIETLY = {"KOLLEGIUM_DEMO": "1", "KOLLEGIUM_OUTBOX_HERE": "0", "KOLLEGIUM_LOOKOUT_PAUSE": "80000"}


@dataclass(frozen=True)
class Size:
    rounds: int
    requests: int  # of each page and round


WHOLE, SMALL = Size(20, 12), Size(3, 4)


@dataclass
class Figures:
    """Of one request by one kind of server, a sample per round. Seconds."""

    cpu: list[float] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)

    @property
    def cost(self) -> float:
        """Milliseconds of processor per request: the lower quartile, since other load can only add to it."""
        return _quartile(self.cpu) * 1000

    def __str__(self) -> str:
        return f"{self.cost:.2f} ms, {1 / _quartile(self.taken):,.0f}/s"


class Bench:
    def __init__(self, data: Path, size: Size, stack: ExitStack) -> None:
        self.size, self.facts = size, json.loads((data / "facts.json").read_text())
        self.snapshots = Snapshots(data)
        self.figures: dict[tuple[MeasuredRequest, str], Figures] = defaultdict(Figures)
        self.fetched: dict[MeasuredRequest, int] = {}
        bare = {"DJANGO_SETTINGS_MODULE": "bench.bare_settings"}
        self.servers = {
            OURS: _start_server(stack, data, "config.asgi:application", PORT),
            BY_ASGI: _start_server(stack, data, "bench.by_asgi:application", PORT + 1),
        }
        self.bare = {
            OURS: _start_server(stack, data, "config.asgi:application", PORT + 2, **bare),
            BY_ASGI: _start_server(stack, data, "bench.by_asgi:application", PORT + 3, **bare),
        }

    async def run(self) -> None:
        await take_snapshots(self.snapshots, self.servers[OURS].port, self.facts)
        chance, order = random.Random(1), [BARE, *measured_requests(self.facts)]
        for number in range(
            self.size.rounds + 1
        ):  # the first one is not counted: what is asked for once is then at hand
            chance.shuffle(order)
            for request in order:
                for how in chance.sample((OURS, BY_ASGI), 2):
                    cpu, taken = await self._measure(request, how)
                    if number:
                        self.figures[request, how].cpu.append(cpu)
                        self.figures[request, how].taken.append(taken)
                if number:
                    figures = "; ".join(f"{how} {self.figures[request, how]}" for how in (OURS, BY_ASGI))
                    say(f"{number}/{self.size.rounds} {request.name}: {figures}")

    async def _measure(self, request: MeasuredRequest, how: str) -> tuple[float, float]:
        """Seconds of processor, and by the clock, per request."""
        server = (self.bare if request == BARE else self.servers)[how]
        if request.stage == RUNNING and not request.is_press:
            return await self._get(server, request)
        self.snapshots.restore(request.stage)
        try:
            ask = {PRESS: self._press, ROOM: self._press_in_a_room}.get(request.kind, self._get)
            return await ask(server, request)
        finally:
            self.snapshots.restore(RUNNING)

    async def _get(self, server: ServerProcess, request: MeasuredRequest) -> tuple[float, float]:
        client = HttpClient(server.port, self.facts["sessions"]["anna"] if request.is_signed_in else "", CONNECTIONS)

        async def get() -> None:
            await client.get(request.path, is_fragment=request.kind == FRAGMENT)

        await get()
        found = await _cost(server, self.size.requests, get)
        await client.close()
        return found

    async def _press(self, server: ServerProcess, request: MeasuredRequest) -> tuple[float, float]:
        client = HttpClient(server.port, self.facts["sessions"]["anna"])
        await client.get(f"/moten/{self.facts['meeting']}/rum/")  # what was put back is read again
        found = await _cost(server, 1, lambda: client.post(request.path, request.fields))
        await client.close()
        return found

    async def _press_in_a_room(self, server: ServerProcess, request: MeasuredRequest) -> tuple[float, float]:
        room = Room(server.port, self.facts)
        await room.open()

        async def press() -> None:
            self.fetched[request] = await room.press(request.path, request.fields)

        found = await _cost(server, 1, press)
        await room.close()
        return found

    def table(self) -> Table:
        table = Table()
        for request in [BARE, *measured_requests(self.facts)]:
            if self.figures[request, OURS].cpu and self.figures[request, BY_ASGI].cpu:
                self._judge(request, table)
        return table

    def _judge(self, request: MeasuredRequest, table: Table) -> None:
        ours, by_asgi = self.figures[request, OURS], self.figures[request, BY_ASGI]
        times = ours.cost / self.figures[BARE, OURS].cost
        name = f"{request.name} ({self.fetched[request]} fragments)" if request in self.fetched else request.name
        comparison = f"{times:.2f} times the bare view: {ours}; by ASGI {by_asgi}, {ours.cost / by_asgi.cost:.2f} of it"
        if request.before and request.share:
            of_before = ours.cost / self.figures[BARE, BY_ASGI].cost / request.before
            table.add(
                name,
                f"≤ {request.share:g} of 7886573",
                f"{of_before:.2f} of 7886573; {comparison}",
                of_before <= request.share,
            )
        else:
            table.add(
                name,
                f"≤ {request.aim:g} times" if request.aim else "",
                comparison,
                times <= request.aim if request.aim else None,
            )


def _quartile(samples: list[float]) -> float:
    return sorted(samples)[len(samples) // 4]


async def _cost(server: ServerProcess, times: int, ask: Callable[[], Coroutine[Any, Any, Any]]) -> tuple[float, float]:
    await _wait_until_idle(server)
    before, began = server.cpu(), time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(times)))
    taken = time.perf_counter() - began
    await _wait_until_idle(server)
    return (server.cpu() - before) / times, taken / times


async def _wait_until_idle(server: ServerProcess) -> None:
    """Until the server uses no processor: what a press starts goes on after its answer."""
    last = -1.0
    while server.cpu() - last > 0.0005:
        last = server.cpu()
        await asyncio.sleep(0.01)


def _start_server(stack: ExitStack, data: Path, application: str, port: int, **environment: str) -> ServerProcess:
    server = ServerProcess(data, application, port).start(**QUIETLY, **environment)
    stack.callback(server.end)
    return server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench pages", description=__doc__)
    parser.add_argument("--small", action="store_true", help="3 rounds instead of 20, in under two minutes")
    size = SMALL if parser.parse_args().small else WHOLE
    with ExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kollegium-bench-"))) / "data"
        say("Building the demo …")
        prepare(data, {"KOLLEGIUM_DEMO": "1"})
        bench = Bench(data, size, stack)
        if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
            os.sched_setaffinity(0, {CLIENT_CORE})
        try:
            asyncio.run(bench.run())
        finally:
            say(f"\n{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
            say(f"Servers on one core, client on another; load when done: {os.getloadavg()[0]:.1f}\n")
            if bench.figures:
                print(bench.table().as_markdown())  # noqa: T201


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
