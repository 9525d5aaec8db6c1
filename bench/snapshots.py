"""Snapshots of the database at each stage of the demo's meeting, restored before a press is measured."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.http_client import HttpClient
from bench.page_rows import ENDED, PAUSED, RUNNING, WAITING


class Snapshots:
    """Writes into the database of a running server, as another process would.

    Rows and not the file: of a file that is put back SQLite reads the schema anew in each thread, for some milliseconds
    that no meeting has to pay.
    """

    def __init__(self, data: Path) -> None:
        self._database, self._folder = data / "kollegium.sqlite3", data / "snapshots"
        self._folder.mkdir()

    def take(self, stage: str) -> None:
        with (
            closing(sqlite3.connect(self._database, timeout=30)) as ours,
            closing(sqlite3.connect(self._folder / stage)) as kept,
        ):
            ours.backup(kept)

    def restore(self, stage: str) -> None:
        with closing(sqlite3.connect(self._database, timeout=30, isolation_level=None)) as ours:
            ours.execute("ATTACH ? AS kept", (str(self._folder / stage),))
            ours.execute("BEGIN IMMEDIATE")  # foreign keys are not looked at unless one asks for it
            tables = ours.execute("SELECT name FROM kept.sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in tables:
                ours.execute(f'DELETE FROM main."{table}"')
                ours.execute(f'INSERT INTO main."{table}" SELECT * FROM kept."{table}"')
            ours.execute("COMMIT")


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
