"""The scenarios of `bin/bench room`, in the order in which they run."""

import asyncio
import contextlib
import json
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.http_client import HttpClient
from bench.load_test import Figures, LoadTest, Rooms, Size, baseline, load_test
from bench.press import Presser
from bench.results import Percentiles, Table, percentiles
from bench.server_process import CLIENT_CORE, PORT, SERVER_CORE, DataFolder, ServerProcess, cpu_of, pinned_to, run
from bench.services import redis_server

EVENT_EVERY = 3.0  # seconds, in each room
WARM_UP = 3.0
REDIS = PORT + 3
PAGES_A_SECOND = 200


async def ten_writers(folder: DataFolder, rooms: Rooms, size: Size, table: Table) -> None:
    """Ten writers in one room, five keys a second each"""
    async with load_test(folder, rooms[:1]) as load:
        await load.pool.connect_all(load.pool.clients)
        await load.type_keys(load.pool.clients, 50, WARM_UP)
        seen = (await load.type_keys(load.pool.clients, 50, size.seconds)).seen
        table.at_most("Edit-to-see, ten writers in one room, p50, durable", seen.p50, 5, "ms", str(seen))
        table.at_most("Edit-to-see, ten writers in one room, p95, durable", seen.p95, 15, "ms")


async def all_rooms(folder: DataFolder, rooms: Rooms, size: Size, table: Table) -> None:
    """All rooms meet: memory, an event per room every three seconds, living drafts, presses, a restart"""
    rooms, characters_before = rooms[: size.rooms], _stored_characters(folder)
    async with load_test(folder, rooms) as load:
        pool, before = load.pool, load.servers[0].memory()
        await pool.connect_all(pool.clients)
        await asyncio.sleep(WARM_UP)
        each = (load.servers[0].memory() - before) / len(pool.clients) / 1024
        table.at_most("Server memory per idle participant", each, 45, "KiB", f"{len(pool.clients):,} signed-in sockets")

        ours = await _type_events(load, size)
        name = f"Event-to-see, {size.rooms:,} rooms × {size.people}, an event per room every 3 s, p99"
        table.at_most(name, ours.seen.p99, 50, "ms", str(ours))
        keys = await _type_quickly(load, size)
        name = f"Edit-to-see, {size.rooms:,} living drafts × {size.people}, {size.keys:,.0f} keys/s, p99"
        table.at_most(name, keys.seen.p99, 25, "ms", f"{keys}, {keys.cost:.0f} µs per delivered")
        await _measure_presses(load, size, table)
        await _measure_restart(load, table)
        table.at_most(
            "Keys lost or doubled, the database against what was sent",
            _lost_or_doubled(characters_before, _stored_characters(folder), load),
            0,
            "keys",
            _sent(load),
        )

    async with load_test(folder, rooms, [baseline(folder)], has_greeting=False) as load:
        await load.pool.connect_all(load.pool.clients)
        baseline_events = await _type_events(load, size)
        baseline_keys = await _type_quickly(load, size)
    table.at_most(
        "CPU per delivered event over the baseline's, an event per room every 3 s",
        ours.cost / baseline_events.cost,
        2.5,
        "times",
        f"{ours.cost:.0f} µs over {baseline_events.cost:.0f} µs; the baseline {baseline_events.seen}",
    )
    more = f"{keys.cost:.0f} µs over {baseline_keys.cost:.0f} µs; the baseline {baseline_keys.seen}"
    table.add(f"The same at {size.keys:,.0f} keys/s", "", f"{keys.cost / baseline_keys.cost:.1f} times; {more}")


async def most_participants(folder: DataFolder, rooms: Rooms, size: Size, table: Table) -> None:
    """As many participants as one process holds at p99 ≤ 100 ms, an event per room every three seconds"""
    held, figures = 0, None
    async with load_test(folder, rooms) as load:
        pool = load.pool
        every_room, pool.rooms = pool.rooms, []
        for share in (0.5, 0.75, 1):
            pool.rooms = every_room[: int(len(every_room) * share)]
            clients = [client for room in pool.rooms for client in room.clients]
            await pool.connect_all([client for client in clients if not client.is_connected])
            tried = await load.type_keys(
                [room.clients[0] for room in pool.rooms], len(pool.rooms) / EVENT_EVERY, size.seconds
            )
            if tried.seen.p99 > 100:
                break
            held, figures = len(clients), tried
    bound = ", as many as a process may hold open files here" if held == len(rooms) * size.people else ""
    table.add("Most participants in one process at p99 ≤ 100 ms", "", f"{held:,}{bound}; {figures}")


async def two_processes(folder: DataFolder, rooms: Rooms, size: Size, table: Table) -> None:
    """Half of each room's pages in each of two processes with Redis, against all in one"""
    rooms = rooms[: size.rooms]
    async with load_test(folder, rooms) as load:
        await load.pool.connect_all(load.pool.clients)
        one = await _type_quickly(load, size)
    async with _redis() as redis:
        address = f"redis://127.0.0.1:{REDIS}/0"
        servers = [ServerProcess(folder.data, port=PORT), ServerProcess(folder.data, port=PORT + 2)]
        for server, core in zip(servers, (SERVER_CORE, CLIENT_CORE), strict=True):
            server.start(core, REDIS_URL=address)
        async with load_test(folder, rooms, servers) as load:
            await load.pool.connect_all(load.pool.clients)
            before = cpu_of(redis.pid)
            two = await _type_quickly(load, size)
            redis_share = (cpu_of(redis.pid) - before) / two.seconds
    more = (
        f"per second of processor in the processes: one {1e6 / one.cost:,.0f} deliveries, two {2e6 / two.cost:,.0f}; "
        f"Redis {redis_share:.0%} of a core beside them; two: {two.seen}"
    )
    table.at_least("Two processes with Redis carry, against one", 2 * one.cost / two.cost, 1.6, "times", more)


async def beside_pages(folder: DataFolder, rooms: Rooms, size: Size, table: Table) -> None:
    """Events beside 200 pages a second, as pages are served and by Django's ASGI handler"""
    ways = {"": "config.asgi:application", " by Django's ASGI handler": "bench.by_asgi:application"}
    for way, application in ways.items():
        async with load_test(folder, rooms[: size.rooms], [ServerProcess(folder.data, application).start()]) as load:
            await load.pool.connect_all(load.pool.clients)
            alone = await _type_events(load, size)
            asking = asyncio.create_task(_request_pages(load, PAGES_A_SECOND))
            beside = await _type_events(load, size)
            asking.cancel()
            pages = await asking
        name = f"Event-to-see, {size.rooms:,} rooms × {size.people}, beside {PAGES_A_SECOND} pages/s{way}, p99"
        table.add(name, "", f"{beside}; without pages {alone}; the pages {pages}")


SCENARIOS = (ten_writers, all_rooms, most_participants, two_processes, beside_pages)


async def _request_pages(load: LoadTest, rate: int) -> Percentiles:
    """Until cancelled, on a schedule that waits for no answer; how long the answered ones took."""
    session = load.pool.rooms[0].clients[0].session
    client, taken, under_way = HttpClient(load.servers[0].port, session, 100), [], set()

    async def one() -> None:
        began = time.perf_counter()
        await client.get("/om/")
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
    return percentiles(taken)


async def _type_events(load: LoadTest, size: Size) -> Figures:
    """An event is a line: kept in the database before the nine others see it and its writer hears that it is kept."""
    writers = [room.clients[0] for room in load.pool.rooms]
    await load.type_keys(writers, len(writers) / EVENT_EVERY, WARM_UP)
    return await load.type_keys(writers, len(writers) / EVENT_EVERY, size.seconds)


async def _type_quickly(load: LoadTest, size: Size) -> Figures:
    """Two writers in each room, `size.keys` keys a second in all."""
    writers = [client for place in (0, 1) for room in load.pool.rooms for client in room.clients[place : place + 1]]
    await load.type_keys(writers, size.keys, WARM_UP)
    return await load.type_keys(writers, size.keys, size.seconds)


async def _measure_presses(load: LoadTest, size: Size, table: Table) -> None:
    """Pause and go on, by each room's lärledare, faster and faster while p99 ≤ 50 ms."""
    presser, best, cost = Presser(load.servers[0].port), None, 0.0
    before = load.cpu()
    await asyncio.sleep(5)
    idle = (load.cpu() - before) / 5
    for rate in size.presses:
        tried = await load.press_buttons(presser, rate, size.seconds / 2)
        cost = (tried.cpu - idle * tried.seconds) / (tried.seen.samples / size.people) * 1e3
        if rate == size.presses[0]:
            table.add(f"Press-to-see, {rate} presses/s (one per room and minute), p99", "", str(tried))
        if tried.seen.p99 > 50 or presser.refused:
            break
        best = (rate, tried)
    most = f"{best[0]} presses/s; {best[1]}" if best else "none"
    table.add("Most presses a second at p99 ≤ 50 ms", "", f"{most}; {cost:.1f} ms of processor each")


async def _measure_restart(load: LoadTest, table: Table) -> None:
    server, pool = load.servers[0], load.pool
    server.kill()
    await asyncio.sleep(0.5)
    began = time.perf_counter()
    server.start()
    await asyncio.to_thread(server.wait)
    answered = time.perf_counter()
    await pool.connect_all(pool.clients)
    back = time.perf_counter()
    more = f"after the server's own start, {answered - began:.1f} s; {server.cpu():.1f} s of processor in all"
    table.at_most(f"{len(pool.clients):,} reconnecting after kill -9, all back", back - answered, 15, "s", more)


def _stored_characters(folder: DataFolder) -> dict[str, int]:
    return dict(json.loads(run(folder.data, "-m", "bench.rooms_dataset", "read")))


def _lost_or_doubled(before: dict[str, int], after: dict[str, int], load: LoadTest) -> int:
    typed = {str(room.draft): sum(client.writer.typed for client in room.clients) for room in load.pool.rooms}
    return sum(abs(after[draft] - before[draft] - typed[draft]) for draft in typed)


def _sent(load: LoadTest) -> str:
    typed = sum(client.writer.typed for client in load.pool.clients)
    return f"{typed:,} sent in {len(load.pool.rooms):,} drafts"


@asynccontextmanager
async def _redis() -> AsyncIterator[subprocess.Popen[bytes]]:
    quietly = ["--port", str(REDIS), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([redis_server(), *quietly], stdout=subprocess.DEVNULL, preexec_fn=pinned_to(CLIENT_CORE))
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
