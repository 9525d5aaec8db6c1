"""Asks about every connection, about once a minute, whether its page may still be there: all that are due together."""

import asyncio
import random
from collections.abc import Awaitable, Callable

LOOK_AGAIN = 60  # seconds, more or less
Look = Callable[[], Awaitable[None]]


class Rechecker:
    def __init__(self) -> None:
        self._due: dict[Look, float] = {}

    def add(self, look: Look) -> None:
        self._put_off(look)

    def remove(self, look: Look) -> None:
        self._due.pop(look, None)

    async def look(self) -> None:
        """Ask about all that are due. Those that a database could not answer for are asked about again in a minute.

        Raises the first error, once all have been asked."""
        now = asyncio.get_running_loop().time()
        due = [look for look, at in self._due.items() if at <= now]
        for look in due:
            self._put_off(look)
        outcomes = await asyncio.gather(*(look() for look in due), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome

    def _put_off(self, look: Look) -> None:
        self._due[look] = asyncio.get_running_loop().time() + LOOK_AGAIN * random.uniform(0.8, 1.2)
