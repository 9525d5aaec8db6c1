"""`bin/bench room`: latency, cost and capacity of signed-in sockets against the real server on SQLite."""

import argparse
import json
import os
import platform
import resource
import sys
from datetime import date

import uvloop

from bench.load_test import SMALL, WHOLE, Rooms, Size
from bench.results import Table
from bench.scenarios import SCENARIOS
from bench.server_process import CLIENT_CORE, DataFolder
from bench.services import redis_server

SPARE = 500  # files that a process has open beside its sockets


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench room", description=__doc__)
    parser.add_argument("--small", action="store_true", help="100 rooms instead of 1,000, in under two minutes")
    small = parser.parse_args().small
    size = SMALL if small else WHOLE
    if missing := missing_requirements(size):
        sys.exit(f"bin/bench room cannot be run here. {' '.join(missing)}")
    table = Table(say=say)
    say(f"Building {size.most_rooms} groups of {size.people} …")
    with DataFolder(size.most_rooms, size.people) as folder:
        rooms = json.loads((folder.data / "rooms.json").read_text())["rooms"]
        if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
            os.sched_setaffinity(0, {CLIENT_CORE})
        uvloop.run(run_scenarios(folder, rooms, size, table))
    say(f"\n{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    say(f"Server on one core, clients on another; load when done: {os.getloadavg()[0]:.1f}\n")
    print(table.as_markdown())  # noqa: T201


def missing_requirements(size: Size) -> list[str]:
    """What this machine lacks, found before an hour has been spent on the rest."""
    found = [] if redis_server() else ["Install redis-server: two processes are measured with it."]
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    needed = size.most_rooms * size.people + SPARE
    if files != resource.RLIM_INFINITY and files < needed:
        found.append(
            f"A process may open {files:,} files here and needs {needed:,}: raise the hard limit (ulimit -Hn)."
        )
    return found


async def run_scenarios(folder: DataFolder, rooms: Rooms, size: Size, table: Table) -> None:
    for scenario in SCENARIOS:
        say(f"{scenario.__doc__}".partition("\n")[0])
        await scenario(folder, rooms, size, table)


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
