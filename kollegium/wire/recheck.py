"""Asks about every connection, about once a minute, whether its page may still be there: one task for all of them."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable

log = logging.getLogger("kollegium.room")

LOOK_AGAIN = 60  # seconds, more or less
Look = Callable[[], Awaitable[None]]


class Rechecker:
    def __init__(self) -> None:
        self._due: dict[Look, float] = {}
        self._walking: asyncio.Task[None] | None = None

    def add(self, look: Look) -> None:
        self._put_off(look)
        if self._walking is None or self._walking.done():
            self._walking = asyncio.create_task(self._walk())

    def remove(self, look: Look) -> None:
        self._due.pop(look, None)

    async def _walk(self) -> None:
        """While there is a connection to ask about. All that is due within a second is asked at once."""
        while self._due:
            await asyncio.sleep(1)
            now = asyncio.get_running_loop().time()
            due = [look for look, at in self._due.items() if at <= now]
            for look in due:
                self._put_off(look)
            for outcome in await asyncio.gather(*(look() for look in due), return_exceptions=True):
                if isinstance(outcome, Exception):  # a database that is away: asked again in a minute
                    log.warning("Could not look at who may stay: %s", outcome)

    def _put_off(self, look: Look) -> None:
        self._due[look] = asyncio.get_running_loop().time() + LOOK_AGAIN * random.uniform(0.8, 1.2)
