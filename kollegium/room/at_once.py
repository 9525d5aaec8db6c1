"""Runs a coroutine at once, and makes a task only of one that has to wait: most frames are sent without waiting."""

import asyncio
import contextlib
import types
from collections.abc import Coroutine, Generator
from typing import Any


def begun(work: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
    """The task of what is left to do; none when all is done."""
    try:
        waits_for = work.send(None)
    except StopIteration:
        return None
    return asyncio.create_task(_go_on(work, waits_for))


@types.coroutine
def _go_on(work: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """As `await` would, from where it waits: what that is has been asked for already."""
    with contextlib.suppress(StopIteration):
        while True:
            try:
                said = yield waits_for
            except BaseException as error:  # that it is cancelled, too
                waits_for = work.throw(error)
            else:
                waits_for = work.send(said)
