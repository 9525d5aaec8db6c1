"""Slow work that has been asked for: claimed by one worker, tried three times, gone on with after a stop."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.jobs import worker
from kollegium.jobs.models import Job
from kollegium.jobs.tasks import LEASE, LeaseLost, TaskContext, task_of
from kollegium.library.models import WonderQuestion
from tests.jobs import slow

Status = Job.Status
GOES_ON = threading.Event()
STOPS = threading.Event()
STOPS.set()


def rows() -> int:
    return WonderQuestion.objects.filter(text__startswith="Rad ").count()


def let_time_pass(minutes: float = 10) -> None:
    for job in Job.objects.all():
        job.run_after -= timedelta(minutes=minutes)
        job.lease_until = job.lease_until and job.lease_until - timedelta(minutes=minutes)
        job.save()


def test_a_job_is_done_once_and_says_how_far_it_came(demo: Demo) -> None:
    job = slow.write_rows.enqueue(total=5)
    assert (job.status, job.is_finished) == (Status.READY, False)

    assert [worker.work(GOES_ON) for _ in range(2)] == [0, None]

    job.refresh_from_db()
    assert (job.status, job.done, job.total, job.return_value, job.attempts) == (Status.SUCCESSFUL, 5, 5, 5, 1)
    assert job.is_finished
    assert job.finished_at is not None
    assert rows() == 5


def test_a_job_that_is_asked_for_in_a_change_that_fails_is_never_done(demo: Demo) -> None:
    @transaction.atomic
    def ask_in_vain() -> None:
        slow.write_rows.enqueue(total=5)
        raise ValueError("undone")

    with pytest.raises(ValueError, match="undone"):
        ask_in_vain()

    assert worker.work(GOES_ON) is None


def test_one_that_another_worker_holds_is_left_alone_until_its_time_is_out(demo: Demo) -> None:
    slow.write_rows.enqueue(total=5)
    held = worker.claim()

    assert worker.claim() is None
    let_time_pass(LEASE.total_seconds() / 60 + 1)
    again = worker.claim()

    assert again is not None
    assert (again.pk, again.attempts) == (held.pk, 2)
    assert again.worker != held.worker


def test_a_worker_that_was_thought_dead_changes_nothing_more(demo: Demo) -> None:
    slow.write_rows.enqueue(total=5)
    held = TaskContext(worker.claim(), GOES_ON)
    let_time_pass()
    taken_over = worker.claim()

    with pytest.raises(LeaseLost):
        slow.write_rows.func(held, total=5)
    worker.do(held.task_result, GOES_ON)
    assert rows() == 0
    assert Job.objects.get().worker == taken_over.worker

    worker.do(taken_over, GOES_ON)
    with pytest.raises(LeaseLost):
        slow.write_rows.func(held, total=6)
    assert rows() == 5
    assert Job.objects.get().status == Status.SUCCESSFUL


def test_the_next_attempt_goes_on_from_what_is_done(demo: Demo) -> None:
    slow.write_rows.enqueue(total=5)
    killed = TaskContext(worker.claim(), GOES_ON)
    with transaction.atomic():
        WonderQuestion.objects.create(organisation=demo.organisation, text="Rad 0", position=1)
        killed.progress(1, 5)
    let_time_pass()

    worker.work(GOES_ON)

    assert sorted(WonderQuestion.objects.filter(text__startswith="Rad ").values_list("text", flat=True)) == [
        f"Rad {number}" for number in range(5)
    ]


def test_a_server_that_stops_gives_the_job_back_and_that_counts_as_no_attempt(demo: Demo) -> None:
    slow.write_rows.enqueue(total=5)

    worker.work(STOPS)

    job = Job.objects.get()
    assert (job.status, job.attempts, job.lease_until) == (Status.READY, 0, None)
    assert rows() == 0
    worker.work(GOES_ON)
    assert rows() == 5


def test_a_job_that_raises_is_tried_three_times_later_and_later_and_then_given_up(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    job = slow.fails.enqueue(secret="Kim")
    waits = []
    for _ in range(3):
        worker.work(GOES_ON)
        assert worker.work(GOES_ON) is None, "not at once"
        job.refresh_from_db()
        waits.append((job.status, round((job.run_after - timezone.now()).total_seconds() / 60)))
        let_time_pass()
    worker.work(GOES_ON)

    job.refresh_from_db()
    assert waits == [(Status.READY, 2), (Status.READY, 4), (Status.FAILED, 8)]
    assert (job.status, job.attempts, job.done) == (Status.FAILED, 3, 1)
    assert [line.message for line in caplog.records] == ["Det trasiga arbetet failed; trying again"] * 3


def test_what_went_wrong_is_kept_without_the_words_of_the_error(db: None) -> None:
    slow.fails.enqueue(secret="Kim")

    worker.work(GOES_ON)

    error = Job.objects.get().error
    assert error.startswith("ValueError (slow.py:")
    assert "Kim" not in error


def test_one_whose_server_is_killed_each_time_is_given_up(db: None) -> None:
    slow.write_rows.enqueue(total=5)
    for _ in range(worker.MOST_ATTEMPTS):
        assert worker.claim() is not None
        let_time_pass()

    assert worker.claim() is None
    job = Job.objects.get()
    assert (job.status, job.error, job.attempts) == (Status.FAILED, worker.KILLED, 3)


@pytest.mark.parametrize("path", ["tests.jobs.slow.gone", "tests.jobs.slow.not_a_task", "no.such.module.at.all"])
def test_one_that_this_version_does_not_have_is_given_up_at_once_and_nothing_else_is_ever_called(
    db: None, path: str
) -> None:
    job = Job.objects.create(task=path)

    worker.work(GOES_ON)

    job.refresh_from_db()
    assert (job.status, job.attempts) == (Status.FAILED, 1)
    with pytest.raises(ImportError):
        task_of(job)


def test_what_is_finished_is_forgotten_after_a_month(db: None) -> None:
    ages = {"new": 29, "old": 31}
    for name, days in ages.items():
        finished_at = timezone.now() - timedelta(days=days)
        Job.objects.create(task=name, status=Status.SUCCESSFUL, finished_at=finished_at)
    Job.objects.create(task="waits", run_after=timezone.now() - timedelta(days=31))

    worker.forget_old()

    assert set(Job.objects.values_list("task", flat=True)) == {"new", "waits"}


@pytest.mark.parametrize(("status", "leased"), [(Status.RUNNING, False), (Status.READY, True)])
def test_what_is_running_has_a_lease_and_nothing_else_has(db: None, status: str, leased: bool) -> None:
    lease: Callable[[], object] = timezone.now if leased else lambda: None

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(task="any", status=status, lease_until=lease())
