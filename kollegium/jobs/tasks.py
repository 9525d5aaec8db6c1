"""Slow work: `@task` makes a function something to enqueue. Shaped like `django.tasks` in Django 6, to move there.

What they lack is added here: a lease, so that the work of a killed process is taken up again, and progress.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from kollegium.jobs.models import Job

LEASE = timedelta(minutes=2)


class Interrupted(Exception):
    """The server stops: the job goes back, and its next attempt goes on from what is done."""


class LeaseLost(Exception):
    """This worker said nothing for so long that another has the job now."""


@dataclass(frozen=True)
class TaskContext:
    """What a task knows of the attempt that it is in; its first argument (`takes_context=True` in django.tasks)."""

    task_result: Job
    stopping: threading.Event

    @property
    def attempt(self) -> int:
        return self.task_result.attempts

    @property
    def done(self) -> int:
        """How much earlier attempts have done."""
        return self.task_result.done

    def progress(self, done: int, total: int) -> None:
        """Save how far the work has come, and keep the job for `LEASE` more; said at least once a minute.

        Said in the transaction that saves what it counts, that is done exactly once, whatever is killed between.
        Raises Interrupted or LeaseLost, and the transaction is rolled back.
        """
        if self.stopping.is_set():
            raise Interrupted
        if not self.held().update(done=done, total=total, lease_until=timezone.now() + LEASE):
            raise LeaseLost
        self.task_result.done, self.task_result.total = done, total

    def held(self) -> QuerySet[Job]:
        """The row, as long as this worker has it."""
        job = self.task_result
        return Job.objects.filter(pk=job.pk, worker=job.worker, status=Job.Status.RUNNING)


@dataclass(frozen=True)
class Task:
    func: Callable[..., Any]
    what: str  # in Swedish, as readiness says it

    @property
    def module_path(self) -> str:
        return f"{self.func.__module__}.{self.func.__qualname__}"

    def enqueue(self, **kwargs: Any) -> Job:
        """In the transaction of what asks for it. `kwargs` are kept as JSON."""
        return Job.objects.create(task=self.module_path, kwargs=kwargs)

    def enqueue_once(self) -> None:
        """Unless it waits or runs already. For what is idempotent: two processes that ask at once may get it twice."""
        unfinished = [Job.Status.READY, Job.Status.RUNNING]
        if not Job.objects.filter(task=self.module_path, status__in=unfinished).exists():
            self.enqueue()


def task(what: str) -> Callable[[Callable[..., Any]], Task]:
    return lambda func: Task(func, what)


def task_of(job: Job) -> Task:
    """Raises ImportError for one that this version does not have."""
    found = import_string(job.task)
    if not isinstance(found, Task):
        raise ImportError(f"{job.task} is no task.")
    return found


def words_of(job: Job) -> str:
    try:
        return task_of(job).what
    except ImportError:
        return job.task
