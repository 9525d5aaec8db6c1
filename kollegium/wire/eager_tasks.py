"""Start a coroutine at once instead of at the next turn of the loop, where Python can (3.12)."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any


def start_eagerly(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Its task. From Python 3.12 on it has already run to where it has to wait, or to its end."""
    if sys.version_info >= (3, 12):
        return asyncio.Task(work, loop=asyncio.get_running_loop(), eager_start=True)
    return asyncio.create_task(work)
