"""Writes the drafts of all open rooms: what comes while one commit is under way goes into the next one."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from django.db import DatabaseError

from kollegium.protocols import notes
from kollegium.protocols.notes import DraftUpdate, Outcome
from kollegium.wire.batching import AWAY, Batcher

log = logging.getLogger("kollegium.room")

MOST_AT_ONCE = 500
PAUSE = 0.005  # seconds between commits: nobody sees it, and what many write costs one commit instead of many


class DraftWriter:
    def __init__(self) -> None:
        thread = ThreadPoolExecutor(1, thread_name_prefix="draft-writer")
        self._updates: Batcher[DraftUpdate, Outcome | None] = Batcher(_store, thread, MOST_AT_ONCE, PAUSE)

    def write(self, update: DraftUpdate) -> asyncio.Future[Outcome | None]:
        """What became of the update, once that is on disk. None: the database is busy, send it again later."""
        return self._updates.submit(update)


def _store(updates: list[DraftUpdate]) -> list[Outcome | None]:
    try:
        return list(notes.store(updates))
    except DatabaseError as error:
        if len(updates) > 1 and not isinstance(error, AWAY):
            raise  # one of them is to blame: they are written again, apart
        log.warning("The drafts could not be written just now: %s", error)
        return [None] * len(updates)
