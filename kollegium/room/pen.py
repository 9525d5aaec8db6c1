"""Writes the drafts of all open rooms: what comes while one commit is under way goes into the next one."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from django.db import DatabaseError, connection

from kollegium.protocols import notes
from kollegium.protocols.notes import Fate, Line

log = logging.getLogger("kollegium.room")

MOST_AT_ONCE = 500


class Pen:
    def __init__(self) -> None:
        self._waiting: list[tuple[Line, asyncio.Future[Fate | None]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pen")

    async def write(self, line: Line) -> Fate | None:
        """What became of the line, once that is on disk. None: the database is busy, send it again later."""
        fate: asyncio.Future[Fate | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((line, fate))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await fate

    async def _write_all(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            fates = await loop.run_in_executor(self._thread, _store, [line for line, _ in batch])
            for (_, fate), outcome in zip(batch, fates, strict=True):
                if not fate.done():  # its socket may have gone away meanwhile
                    fate.set_result(outcome)


def _store(lines: list[Line]) -> list[Fate] | list[None]:
    try:
        return list(notes.store(lines))
    except DatabaseError as error:
        log.warning("The drafts could not be written just now: %s", error)
        connection.close()  # a restarted database needs a new one
        return [None] * len(lines)
