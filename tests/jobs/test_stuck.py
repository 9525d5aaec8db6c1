"""What has got stuck is said to whoever watches the server, until it goes again."""

import json
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kollegium.about import keys, readiness
from kollegium.demo import Demo
from kollegium.jobs import periodic, stuck
from kollegium.jobs.models import Job, PeriodicRun
from kollegium.jobs.periodic import Periodic
from tests.jobs import slow

Status = Job.Status


@pytest.fixture(autouse=True)
def _has_run_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "AT_MOST_EVERY", 0)
    monkeypatch.setattr(stuck, "_began", time.monotonic() - 3600)


@pytest.fixture
def now() -> object:
    return timezone.now()


def note(name: str, *, minutes_ago: int, late_after: int) -> None:
    succeeded_at = timezone.now() - timedelta(minutes=minutes_ago)
    late_at = succeeded_at + timedelta(minutes=late_after)
    PeriodicRun.objects.create(name=name, succeeded_at=succeeded_at, late_at=late_at)


def test_a_server_whose_work_has_got_stuck_is_not_ready(demo: Demo, client: Client) -> None:
    keys.prepare()
    assert client.get("/halsa/beredskap/").status_code == 200
    note("Utkorgen", minutes_ago=12, late_after=10)
    note("Gallringsrundan", minutes_ago=200, late_after=300)

    answer = client.get("/halsa/beredskap/")

    assert answer.status_code == 503
    said = json.loads(answer.content)["trouble"]
    assert said == ["Utkorgen har inte skötts på 12 minuter. Serverns logg säger varför."]


def test_a_server_that_has_just_started_has_its_turn_first(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    note("Utkorgen", minutes_ago=600, late_after=10)
    assert stuck.stuck() != []

    monkeypatch.setattr(stuck, "_began", time.monotonic())

    assert stuck.stuck() == []


def test_what_this_process_does_itself_is_told_though_another_has_done_it(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Periodic("Utkorgen", lambda _stopping: None, 1.0)
    work.succeeded_at -= 700
    monkeypatch.setattr(periodic, "_running", {work})
    note("Utkorgen", minutes_ago=0, late_after=10)

    assert stuck.stuck() == ["Utkorgen har inte skötts på 11 minuter. Serverns logg säger varför."]


@pytest.mark.parametrize(("seconds", "told"), [(30, False), (90, True)])
def test_a_job_whose_lease_has_run_out_is_told_unless_it_is_about_to_be_taken_up(
    db: None, seconds: int, told: bool
) -> None:
    job = slow.write_rows.enqueue(total=300)
    lease_until = timezone.now() - timedelta(seconds=seconds)
    Job.objects.filter(pk=job.pk).update(status=Status.RUNNING, lease_until=lease_until, done=12, total=300, attempts=2)

    words = "Provarbetet har stannat på 12 av 300, försök 2. Går det inte vidare: starta om servern."
    assert stuck.stuck() == ([words] if told else [])


def test_a_job_that_nobody_begins_is_told(db: None) -> None:
    job = slow.write_rows.enqueue(total=300)
    assert stuck.stuck() == []

    Job.objects.filter(pk=job.pk).update(run_after=timezone.now() - timedelta(minutes=75))

    assert stuck.stuck() == ["Provarbetet väntar sedan 75 minuter på att bli gjord."]


def test_a_job_that_was_given_up_is_told_for_a_day_or_until_one_of_its_kind_goes_well(db: None) -> None:
    now = timezone.now()
    failed = {"status": Status.FAILED, "error": "ValueError (slow.py:31)"}
    path = slow.fails.module_path
    Job.objects.create(task=path, finished_at=now - timedelta(hours=25), **failed)
    assert stuck.stuck() == []
    for hours in (3, 2):
        Job.objects.create(task=path, finished_at=now - timedelta(hours=hours), **failed)
    Job.objects.create(task=slow.write_rows.module_path, finished_at=now, status=Status.SUCCESSFUL)
    assert stuck.stuck() == ["Det trasiga arbetet gick inte: ValueError (slow.py:31)."]

    Job.objects.create(task=path, finished_at=now - timedelta(hours=1), status=Status.SUCCESSFUL)

    assert stuck.stuck() == []
