"""Does the jobs that wait, one at a time: claimed by one worker, tried three times, given back at a stop."""

import os
import secrets
import threading
import traceback
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from kollegium.jobs.models import Job
from kollegium.jobs.periodic import log, log_failure
from kollegium.jobs.tasks import LEASE, Interrupted, LeaseLost, TaskContext, task_of, words_of

MOST_ATTEMPTS = 3
KEPT = timedelta(days=30)
KILLED = "servern stannade mitt i arbetet"
Status = Job.Status


def work(stopping: threading.Event) -> float | None:
    """Do one job, if one waits; 0 when there may be more."""
    if (job := claim()) is None:
        return None
    do(job, stopping)
    return 0


def claim() -> Job | None:
    """The one that has waited longest, or whose worker was killed: held by this worker alone until its lease is out."""
    now = timezone.now()
    free = Q(status=Status.READY, run_after__lte=now) | Q(status=Status.RUNNING, lease_until__lt=now)
    given_up = {"status": Status.FAILED, "finished_at": now, "lease_until": None, "error": KILLED}
    for pk, attempts in Job.objects.filter(free).values_list("pk", "attempts")[:10]:
        # Two workers: the database lets one of them change the row, and the other finds that it is no longer free.
        still = Job.objects.filter(free, pk=pk, attempts=attempts)
        if attempts >= MOST_ATTEMPTS:
            still.update(**given_up)
            continue
        mine = {"worker": secrets.token_hex(16), "lease_until": now + LEASE, "started_at": now}
        if still.update(status=Status.RUNNING, attempts=attempts + 1, **mine):
            return Job.objects.get(pk=pk)
    return None


def do(job: Job, stopping: threading.Event) -> None:
    context = TaskContext(job, stopping)
    try:
        value = task_of(job).func(context, **job.kwargs)
    except Interrupted:
        again = {"status": Status.READY, "lease_until": None, "attempts": F("attempts") - 1}
        context.held().update(**again)
    except LeaseLost:
        log.warning("A job took so long between two words of its progress that another worker has it: %s", job.task)
    except Exception as error:  # the worker outlives whatever a job does
        _fail(context, error)
    else:
        done = {"status": Status.SUCCESSFUL, "finished_at": timezone.now(), "lease_until": None, "error": ""}
        context.held().update(return_value=value, **done)


def forget_old(_stopping: threading.Event | None = None) -> None:
    Job.objects.filter(finished_at__lt=timezone.now() - KEPT).delete()


def _fail(context: TaskContext, error: Exception) -> None:
    """Tried again in two and four minutes, then given up."""
    job, now = context.task_result, timezone.now()
    log_failure(words_of(job), error)
    is_over = job.attempts >= MOST_ATTEMPTS or isinstance(error, ImportError)
    context.held().update(
        status=Status.FAILED if is_over else Status.READY,
        finished_at=now if is_over else None,
        run_after=now + timedelta(minutes=2**job.attempts),
        lease_until=None,
        error=_kind_and_place(error)[:200],
    )


def _kind_and_place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""
    return type(error).__name__ + place
