"""The parts of `bin/bench room`, in the order in which they run."""

import asyncio
import contextlib
import json
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.http_client import Asker
from bench.load_test import Company, Figures, Rooms, Size, bare, company
from bench.press import Presser
from bench.results import Spread, Table, spread
from bench.server_process import CROWD_CORE, PORT, SERVER_CORE, Grounds, House, cpu_of, held_to, run
from bench.services import redis_server

EVENT_EVERY = 3.0  # seconds, in each room
WARM_UP = 3.0
REDIS = PORT + 3
PAGES_A_SECOND = 200


async def ten_writers(grounds: Grounds, rooms: Rooms, size: Size, table: Table) -> None:
    """Ten writers in one room, five keys a second each"""
    async with company(grounds, rooms[:1]) as here:
        await here.crowd.come(here.crowd.lines)
        await here.type(here.crowd.lines, 50, WARM_UP)
        seen = (await here.type(here.crowd.lines, 50, size.seconds)).seen
        table.at_most("Edit-to-see, ten writers in one room, p50, durable", seen.p50, 5, "ms", str(seen))
        table.at_most("Edit-to-see, ten writers in one room, p95, durable", seen.p95, 15, "ms")


async def a_town(grounds: Grounds, rooms: Rooms, size: Size, table: Table) -> None:
    """All rooms meet: memory, an event per room every three seconds, living drafts, presses, a restart"""
    rooms, held_before = rooms[: size.rooms], _held(grounds)
    async with company(grounds, rooms) as here:
        crowd, before = here.crowd, here.houses[0].memory()
        await crowd.come(crowd.lines)
        await asyncio.sleep(WARM_UP)
        each = (here.houses[0].memory() - before) / len(crowd.lines) / 1024
        table.at_most("Server memory per idle participant", each, 45, "KiB", f"{len(crowd.lines):,} signed-in sockets")

        ours = await _events(here, size)
        name = f"Event-to-see, {size.rooms:,} rooms × {size.people}, an event per room every 3 s, p99"
        table.at_most(name, ours.seen.p99, 50, "ms", str(ours))
        keys = await _keys(here, size)
        name = f"Edit-to-see, {size.rooms:,} living drafts × {size.people}, {size.keys:,.0f} keys/s, p99"
        table.at_most(name, keys.seen.p99, 25, "ms", f"{keys}, {keys.cost:.0f} µs per delivered")
        await _presses(here, size, table)
        await _restart(here, table)
        table.at_most(
            "Keys lost or doubled, the database against what was sent",
            _astray(held_before, _held(grounds), here),
            0,
            "keys",
            _told(here),
        )

    async with company(grounds, rooms, [bare(grounds)], is_greeted=False) as here:
        await here.crowd.come(here.crowd.lines)
        floor = await _events(here, size)
        floor_keys = await _keys(here, size)
    table.at_most(
        "CPU per delivered event over the floor's, an event per room every 3 s",
        ours.cost / floor.cost,
        2.5,
        "times",
        f"{ours.cost:.0f} µs over {floor.cost:.0f} µs; the floor {floor.seen}",
    )
    more = f"{keys.cost:.0f} µs over {floor_keys.cost:.0f} µs; the floor {floor_keys.seen}"
    table.add(f"The same at {size.keys:,.0f} keys/s", "", f"{keys.cost / floor_keys.cost:.1f} times; {more}")


async def the_most(grounds: Grounds, rooms: Rooms, size: Size, table: Table) -> None:
    """As many participants as one process holds at p99 ≤ 100 ms, an event per room every three seconds"""
    held, figures = 0, None
    async with company(grounds, rooms) as here:
        crowd = here.crowd
        everyone, crowd.rooms = crowd.rooms, []
        for part in (0.5, 0.75, 1):
            crowd.rooms = everyone[: int(len(everyone) * part)]
            lines = [line for room in crowd.rooms for line in room.lines]
            await crowd.come([line for line in lines if not line.is_in])
            tried = await here.type(
                [room.lines[0] for room in crowd.rooms], len(crowd.rooms) / EVENT_EVERY, size.seconds
            )
            if tried.seen.p99 > 100:
                break
            held, figures = len(lines), tried
    bound = ", as many as a process may hold open files here" if held == len(rooms) * size.people else ""
    table.add("Most participants in one process at p99 ≤ 100 ms", "", f"{held:,}{bound}; {figures}")


async def two_processes(grounds: Grounds, rooms: Rooms, size: Size, table: Table) -> None:
    """Half of each room's pages in each of two processes with Redis, against all in one"""
    rooms = rooms[: size.rooms]
    async with company(grounds, rooms) as here:
        await here.crowd.come(here.crowd.lines)
        one = await _keys(here, size)
    async with _redis() as redis:
        address = f"redis://127.0.0.1:{REDIS}/0"
        houses = [House(grounds.data, port=PORT), House(grounds.data, port=PORT + 2)]
        for house, core in zip(houses, (SERVER_CORE, CROWD_CORE), strict=True):
            house.start(core, REDIS_URL=address)
        async with company(grounds, rooms, houses) as here:
            await here.crowd.come(here.crowd.lines)
            before = cpu_of(redis.pid)
            two = await _keys(here, size)
            carried = (cpu_of(redis.pid) - before) / two.seconds
    more = (
        f"per second of processor in the processes: one {1e6 / one.cost:,.0f} deliveries, two {2e6 / two.cost:,.0f}; "
        f"Redis {carried:.0%} of a core beside them; two: {two.seen}"
    )
    table.at_least("Two processes with Redis carry, against one", 2 * one.cost / two.cost, 1.6, "times", more)


async def beside_pages(grounds: Grounds, rooms: Rooms, size: Size, table: Table) -> None:
    """Events beside 200 pages a second, as pages are served and by Django's ASGI handler"""
    ways = {"": "config.asgi:application", " by Django's ASGI handler": "bench.by_asgi:application"}
    for way, application in ways.items():
        async with company(grounds, rooms[: size.rooms], [House(grounds.data, application).start()]) as here:
            await here.crowd.come(here.crowd.lines)
            alone = await _events(here, size)
            asking = asyncio.create_task(_ask_pages(here, PAGES_A_SECOND))
            beside = await _events(here, size)
            asking.cancel()
            pages = await asking
        name = f"Event-to-see, {size.rooms:,} rooms × {size.people}, beside {PAGES_A_SECOND} pages/s{way}, p99"
        table.add(name, "", f"{beside}; without pages {alone}; the pages {pages}")


PARTS = (ten_writers, a_town, the_most, two_processes, beside_pages)


async def _ask_pages(here: Company, rate: int) -> Spread:
    """Until cancelled, on a schedule that waits for no answer; how long the answered ones took."""
    session = here.crowd.rooms[0].lines[0].session
    asker, taken, under_way = Asker(here.houses[0].port, session, 100), [], set()

    async def one() -> None:
        began = time.perf_counter()
        await asker.get("/om/")
        taken.append(time.perf_counter() - began)

    with contextlib.suppress(asyncio.CancelledError):
        while True:
            task = asyncio.create_task(one())
            under_way.add(task)
            task.add_done_callback(under_way.discard)
            await asyncio.sleep(1 / rate)
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)
    return spread(taken)


async def _events(here: Company, size: Size) -> Figures:
    """An event is a line: kept in the database before the nine others see it and its writer hears that it is kept."""
    writers = [room.lines[0] for room in here.crowd.rooms]
    await here.type(writers, len(writers) / EVENT_EVERY, WARM_UP)
    return await here.type(writers, len(writers) / EVENT_EVERY, size.seconds)


async def _keys(here: Company, size: Size) -> Figures:
    """Two who write in each room."""
    writers = [line for place in (0, 1) for room in here.crowd.rooms for line in room.lines[place : place + 1]]
    await here.type(writers, size.keys, WARM_UP)
    return await here.type(writers, size.keys, size.seconds)


async def _presses(here: Company, size: Size, table: Table) -> None:
    """Pause and go on, by each room's lärledare, faster and faster while p99 ≤ 50 ms."""
    presser, best, cost = Presser(here.houses[0].port), None, 0.0
    before = here.cpu()
    await asyncio.sleep(5)
    idle = (here.cpu() - before) / 5
    for rate in size.presses:
        tried = await here.press(presser, rate, size.seconds / 2)
        cost = (tried.cpu - idle * tried.seconds) / (tried.seen.samples / size.people) * 1e3
        if rate == size.presses[0]:
            table.add(f"Press-to-see, {rate} presses/s (one per room and minute), p99", "", str(tried))
        if tried.seen.p99 > 50 or presser.refused:
            break
        best = (rate, tried)
    said = f"{best[0]} presses/s; {best[1]}" if best else "none"
    table.add("Most presses a second at p99 ≤ 50 ms", "", f"{said}; {cost:.1f} ms of processor each")


async def _restart(here: Company, table: Table) -> None:
    house, crowd = here.houses[0], here.crowd
    house.kill()
    await asyncio.sleep(0.5)
    began = time.perf_counter()
    house.start()
    await asyncio.to_thread(house.wait)
    answered = time.perf_counter()
    await crowd.come(crowd.lines)
    back = time.perf_counter()
    more = f"after the server's own start, {answered - began:.1f} s; {house.cpu():.1f} s of processor in all"
    table.at_most(f"{len(crowd.lines):,} reconnecting after kill -9, all back", back - answered, 15, "s", more)


def _held(grounds: Grounds) -> dict[str, int]:
    return dict(json.loads(run(grounds.data, "-m", "bench.rooms_dataset", "read")))


def _astray(before: dict[str, int], after: dict[str, int], here: Company) -> int:
    typed = {str(room.draft): sum(line.writer.typed for line in room.lines) for room in here.crowd.rooms}
    return sum(abs(after[draft] - before[draft] - typed[draft]) for draft in typed)


def _told(here: Company) -> str:
    typed = sum(line.writer.typed for line in here.crowd.lines)
    return f"{typed:,} sent in {len(here.crowd.rooms):,} drafts"


@asynccontextmanager
async def _redis() -> AsyncIterator[subprocess.Popen[bytes]]:
    quietly = ["--port", str(REDIS), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([redis_server(), *quietly], stdout=subprocess.DEVNULL, preexec_fn=held_to(CROWD_CORE))
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
