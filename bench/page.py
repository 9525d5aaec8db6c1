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

from bench.load_test import Company, Rooms, company
from bench.press import Presser
from bench.results import Table, spread
from bench.server_process import Grounds
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
    with Grounds(1, 10) as grounds:
        rooms = json.loads((grounds.data / "town.json").read_text())["rooms"]
        asyncio.run(measure(grounds, rooms, table))
    print(f"{date.today()}; load when done: {os.getloadavg()[0]:.1f}\n", file=sys.stderr)  # noqa: T201
    print(table.as_markdown())  # noqa: T201


async def measure(grounds: Grounds, rooms: Rooms, table: Table) -> None:
    async with company(grounds, rooms) as here, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        loads = [await _load(browser, here) for _ in range(LOADS + 1)][1:]  # the server's own first time is not ours
        weight = loads[0]["weight"]
        parts = ", ".join(f"{kind.lower()} {size / 1000:.1f}" for kind, size in weight.most_common())
        table.at_most("Room page, transferred with an empty cache", weight.total() / 1000, 150, "kB", parts)
        table.at_most("of it scripts", weight["Script"] / 1000, 64, "kB")
        table.add("of it fonts", "", f"{weight['Font'] / 1000:.1f} kB")
        paints = [load["painted"] for load in loads]
        more = f"median of {LOADS}, slowest {max(paints):.0f} ms"
        table.at_most("First contentful paint, 390 px, loopback", statistics.median(paints), 400, "ms", more)
        await _shifts(browser, here, table)
        await _without_sockets(browser, here, table)
        await browser.close()


async def _open(browser: Browser, here: Company, who: int = -1) -> Page:
    session = here.crowd.rooms[0].lines[who].session
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, service_workers="block"
    )  # what a worker fetches is not counted as the page's
    await context.add_cookies([{"name": "sessionid", "value": session, "url": here.houses[0].address}])
    await context.add_init_script(SHIFTS)
    return await context.new_page()


async def _load(browser: Browser, here: Company) -> dict[str, Any]:
    page = await _open(browser, here)
    weight: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Network.enable")
    devtools.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: said["type"]}))
    devtools.on(
        "Network.loadingFinished",
        lambda said: weight.update({kinds.get(said["requestId"], "Other"): round(said["encodedDataLength"])}),
    )
    await page.goto(f"{here.houses[0].address}/moten/{here.crowd.rooms[0].meeting}/rum/")
    await page.wait_for_selector("[data-heading]:not([readonly])", state="attached")  # the draft is open to write in
    await page.wait_for_load_state("networkidle")
    painted = await page.evaluate(PAINTED)
    await page.context.close()
    return {"weight": weight, "painted": painted}


async def _shifts(browser: Browser, here: Company, table: Table) -> None:
    """While others come, write under three seconds in a row, and the lärledare presses pause, go on and next step."""
    page = await _open(browser, here)
    room, presser = here.crowd.rooms[0], Presser(here.houses[0].port)
    leader = room.lines[0].session
    await page.goto(f"{here.houses[0].address}/moten/{room.meeting}/rum/", wait_until="networkidle")
    await page.evaluate("document.fonts.ready")
    at_load = await page.evaluate("window.shifts.splice(0).map(String)")
    await here.crowd.come(room.lines[:-1])
    steps = await _shifts_of(page, here, presser, ("steg",), leader)
    events = await _shifts_of(page, here, presser, ("paus", "fortsattning", "tur", "tur", "tid"), leader)
    steps += await _shifts_of(page, here, presser, ("steg", "steg"), leader)
    table.add("Layout shift while loading", "none", "; ".join(at_load) or "none", not at_load)
    table.add("Layout shifts while events arrive", "none", "; ".join(events[:6]) or "none", not events)
    table.add("As a new step puts something else on the stage", "", "; ".join(steps[:6]) or "none")
    if presser.refused:
        table.add("Presses that were refused", "", str(presser.refused))
    await page.context.close()


async def _without_sockets(browser: Browser, here: Company, table: Table) -> None:
    """Two pages that have only plain HTTP: from a key on the one to the same key on the other."""
    pages = [await _open(browser, here, who) for who in (-1, -2)]
    for page in pages:
        await page.add_init_script(NO_SOCKETS)
        await page.goto(f"{here.houses[0].address}/moten/{here.crowd.rooms[0].meeting}/rum/")
        await page.wait_for_selector("saved-state[data-state=saved]", timeout=60_000)
        await page.wait_for_selector("[data-heading=talked]:not([readonly])", state="attached")
    took = []
    for line in range(LINES):
        writer, reader = pages if line % 2 else pages[::-1]
        words = f"rad-{line} "
        seen = asyncio.create_task(reader.evaluate(SEEN_AT, words))
        await asyncio.sleep(0.1 + 0.05 * (line % 7))
        written_at = await writer.evaluate(WRITTEN_AT, words)
        took.append((await seen - written_at) / 1000)
    what = f"edit-to-see by plain HTTP, slowest of {LINES}"
    table.at_most(f"Without WebSockets: {what}", max(took) * 1000, 2000, "ms", str(spread(took)))
    for page in pages:
        await page.context.close()


async def _shifts_of(page: Page, here: Company, presser: Presser, nouns: tuple[str, ...], leader: str) -> list[str]:
    room = here.crowd.rooms[0]
    for noun in nouns:
        await here.type(room.lines[:3], 5, 1)
        await presser.press(f"/moten/{room.meeting}/{noun}/", leader)
        await page.wait_for_timeout(400)
    return list(await page.evaluate("window.shifts.splice(0).map(String)"))


if __name__ == "__main__":
    main()
