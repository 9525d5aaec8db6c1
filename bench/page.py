"""`bin/bench page`: what the room's page weighs, how soon a phone shows it, and how it does without WebSockets."""

import asyncio
import json
import os
import statistics
import sys
from collections import Counter
from datetime import date
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from bench.load_test import LoadTest, Rooms, load_test
from bench.press import Presser
from bench.results import Table, percentiles
from bench.server_process import DataFolder
from tests.journeys.test_never_a_word_lost import NO_SOCKETS

LOADS = 5
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries())
    window.shifts.push([shift.value.toFixed(4), ...shift.sources.map(({ node }) => node?.className || node?.nodeName)]);
}).observe({ type: "layout-shift", buffered: true });
"""
AREA = 'document.querySelector("[data-heading=talked]")'
SEEN_AT = f"""(words) => new Promise((resolve) => {{
  const now = () => performance.timeOrigin + performance.now();
  const look = () => ({AREA}.value.includes(words) ? resolve(now()) : setTimeout(look, 5));
  look();
}})"""
WRITTEN_AT = f"""(words) => {{
  {AREA}.value += words;
  {AREA}.dispatchEvent(new Event("input", {{ bubbles: true }}));
  return performance.timeOrigin + performance.now();
}}"""
LINES = 30
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def main() -> None:
    table = Table()
    with DataFolder(1, 10) as folder:
        rooms = json.loads((folder.data / "rooms.json").read_text())["rooms"]
        asyncio.run(measure(folder, rooms, table))
    print(f"{date.today()}; load when done: {os.getloadavg()[0]:.1f}\n", file=sys.stderr)  # noqa: T201
    print(table.as_markdown())  # noqa: T201


async def measure(folder: DataFolder, rooms: Rooms, table: Table) -> None:
    async with load_test(folder, rooms) as load, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        loads = [await _load(browser, load) for _ in range(LOADS + 1)][1:]  # the server's own first time is not ours
        weight = loads[0]["weight"]
        parts = ", ".join(f"{kind.lower()} {size / 1000:.1f}" for kind, size in weight.most_common())
        table.at_most("Room page, transferred with an empty cache", weight.total() / 1000, 150, "kB", parts)
        table.at_most("of it scripts", weight["Script"] / 1000, 64, "kB")
        table.add("of it fonts", "", f"{weight['Font'] / 1000:.1f} kB")
        paints = [load["painted"] for load in loads]
        more = f"median of {LOADS}, slowest {max(paints):.0f} ms"
        table.at_most("First contentful paint, 390 px, loopback", statistics.median(paints), 400, "ms", more)
        await _shifts(browser, load, table)
        await _without_sockets(browser, load, table)
        await browser.close()


async def _open(browser: Browser, load: LoadTest, who: int = -1) -> Page:
    session = load.pool.rooms[0].clients[who].session
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, service_workers="block"
    )  # what a worker fetches is not counted as the page's
    await context.add_cookies([{"name": "sessionid", "value": session, "url": load.servers[0].address}])
    await context.add_init_script(SHIFTS)
    return await context.new_page()


async def _load(browser: Browser, load: LoadTest) -> dict[str, Any]:
    page = await _open(browser, load)
    weight: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Network.enable")
    devtools.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    devtools.on(
        "Network.loadingFinished",
        lambda event: weight.update({kinds.get(event["requestId"], "Other"): round(event["encodedDataLength"])}),
    )
    await page.goto(f"{load.servers[0].address}/moten/{load.pool.rooms[0].meeting}/rum/")
    await page.wait_for_selector("[data-heading]:not([readonly])", state="attached")  # the draft is open to write in
    await page.wait_for_load_state("networkidle")
    painted = await page.evaluate(PAINTED)
    await page.context.close()
    return {"weight": weight, "painted": painted}


async def _shifts(browser: Browser, load: LoadTest, table: Table) -> None:
    """While others come, write under three seconds in a row, and the lärledare presses pause, go on and next step."""
    page = await _open(browser, load)
    room, presser = load.pool.rooms[0], Presser(load.servers[0].port)
    leader = room.clients[0].session
    await page.goto(f"{load.servers[0].address}/moten/{room.meeting}/rum/", wait_until="networkidle")
    await page.evaluate("document.fonts.ready")
    at_load = await page.evaluate("window.shifts.splice(0).map(String)")
    await load.pool.connect_all(room.clients[:-1])
    steps = await _shifts_of(page, load, presser, ("steg",), leader)
    events = await _shifts_of(page, load, presser, ("paus", "fortsattning", "tur", "tur", "tid"), leader)
    steps += await _shifts_of(page, load, presser, ("steg", "steg"), leader)
    table.add("Layout shift while loading", "none", "; ".join(at_load) or "none", not at_load)
    table.add("Layout shifts while events arrive", "none", "; ".join(events[:6]) or "none", not events)
    table.add("As a new step puts something else on the stage", "", "; ".join(steps[:6]) or "none")
    if presser.refused:
        table.add("Presses that were refused", "", str(presser.refused))
    await page.context.close()


async def _without_sockets(browser: Browser, load: LoadTest, table: Table) -> None:
    """Two pages that have only plain HTTP: from a key on the one to the same key on the other."""
    pages = [await _open(browser, load, who) for who in (-1, -2)]
    for page in pages:
        await page.add_init_script(NO_SOCKETS)
        await page.goto(f"{load.servers[0].address}/moten/{load.pool.rooms[0].meeting}/rum/")
        await page.wait_for_selector("saved-state[data-state=saved]", timeout=60_000)
        await page.wait_for_selector("[data-heading=talked]:not([readonly])", state="attached")
    took = []
    for client in range(LINES):
        writer, reader = pages if client % 2 else pages[::-1]
        words = f"rad-{client} "
        seen = asyncio.create_task(reader.evaluate(SEEN_AT, words))
        await asyncio.sleep(0.1 + 0.05 * (client % 7))
        written_at = await writer.evaluate(WRITTEN_AT, words)
        took.append((await seen - written_at) / 1000)
    what = f"edit-to-see by plain HTTP, slowest of {LINES}"
    table.at_most(f"Without WebSockets: {what}", max(took) * 1000, 2000, "ms", str(percentiles(took)))
    for page in pages:
        await page.context.close()


async def _shifts_of(page: Page, load: LoadTest, presser: Presser, nouns: tuple[str, ...], leader: str) -> list[str]:
    room = load.pool.rooms[0]
    for noun in nouns:
        await load.type_keys(room.clients[:3], 5, 1)
        await presser.press(f"/moten/{room.meeting}/{noun}/", leader)
        await page.wait_for_timeout(400)
    return list(await page.evaluate("window.shifts.splice(0).map(String)"))


if __name__ == "__main__":
    main()
