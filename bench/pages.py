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

from bench.http_client import Asker
from bench.page_rows import FRAGMENT, PRESS, ROOM, RUNNING, Row, rows
from bench.pressed_step import Room
from bench.results import Table
from bench.server_process import CROWD_CORE, PORT, House
from bench.snapshots import Stages, play
from tests.world import prepare

BARE = Row("The bare view", "/bare/")
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
    """Of one row by one kind of server, a sample per round. Seconds."""

    cpu: list[float] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)

    @property
    def cost(self) -> float:
        """Milliseconds of processor per request: the lower quartile, since a neighbour can only add to it."""
        return _quartile(self.cpu) * 1000

    def __str__(self) -> str:
        return f"{self.cost:.2f} ms, {1 / _quartile(self.taken):,.0f}/s"


class Bench:
    def __init__(self, data: Path, size: Size, stack: ExitStack) -> None:
        self.size, self.facts = size, json.loads((data / "facts.json").read_text())
        self.stages = Stages(data)
        self.figures: dict[tuple[Row, str], Figures] = defaultdict(Figures)
        self.fetched: dict[Row, int] = {}
        bare = {"DJANGO_SETTINGS_MODULE": "bench.bare_settings"}
        self.servers = {
            OURS: _started(stack, data, "config.asgi:application", PORT),
            BY_ASGI: _started(stack, data, "bench.by_asgi:application", PORT + 1),
        }
        self.bare = {
            OURS: _started(stack, data, "config.asgi:application", PORT + 2, **bare),
            BY_ASGI: _started(stack, data, "bench.by_asgi:application", PORT + 3, **bare),
        }

    async def run(self) -> None:
        await play(self.stages, self.servers[OURS].port, self.facts)
        chance, order = random.Random(1), [BARE, *rows(self.facts)]
        for number in range(
            self.size.rounds + 1
        ):  # the first one is not counted: what is asked for once is then at hand
            chance.shuffle(order)
            for row in order:
                for how in chance.sample((OURS, BY_ASGI), 2):
                    cpu, taken = await self._measure(row, how)
                    if number:
                        self.figures[row, how].cpu.append(cpu)
                        self.figures[row, how].taken.append(taken)
                if number:
                    said = "; ".join(f"{how} {self.figures[row, how]}" for how in (OURS, BY_ASGI))
                    say(f"{number}/{self.size.rounds} {row.name}: {said}")

    async def _measure(self, row: Row, how: str) -> tuple[float, float]:
        """Seconds of processor, and by the clock, per request."""
        server = (self.bare if row == BARE else self.servers)[how]
        if row.stage == RUNNING and not row.is_press:
            return await self._get(server, row)
        self.stages.release(row.stage)
        try:
            ask = {PRESS: self._press, ROOM: self._press_in_a_room}.get(row.kind, self._get)
            return await ask(server, row)
        finally:
            self.stages.release(RUNNING)

    async def _get(self, server: House, row: Row) -> tuple[float, float]:
        asker = Asker(server.port, self.facts["sessions"]["anna"] if row.is_signed_in else "", CONNECTIONS)

        async def get() -> None:
            await asker.get(row.path, is_fragment=row.kind == FRAGMENT)

        await get()
        found = await _cost(server, self.size.requests, get)
        await asker.close()
        return found

    async def _press(self, server: House, row: Row) -> tuple[float, float]:
        asker = Asker(server.port, self.facts["sessions"]["anna"])
        await asker.get(f"/moten/{self.facts['meeting']}/rum/")  # what was put back is read again
        found = await _cost(server, 1, lambda: asker.post(row.path, row.fields))
        await asker.close()
        return found

    async def _press_in_a_room(self, server: House, row: Row) -> tuple[float, float]:
        room = Room(server.port, self.facts)
        await room.open()

        async def press() -> None:
            self.fetched[row] = await room.press(row.path, row.fields)

        found = await _cost(server, 1, press)
        await room.close()
        return found

    def table(self) -> Table:
        table = Table()
        for row in [BARE, *rows(self.facts)]:
            if self.figures[row, OURS].cpu and self.figures[row, BY_ASGI].cpu:
                self._judge(row, table)
        return table

    def _judge(self, row: Row, table: Table) -> None:
        ours, by_asgi = self.figures[row, OURS], self.figures[row, BY_ASGI]
        times = ours.cost / self.figures[BARE, OURS].cost
        name = f"{row.name} ({self.fetched[row]} fragments)" if row in self.fetched else row.name
        said = f"{times:.2f} times the bare view: {ours}; by ASGI {by_asgi}, {ours.cost / by_asgi.cost:.2f} of it"
        if row.before and row.share:
            of_before = ours.cost / self.figures[BARE, BY_ASGI].cost / row.before
            table.add(
                name, f"≤ {row.share:g} of 7886573", f"{of_before:.2f} of 7886573; {said}", of_before <= row.share
            )
        else:
            table.add(name, f"≤ {row.aim:g} times" if row.aim else "", said, times <= row.aim if row.aim else None)


def _quartile(samples: list[float]) -> float:
    return sorted(samples)[len(samples) // 4]


async def _cost(server: House, times: int, ask: Callable[[], Coroutine[Any, Any, Any]]) -> tuple[float, float]:
    await _settled(server)
    before, began = server.cpu(), time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(times)))
    taken = time.perf_counter() - began
    await _settled(server)
    return (server.cpu() - before) / times, taken / times


async def _settled(server: House) -> None:
    """What a press sets going in the server goes on after its answer."""
    last = -1.0
    while server.cpu() - last > 0.0005:
        last = server.cpu()
        await asyncio.sleep(0.01)


def _started(stack: ExitStack, data: Path, application: str, port: int, **environment: str) -> House:
    house = House(data, application, port).start(**QUIETLY, **environment)
    stack.callback(house.end)
    return house.wait()


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
            os.sched_setaffinity(0, {CROWD_CORE})
        try:
            asyncio.run(bench.run())
        finally:
            say(f"\n{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
            say(f"Servers on one core, browser on another; load when done: {os.getloadavg()[0]:.1f}\n")
            if bench.figures:
                print(bench.table().as_markdown())  # noqa: T201


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
