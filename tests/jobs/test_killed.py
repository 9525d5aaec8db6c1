"""A server is killed in the middle of a job, as when the power goes: after the restart the job is done exactly once."""

import json
from typing import Any

from tests.world import Installation, wait_until

ROWS = 12
ENQUEUE = f"from tests.jobs import slow; print(slow.write_rows.enqueue(total={ROWS}, pause=2.0).pk)"
JOB = """
import json
from kollegium.models import Job, WonderQuestion
job = Job.objects.get(pk={pk})
rows = [*WonderQuestion.objects.filter(text__startswith="Rad ").values_list("text", flat=True)]
print(json.dumps([job.status, job.done, job.total, job.attempts, sorted(rows)]))
"""
LET_THE_LEASE_RUN_OUT = """
from datetime import timedelta
from django.utils import timezone
from kollegium.models import Job
Job.objects.filter(status="RUNNING").update(lease_until=timezone.now() - timedelta(seconds=1))
"""
ALL = sorted(f"Rad {number}" for number in range(ROWS))


def facts(installation: Installation, pk: str) -> list[Any]:
    return list(json.loads(installation.shell(JOB.format(pk=pk))))


def test_a_job_in_a_killed_server_is_gone_on_with_and_each_row_is_written_once(installation: Installation) -> None:
    pk = installation.shell(ENQUEUE).strip()
    wait_until(lambda: facts(installation, pk)[1] >= 2, "some rows are written")

    installation.kill()

    status, done, total, attempts, rows = facts(installation, pk)
    assert (status, total, attempts, len(rows)) == ("RUNNING", ROWS, 1, done)
    assert 2 <= done < ROWS

    installation.start()
    assert facts(installation, pk)[:4] == ["RUNNING", done, ROWS, 1], "another worker may have it still"
    installation.shell(LET_THE_LEASE_RUN_OUT)

    wait_until(lambda: facts(installation, pk)[0] == "SUCCESSFUL", "the job is done", 60)
    assert facts(installation, pk) == ["SUCCESSFUL", ROWS, ROWS, 2, ALL]
    assert "Traceback" not in installation.log()


def test_two_servers_of_which_one_is_killed_do_a_job_once(installation: Installation) -> None:
    other = Installation(installation.data, installation.environment)
    other.start()
    try:
        pk = installation.shell(ENQUEUE).strip()
        wait_until(lambda: facts(installation, pk)[1] >= 1, "one of them has begun")
        installation.kill()
        installation.shell(LET_THE_LEASE_RUN_OUT)

        wait_until(lambda: facts(installation, pk)[0] == "SUCCESSFUL", "the job is done", 60)
    finally:
        other.stop()
    assert facts(installation, pk)[4] == ALL


def test_a_server_that_is_stopped_gives_its_job_back_and_goes_on_at_once_when_it_starts(
    installation: Installation,
) -> None:
    pk = installation.shell(ENQUEUE).strip()
    wait_until(lambda: facts(installation, pk)[1] >= 2, "some rows are written")

    installation.stop()

    status, done, _total, attempts, rows = facts(installation, pk)
    assert (status, attempts, len(rows)) == ("READY", 0, done)
    assert done < ROWS
    installation.start()
    wait_until(lambda: facts(installation, pk)[0] == "SUCCESSFUL", "the job is done", 60)
    assert facts(installation, pk) == ["SUCCESSFUL", ROWS, ROWS, 1, ALL]
