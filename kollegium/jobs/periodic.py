"""Periodic work: declared once, done by a thread or by the event loop, its failures logged and its successes noted."""

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Generic, TypeVar

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from kollegium.jobs.models import PeriodicRun
from kollegium.swedish import in_order

log = logging.getLogger("kollegium.jobs")

FIRST_RETRY = 60.0  # seconds after a failure, doubled up to the work's own period
LATE_AFTER = 5  # periods without a success
LATE_AT_LEAST = 600.0  # seconds; a slow mail server or database is waited for
NOTED_EVERY = 60.0  # seconds between writes of a row that says that all is well
# Both return how many seconds it is until there is more to do, or None for the whole period.
InThread = Callable[[threading.Event], float | None]
OnLoop = Callable[[], Awaitable[float | None]]
Work = TypeVar("Work", InThread, OnLoop)
_running: "set[Periodic[InThread] | Periodic[OnLoop]]" = set()


@dataclass(eq=False)
class Periodic(Generic[Work]):
    """`name`: what is looked after, in Swedish, as readiness says it. `every`: seconds from end to next start."""

    name: str
    work: Work
    every: float
    late_after: float = 0.0  # seconds without a success; 0: several periods
    succeeded_at: float = field(default_factory=time.monotonic)
    failures: int = 0  # since the last success

    def __post_init__(self) -> None:
        self.late_after = self.late_after or max(LATE_AFTER * self.every, LATE_AT_LEAST)

    @property
    def silence(self) -> float:
        """Seconds since it last succeeded here, or was started."""
        return time.monotonic() - self.succeeded_at

    @property
    def is_late(self) -> bool:
        return self.silence > self.late_after

    def succeed(self, wish: float | None) -> float:
        """Returns in how many seconds it is due."""
        self.succeeded_at, self.failures = time.monotonic(), 0
        return self.every if wish is None else min(self.every, wish)

    def fail(self, error: Exception) -> float:
        """Returns in how many seconds it is tried again."""
        self.failures += 1
        log_failure(self.name, error)
        return min(self.every, FIRST_RETRY * 2.0 ** min(self.failures - 1, 10))


def late_here() -> "list[Periodic[InThread] | Periodic[OnLoop]]":
    """What this process does and has not succeeded with for several periods."""
    return sorted((each for each in _running if each.is_late), key=lambda each: in_order(each.name))


def log_failure(name: str, error: Exception) -> None:
    """The log's filter passes it once a minute, with a count (config/logs.py)."""
    words = f"{name} failed; trying again"  # in the format itself: two works that fail are two troubles
    if isinstance(error, DatabaseError):
        log.warning(words, exc_info=error)
    else:
        log.error(words, exc_info=error)


class _Turns(Generic[Work]):
    """Which of several works comes next: the one that has been due longest, and of equals the one declared first."""

    def __init__(self, works: Sequence[Periodic[Work]]) -> None:
        self._due_at: dict[Periodic[Work], float] = dict.fromkeys(works, time.monotonic())

    def first(self) -> Periodic[Work]:
        return min(self._due_at, key=self._due_at.__getitem__)

    def seconds_left(self) -> float:
        return max(0.0, self._due_at[self.first()] - time.monotonic())

    def put_off(self, work: Periodic[Work], seconds: float) -> None:
        self._due_at[work] = time.monotonic() + seconds

    def begin(self) -> None:
        for work in self._due_at:
            work.succeeded_at = time.monotonic()
        _running.update(self._due_at)

    def end(self) -> None:
        _running.difference_update(self._due_at)


class PeriodicThread(threading.Thread):
    """Does its works one at a time, with one database connection. Each success is noted in the database, where any
    process can see it: the outbox may be carried by a process that answers no page."""

    def __init__(self, name: str, *works: Periodic[InThread]) -> None:
        super().__init__(name=name, daemon=True)
        self._stopping = threading.Event()
        self._turns = _Turns(works)
        self._noted_at: dict[str, float] = {}

    def run(self) -> None:
        self._turns.begin()
        while not self._stopping.wait(self._turns.seconds_left()):
            work = self._turns.first()
            self._turns.put_off(work, self._do(work))
        self._turns.end()
        connections.close_all()

    def end(self) -> None:
        """Finish what is in hand, begin no more."""
        self._stopping.set()

    def stop(self) -> None:
        self.end()
        self.join(timeout=10)

    def _do(self, work: Periodic[InThread]) -> float:
        """Returns in how many seconds it is due again."""
        try:
            close_old_connections()
            wish = work.work(self._stopping)
        except Exception as error:  # the thread outlives whatever a single work does
            return work.fail(error)
        self._note(work)
        return work.succeed(wish)

    def _note(self, work: Periodic[InThread]) -> None:
        noted_at = self._noted_at.get(work.name)
        if noted_at is not None and not work.failures and time.monotonic() - noted_at < NOTED_EVERY:
            return
        now, self._noted_at[work.name] = timezone.now(), time.monotonic()
        facts = {"succeeded_at": now, "late_at": now + timedelta(seconds=work.late_after)}
        try:
            PeriodicRun.objects.update_or_create(name=work.name, defaults=facts)
        except Exception as error:  # the work is done all the same
            log_failure("The note of what periodic work has done", error)


class PeriodicTask:
    """Does its works one at a time on the event loop: what concerns the connections of this process only."""

    def __init__(self, *works: Periodic[OnLoop]) -> None:
        self._turns = _Turns(works)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._turns.begin()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self._turns.end()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._turns.seconds_left())
            work = self._turns.first()
            try:
                again = work.succeed(await work.work())
            except Exception as error:  # the next look may go better, and the rooms do without this one
                again = work.fail(error)
            self._turns.put_off(work, again)
