"""The demo's meeting as it stands before and after what is pressed: copies of the database, to be put back at will."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.http_client import Asker
from bench.page_rows import ENDED, PAUSED, RUNNING, WAITING


class Stages:
    """Writes into the database of a running server: SQLite tells its connections that it has changed."""

    def __init__(self, data: Path) -> None:
        self._live, self._kept = data / "kollegium.sqlite3", data / "stages"
        self._kept.mkdir()

    def keep(self, stage: str) -> None:
        _copy(self._live, self._kept / stage)

    def release(self, stage: str) -> None:
        _copy(self._kept / stage, self._live)


async def play(stages: Stages, port: int, facts: dict[str, Any]) -> None:
    """Holds the meeting once, by presses on a real server, and keeps how the database stands on the way."""
    meeting = f"/moten/{facts['meeting']}"
    anna = Asker(port, facts["sessions"]["anna"])
    stages.keep(WAITING)
    await anna.post(f"{meeting}/start/", {})
    for member in facts["memberships"]:
        await Asker(port, facts["sessions"][member]).get(f"{meeting}/rum/")  # marks as present
    await anna.post(f"{meeting}/steg/", {"after": 1})
    stages.keep(RUNNING)
    await anna.post(f"{meeting}/paus/", {})
    stages.keep(PAUSED)
    await anna.post(f"{meeting}/slut/", {})
    stages.keep(ENDED)
    await anna.close()


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=30)) as one, closing(sqlite3.connect(target, timeout=30)) as other:
        one.backup(other)
