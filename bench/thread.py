"""`bin/bench thread`: Min tråd with one lärträff and with ninety, in a small database and in a town of 100,000."""

import argparse
import json
import os
import platform
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench.results import Spread, Table, spread
from bench.server_process import CROWD_CORE, PORT, Grounds, House, run
from bench.timed_client import Browser

WARM_UP = 10
PERSONS = ("only", "one", "nine", "ninety")  # see bench/years_dataset.py
LIKE_ONE = 2.0  # times the page of a person with one lärträff
Samples = dict[tuple[str, str, str], list[float]]


class Years(Grounds):
    """`around`: how many live around the measured ones."""

    def __init__(self, around: int, port: int) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="kollegium-bench-"))
        run(self.data, "manage.py", "prepare")
        run(self.data, "-m", "bench.years_dataset", "build", str(around))
        self.persons: dict[str, Any] = json.loads((self.data / "years.json").read_text())
        self.questions: dict[str, dict[str, int]] = json.loads(run(self.data, "-m", "bench.years_dataset", "count"))
        self.house = House(self.data, port=port)

    @property
    def size(self) -> int:
        return sum(file.stat().st_size for file in self.data.glob("kollegium.sqlite3*"))


@dataclass(frozen=True)
class Size:
    around: int
    samples: int  # of each page
    files: int


WHOLE = Size(100_000, 400, 20)
SMALL = Size(9_000, 120, 5)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench thread", description=__doc__)
    parser.add_argument("--small", action="store_true", help="9,000 people instead of 100,000, in under two minutes")
    size = SMALL if parser.parse_args().small else WHOLE
    table = Table()
    began = time.monotonic()
    say(f"Building one database of few and one of {size.around:,} people …")
    with Years(0, PORT) as few, Years(size.around, PORT + 1) as many:
        say(f"Built in {time.monotonic() - began:.0f} s; {many.size / 1e9:.2f} GB. Measuring …")
        if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
            os.sched_setaffinity(0, {CROWD_CORE})
        towns = {"few": few, f"{size.around:,}": many}
        try:
            for town in towns.values():
                town.house.start().wait()
            measure(towns, size, table)
        finally:
            for town in towns.values():
                town.house.end()
    say(f"\n{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    say(f"Servers on one core, browser on another; load when done: {os.getloadavg()[0]:.1f}\n")
    print(table.as_markdown())  # noqa: T201


def measure(towns: dict[str, Years], size: Size, table: Table) -> None:
    tasks = {
        (name, people, person): task
        for people, town in towns.items()
        for person in PERSONS
        for name, task in tasks_of(town, person).items()
    }
    for task in tasks.values():
        for _ in range(WARM_UP):
            task()
    samples: Samples = defaultdict(list)
    chance = random.Random(1)
    order = list(tasks)
    for _ in range(size.samples):
        chance.shuffle(order)  # what else the machine does falls on all alike
        for cell in order:
            samples[cell].append(tasks[cell]())
    judge(samples, towns, table)
    files(list(towns.values())[-1], size.files, table)


def tasks_of(town: Years, person: str) -> dict[str, Callable[[], float]]:
    who = town.persons[person]
    browser = Browser(town.house.port, who["session"])
    pages = who["pages"]
    tasks = {"Min tråd": lambda: browser.ask(pages["thread"])}
    if person in ("only", "ninety"):
        tasks["A plan"] = lambda: browser.ask(pages["plan"])
        tasks["A field of a plan is saved"] = lambda: browser.post(pages["plan"], {"tried": f"Rad {time.time()}"})
        tasks["A note is saved"] = lambda: _note(browser)
    if person == "ninety":
        tasks["Visa tidigare"] = lambda: browser.ask(pages["back"], is_fragment=True)
        tasks["Visa tidigare, seven years back"] = lambda: browser.ask(pages["far back"], is_fragment=True)
    if person == "only":
        tasks["Floor: /halsa/, one question"] = lambda: browser.ask("/halsa/")
        tasks["Floor: a signed-in page with one field, /med/"] = lambda: browser.ask("/med/")
    return tasks


def _note(browser: Browser) -> float:
    """Taken away again, unmeasured: the thread must not grow under the measuring."""
    key = uuid4()
    took = browser.post("/anteckningar/", {"key": str(key), "text": "Jag provade.", "on": date.today().isoformat()})
    browser.post(f"/anteckningar/{key}/borttagning/", {})
    return took


def judge(samples: Samples, towns: dict[str, Years], table: Table) -> None:
    spreads = {cell: spread(took) for cell, took in samples.items()}
    few = next(iter(towns))
    for name in ("Min tråd", "A plan"):
        floor = spreads[name, few, "only"]
        for people in towns:
            for person in PERSONS:
                if (name, people, person) in spreads and (people, person) != (few, "only"):
                    _compare(f"{name}: {person}, {people}", spreads[name, people, person], floor, table)
    for page, name in (("thread", "Min tråd"), ("back", "Visa tidigare"), ("plan", "A plan")):
        _same_questions(name, page, towns, table)
    for (name, people, person), figures in sorted(spreads.items()):
        table.add(f"{name}: {person}, {people}", "", str(figures))
    table.add("Database", "", ", ".join(f"{people}: {town.size / 1e6:,.0f} MB" for people, town in towns.items()))


def _compare(what: str, that: Spread, only: Spread, table: Table) -> None:
    """Judged by the 95th percentile, over that of a person who has one lärträff and nothing more, among few."""
    times = that.p95 / only.p95
    figure = f"{times:.2f} times: {that.p95:.1f} over {only.p95:.1f} ms; median {that.p50 / only.p50:.2f} times"
    table.add(f"{what}, p95 over that of only, few", f"≤ {LIKE_ONE:g} times", figure, times <= LIKE_ONE)


def _same_questions(name: str, page: str, towns: dict[str, Years], table: Table) -> None:
    """As many after one as after ninety. Who has nothing planned is asked less about."""
    asked = {
        f"{person}, {people}": town.questions[person][page]
        for people, town in towns.items()
        for person in PERSONS
        if page != "back" or person not in ("only", "one")  # they have no way back that goes on
    }
    is_same = len({number for who, number in asked.items() if not who.startswith("only")}) == 1
    figure = "; ".join(f"{who}: {number}" for who, number in asked.items())
    table.add(f"{name}: questions to the database", "as many after 1 as after 90", figure, is_same)


def files(town: Years, times: int, table: Table) -> None:
    """Ninety plans, as they are taken along."""
    browser = Browser(town.house.port, town.persons["ninety"]["session"])
    for kind in ("pdf", "docx", "json"):
        browser.ask(f"/trad/min-trad.{kind}")
        took = [browser.ask(f"/trad/min-trad.{kind}") for _ in range(times)]
        table.add(f"Ninety plans to take along as {kind}", "", str(spread(took)))


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
