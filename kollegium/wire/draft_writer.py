"""Writes the drafts of all open rooms: what comes while one commit is under way goes into the next one."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from django.db import DatabaseError

from kollegium.protocols import notes
from kollegium.protocols.notes import Fate, Line
from kollegium.wire.batching import AWAY, Gathering

log = logging.getLogger("kollegium.room")

MOST_AT_ONCE = 500
PAUSE = 0.005  # seconds between commits: nobody sees it, and what many write costs one commit instead of many


class Pen:
    def __init__(self) -> None:
        thread = ThreadPoolExecutor(1, thread_name_prefix="pen")
        self._lines: Gathering[Line, Fate | None] = Gathering(_store, thread, MOST_AT_ONCE, PAUSE)

    def write(self, line: Line) -> asyncio.Future[Fate | None]:
        """What became of the line, once that is on disk. None: the database is busy, send it again later."""
        return self._lines.ask(line)


def _store(lines: list[Line]) -> list[Fate | None]:
    try:
        return list(notes.store(lines))
    except DatabaseError as error:
        if len(lines) > 1 and not isinstance(error, AWAY):
            raise  # one of them is to blame: they are written again, apart
        log.warning("The drafts could not be written just now: %s", error)
        return [None] * len(lines)
