"""Slow work as rows, so that it survives the process that does it, and when periodic work was last done."""

from django.db import models
from django.utils import timezone


class Job(models.Model):
    """Slow work that has been asked for. Names and statuses are those of a result in Django 6's `django.tasks`."""

    class Status(models.TextChoices):
        READY = "READY", "väntar"
        RUNNING = "RUNNING", "pågår"
        SUCCESSFUL = "SUCCESSFUL", "är klart"
        FAILED = "FAILED", "gick inte"

    task = models.CharField(max_length=200)  # where its function stands: "kollegium.leaving.rounds.look_after"
    kwargs = models.JSONField(default=dict)  # numbers and settings, never what a person has written
    status = models.CharField(max_length=10, choices=Status, default=Status.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField(default=timezone.now)
    enqueued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # Who does it, and until when nobody else may: a worker that is killed says nothing more, and the time runs out.
    worker = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    return_value = models.JSONField(null=True)
    # What kind of error and where, not its message: that may quote what somebody has written.
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["run_after", "pk"]
        indexes = [models.Index(fields=["status", "run_after"])]
        constraints = [
            models.CheckConstraint(
                name="a_running_job_has_a_lease",
                condition=models.Q(status="RUNNING", lease_until__isnull=False)
                | (~models.Q(status="RUNNING") & models.Q(lease_until=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.get_status_display()}"

    @property
    def is_finished(self) -> bool:
        return self.status in (self.Status.SUCCESSFUL, self.Status.FAILED)


class PeriodicRun(models.Model):
    """When periodic work last succeeded, in whichever process, and from when that is too long ago."""

    name = models.CharField(max_length=60, primary_key=True)
    succeeded_at = models.DateTimeField()
    late_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.succeeded_at}"
