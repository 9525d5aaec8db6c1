"""What has got stuck, in words for whoever watches the server."""

import time
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from kollegium.jobs import periodic
from kollegium.jobs.models import Job, PeriodicRun
from kollegium.jobs.tasks import words_of

NOT_DONE = "{what} har inte skötts på {minutes} minuter. Serverns logg säger varför."
STANDS_STILL = "{what} har stannat på {done} av {total}, försök {attempts}. Går det inte vidare: starta om servern."
WAITS = "{what} väntar sedan {minutes} minuter på att bli gjord."
FAILED = "{what} gick inte: {error}."

JUST_STARTED = 60  # seconds; what was not done while the server was away has its turn first
A_MOMENT = timedelta(minutes=1)  # a lease that has run out is taken over by the next look
TOO_LONG = timedelta(hours=1)
TOLD_FOR = timedelta(days=1)
_began = time.monotonic()


def stuck() -> list[str]:
    return [*_periodic(), *_jobs()]


def _periodic() -> list[str]:
    """By what this process knows of itself, and by what the others, which may have died, have noted."""
    silent = {each.name: each.silence for each in periodic.late_here()}
    now = timezone.now()
    if time.monotonic() - _began > JUST_STARTED:
        for run in PeriodicRun.objects.filter(late_at__lt=now).order_by("pk"):
            silent.setdefault(run.name, (now - run.succeeded_at).total_seconds())
    return [NOT_DONE.format(what=name, minutes=int(seconds / 60)) for name, seconds in silent.items()]


def _jobs() -> list[str]:
    now = timezone.now()
    Status = Job.Status
    troubles = []
    for job in Job.objects.filter(status=Status.RUNNING, lease_until__lt=now - A_MOMENT):
        numbers = {"done": job.done, "total": job.total, "attempts": job.attempts}
        troubles.append(STANDS_STILL.format(what=words_of(job), **numbers))
    if waiting := Job.objects.filter(status=Status.READY, run_after__lt=now - TOO_LONG).first():
        minutes = int((now - waiting.run_after).total_seconds() / 60)
        troubles.append(WAITS.format(what=words_of(waiting), minutes=minutes))
    # One that has gone well since is no trouble any more.
    since = Job.objects.filter(task=OuterRef("task"), status=Status.SUCCESSFUL, finished_at__gt=OuterRef("finished_at"))
    failed = Job.objects.filter(~Exists(since), status=Status.FAILED, finished_at__gt=now - TOLD_FOR)
    latest = {job.task: job for job in failed.order_by("finished_at")}
    return troubles + [FAILED.format(what=words_of(job), error=job.error) for job in latest.values()]
