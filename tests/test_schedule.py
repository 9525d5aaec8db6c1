"""What is done again and again comes round when it should, in the processes that are to do it."""

import asyncio
import threading
import time

import pytest

from kollegium import schedule
from kollegium.jobs.models import Job, PeriodicRun
from kollegium.leaving import rounds
from kollegium.mail import outbox
from kollegium.mail.models import Letter
from kollegium.protocols import actions as protocols
from kollegium.wire.hub import Hub
from kollegium.wire.recheck import Rechecker
from tests.mail.conftest import PostOffice, post_office, write
from tests.world import Installation, wait_until

__all__ = ["post_office"]


def test_it_looks_again_when_the_next_minute_is_out_and_not_later(
    settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LOOKOUT_PAUSE = 300
    looks: list[float] = []
    monkeypatch.setattr(protocols, "finalise_due", lambda: looks.append(time.monotonic()) or 0.05)

    async def follow() -> None:
        tasks = schedule.rooms(Hub(), Rechecker())
        for task in tasks:
            task.start()
        async with asyncio.timeout(20):
            while len(looks) < 3:
                await asyncio.sleep(0.01)
        for task in tasks:
            await task.stop()

    asyncio.run(follow())

    assert looks[2] - looks[0] >= 0.1


@pytest.mark.django_db
def test_more_letters_than_one_round_takes_are_carried_without_a_pause(
    post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "AT_ONCE", 2)
    for name in ("anna", "bo", "carin"):
        write(f"{name}@skola.example")

    assert [schedule._carry(threading.Event()) for _ in range(2)] == [0, None]
    assert set(Letter.objects.values_list("state", flat=True)) == {Letter.State.SENT}


def test_a_server_does_and_notes_all_that_lies_in_the_database(installation: Installation) -> None:
    names = "*PeriodicRun.objects.values_list('name', flat=True)"
    noted = f"from kollegium.models import PeriodicRun; print({names}, sep=',')"
    done = "from kollegium.models import Job; print(*Job.objects.values_list('task', 'status').distinct())"
    works = {
        *("Arbeten i bakgrunden", "Gallringsrundan", "Gamla arbeten"),
        *("Gamla brevtexter", "Påminnelserna", "Utkorgen"),
    }

    wait_until(lambda: works <= set(installation.shell(noted).strip().split(",")), "all has been done once")

    round_done = f"('{rounds.look_after.module_path}', '{Job.Status.SUCCESSFUL}')"
    wait_until(lambda: round_done in installation.shell(done), "the round is made")
    assert "Traceback" not in installation.log()


@pytest.mark.django_db
def test_a_round_that_is_asked_for_twice_is_made_once() -> None:
    for _ in range(2):
        rounds.look_after.enqueue_once()

    assert Job.objects.count() == 1
    assert not PeriodicRun.objects.exists()
