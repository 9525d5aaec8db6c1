"""Tasks that only tests have, done by a real server that is started from this repository."""

import time

from django.db import transaction

from kollegium.jobs.tasks import TaskContext, task
from kollegium.library.models import WonderQuestion
from kollegium.people.models import Organisation


@task("Provarbetet")
def write_rows(context: TaskContext, *, total: int, pause: float = 0.0) -> int:
    """Each row in one transaction with the progress that counts it. Only a first attempt makes its pauses."""
    organisation = Organisation.objects.earliest("pk")
    for number in range(context.done, total):
        with transaction.atomic():
            WonderQuestion.objects.create(organisation=organisation, text=f"Rad {number}", position=1000 + number)
            context.progress(number + 1, total)
        time.sleep(pause if context.attempt == 1 else 0)
    return total


@task("Det trasiga arbetet")
def fails(context: TaskContext, *, secret: str) -> None:
    context.progress(1, 3)
    raise ValueError(f"no such thing as {secret}")


not_a_task = "tests.jobs.slow"
