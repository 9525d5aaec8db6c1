"""`bin/bench thread`: Min tråd with one lärträff and with ninety, in a small database and in a dataset of 100,000."""

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

from bench.results import Percentiles, Table, percentiles
from bench.server_process import CLIENT_CORE, PORT, DataFolder, ServerProcess, run
from bench.timed_client import TimedClient

WARM_UP = 10
PERSONS = ("only", "one", "nine", "ninety")  # see bench/years_dataset.py
MOST_TIMES = 2.0  # times the page of a person with one lärträff
Samples = dict[tuple[str, str, str], list[float]]


class YearsFolder(DataFolder):
    """`background`: how many people there are besides the measured ones."""

    def __init__(self, background: int, port: int) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="kollegium-bench-"))
        run(self.data, "manage.py", "prepare")
        run(self.data, "-m", "bench.years_dataset", "build", str(background))
        self.persons: dict[str, Any] = json.loads((self.data / "years.json").read_text())
        self.queries: dict[str, dict[str, int]] = json.loads(run(self.data, "-m", "bench.years_dataset", "count"))
        self.server = ServerProcess(self.data, port=port)

    @property
    def size(self) -> int:
        return sum(file.stat().st_size for file in self.data.glob("kollegium.sqlite3*"))


@dataclass(frozen=True)
class Size:
    background: int
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
    say(f"Building one database of few and one of {size.background:,} people …")
    with YearsFolder(0, PORT) as few, YearsFolder(size.background, PORT + 1) as many:
        say(f"Built in {time.monotonic() - began:.0f} s; {many.size / 1e9:.2f} GB. Measuring …")
        if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
            os.sched_setaffinity(0, {CLIENT_CORE})
        datasets = {"few": few, f"{size.background:,}": many}
        try:
            for dataset in datasets.values():
                dataset.server.start().wait()
            measure(datasets, size, table)
        finally:
            for dataset in datasets.values():
                dataset.server.end()
    say(f"\n{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    say(f"Servers on one core, client on another; load when done: {os.getloadavg()[0]:.1f}\n")
    print(table.as_markdown())  # noqa: T201


def measure(datasets: dict[str, YearsFolder], size: Size, table: Table) -> None:
    tasks = {
        (name, people, person): task
        for people, dataset in datasets.items()
        for person in PERSONS
        for name, task in tasks_of(dataset, person).items()
    }
    for task in tasks.values():
        for _ in range(WARM_UP):
            task()
    samples: Samples = defaultdict(list)
    chance = random.Random(1)
    order = list(tasks)
    for _ in range(size.samples):
        chance.shuffle(order)  # so that other load on the machine falls on all alike
        for cell in order:
            samples[cell].append(tasks[cell]())
    judge(samples, datasets, table)
    measure_files(list(datasets.values())[-1], size.files, table)


def tasks_of(dataset: YearsFolder, person: str) -> dict[str, Callable[[], float]]:
    who = dataset.persons[person]
    client = TimedClient(dataset.server.port, who["session"])
    pages = who["pages"]
    tasks = {"Min tråd": lambda: client.time_get(pages["thread"])}
    if person in ("only", "ninety"):
        tasks["A plan"] = lambda: client.time_get(pages["plan"])
        tasks["A field of a plan is saved"] = lambda: client.time_post(pages["plan"], {"tried": f"Rad {time.time()}"})
        tasks["A note is saved"] = lambda: _note(client)
    if person == "ninety":
        tasks["Visa tidigare"] = lambda: client.time_get(pages["back"], is_fragment=True)
        tasks["Visa tidigare, seven years back"] = lambda: client.time_get(pages["far back"], is_fragment=True)
    if person == "only":
        tasks["Baseline: /halsa/, one query"] = lambda: client.time_get("/halsa/")
        tasks["Baseline: a signed-in page with one field, /med/"] = lambda: client.time_get("/med/")
    return tasks


def _note(client: TimedClient) -> float:
    """Seconds to save a note. It is removed again, unmeasured, so that the thread does not grow."""
    key = uuid4()
    took = client.time_post("/anteckningar/", {"key": str(key), "text": "Jag provade.", "on": date.today().isoformat()})
    client.time_post(f"/anteckningar/{key}/borttagning/", {})
    return took


def judge(samples: Samples, datasets: dict[str, YearsFolder], table: Table) -> None:
    spreads = {cell: percentiles(took) for cell, took in samples.items()}
    few = next(iter(datasets))
    for name in ("Min tråd", "A plan"):
        baseline = spreads[name, few, "only"]
        for people in datasets:
            for person in PERSONS:
                if (name, people, person) in spreads and (people, person) != (few, "only"):
                    _compare(f"{name}: {person}, {people}", spreads[name, people, person], baseline, table)
    for page, name in (("thread", "Min tråd"), ("back", "Visa tidigare"), ("plan", "A plan")):
        _judge_query_counts(name, page, datasets, table)
    for (name, people, person), figures in sorted(spreads.items()):
        table.add(f"{name}: {person}, {people}", "", str(figures))
    table.add(
        "Database", "", ", ".join(f"{people}: {dataset.size / 1e6:,.0f} MB" for people, dataset in datasets.items())
    )


def _compare(what: str, that: Percentiles, only: Percentiles, table: Table) -> None:
    """Judged by the 95th percentile, over that of a person who has one lärträff and nothing more, among few."""
    times = that.p95 / only.p95
    figure = f"{times:.2f} times: {that.p95:.1f} over {only.p95:.1f} ms; median {that.p50 / only.p50:.2f} times"
    table.add(f"{what}, p95 over that of only, few", f"≤ {MOST_TIMES:g} times", figure, times <= MOST_TIMES)


def _judge_query_counts(name: str, page: str, datasets: dict[str, YearsFolder], table: Table) -> None:
    """As many after one as after ninety. Who has nothing planned is asked less about."""
    counts = {
        f"{person}, {people}": dataset.queries[person][page]
        for people, dataset in datasets.items()
        for person in PERSONS
        if page != "back" or person not in ("only", "one")  # they have no way back that goes on
    }
    is_same = len({number for who, number in counts.items() if not who.startswith("only")}) == 1
    figure = "; ".join(f"{who}: {number}" for who, number in counts.items())
    table.add(f"{name}: queries", "as many after 1 as after 90", figure, is_same)


def measure_files(dataset: YearsFolder, times: int, table: Table) -> None:
    """Ninety plans, as they are taken along."""
    client = TimedClient(dataset.server.port, dataset.persons["ninety"]["session"])
    for kind in ("pdf", "docx", "json"):
        client.time_get(f"/trad/min-trad.{kind}")
        took = [client.time_get(f"/trad/min-trad.{kind}") for _ in range(times)]
        table.add(f"Ninety plans to take along as {kind}", "", str(percentiles(took)))


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
