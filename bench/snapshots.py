"""Snapshots of the database at each stage of the demo's meeting, restored before a press is measured."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.http_client import HttpClient
from bench.page_rows import ENDED, PAUSED, RUNNING, WAITING


class Snapshots:
    """Writes into the database of a running server: SQLite tells its connections that it has changed."""

    def __init__(self, data: Path) -> None:
        self._database, self._folder = data / "kollegium.sqlite3", data / "snapshots"
        self._folder.mkdir()

    def take(self, stage: str) -> None:
        _copy(self._database, self._folder / stage)

    def restore(self, stage: str) -> None:
        _copy(self._folder / stage, self._database)


async def take_snapshots(snapshots: Snapshots, port: int, facts: dict[str, Any]) -> None:
    """Hold the meeting once, by presses on a real server, and take a snapshot at each stage."""
    meeting = f"/moten/{facts['meeting']}"
    anna = HttpClient(port, facts["sessions"]["anna"])
    snapshots.take(WAITING)
    await anna.post(f"{meeting}/start/", {})
    for member in facts["memberships"]:
        await HttpClient(port, facts["sessions"][member]).get(f"{meeting}/rum/")  # marks as present
    await anna.post(f"{meeting}/steg/", {"after": 1})
    snapshots.take(RUNNING)
    await anna.post(f"{meeting}/paus/", {})
    snapshots.take(PAUSED)
    await anna.post(f"{meeting}/slut/", {})
    snapshots.take(ENDED)
    await anna.close()


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=30)) as one, closing(sqlite3.connect(target, timeout=30)) as other:
        one.backup(other)
