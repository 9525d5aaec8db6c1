"""What is done again and again: one that fails holds no other back, is tried again, and is told with a count."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable

import pytest
from django.db import DatabaseError

from config.logs import PAUSE, SameTroubleOnce
from kollegium.jobs import periodic
from kollegium.jobs.models import PeriodicRun
from kollegium.jobs.periodic import Periodic, PeriodicTask, PeriodicThread, late_here

NEVER = 3600.0


class Kept(logging.Handler):
    """What the log of a server passes on."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.addFilter(SameTroubleOnce())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.getMessage()}")


@pytest.fixture
def log() -> object:
    kept = Kept()
    periodic.log.addHandler(kept)
    yield kept.lines
    periodic.log.removeHandler(kept)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [1000.0]
    monkeypatch.setattr("config.logs.time.monotonic", lambda: now[0])
    return lambda seconds: now.__setitem__(0, now[0] + seconds)


def fails(error: Exception) -> float:
    """Seconds until it is tried again."""
    return Periodic("Utkorgen", lambda _stopping: None, 1.0).fail(error)


def test_a_writer_that_stumbles_holds_no_other_back() -> None:
    is_done, written = threading.Event(), []

    def stumbles(_stopping: threading.Event) -> None:
        raise ValueError("no letter can be made of it")

    def writes(_stopping: threading.Event) -> float | None:
        written.append("a letter")
        if len(written) == 3:
            is_done.set()
        return 0 if len(written) < 3 else None

    thread = PeriodicThread("outbox", Periodic("Påminnelserna", stumbles, 0.05), Periodic("Utkorgen", writes, NEVER))
    thread.start()
    came_so_far = is_done.wait(timeout=20)
    thread.stop()

    assert came_so_far
    assert not thread.is_alive()


def test_a_trouble_that_goes_on_is_told_once_a_minute_with_how_often_it_came(
    log: list[str], clock: Callable[[float], None]
) -> None:
    for _ in range(40):
        fails(ValueError("no letter can be made of it"))
        clock(1)
    assert log == ["ERROR Utkorgen failed; trying again"]

    clock(PAUSE)
    fails(ValueError("no letter can be made of it"))

    assert log[1:] == ["ERROR Utkorgen failed; trying again (and the same 39 times more since it was last told)"]


def test_two_works_that_fail_in_the_same_place_are_two_troubles(log: list[str]) -> None:
    error = DatabaseError("disk full")

    for name in ("Utkorgen", "Gallringsrundan"):
        Periodic(name, lambda _stopping: None, 1.0).fail(error)

    assert log == [f"WARNING {name} failed; trying again" for name in ("Utkorgen", "Gallringsrundan")]


def test_what_fails_is_tried_again_sooner_than_its_hour_and_never_more_often_than_its_second() -> None:
    hourly, each_second = (Periodic("Gallringsrundan", lambda _stopping: None, every) for every in (3600.0, 1.0))

    assert [hourly.fail(ValueError()) for _ in range(8)] == [60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert each_second.fail(ValueError()) == 1
    assert hourly.succeed(None) == 3600
    assert hourly.fail(ValueError()) == 60


@pytest.mark.parametrize(("wish", "due"), [(None, 10.0), (0.0, 0.0), (4.0, 4.0), (float("inf"), 10.0)])
def test_what_knows_when_there_is_more_to_do_is_asked_then_and_never_later_than_its_period(
    wish: float | None, due: float
) -> None:
    assert Periodic("Protokoll som ska skickas", lambda _stopping: wish, 10.0).succeed(wish) == due


def test_one_that_fails_on_the_loop_is_tried_again_beside_the_others() -> None:
    calls: list[str] = []

    async def stumbles() -> None:
        calls.append("stumbles")
        raise ValueError("a room that nobody can look at")

    async def looks() -> None:
        calls.append("looks")

    async def follow() -> None:
        task = PeriodicTask(Periodic("Ersättarna", stumbles, 0.01), Periodic("Inloggningarna", looks, 0.01))
        task.start()
        async with asyncio.timeout(20):
            while min(calls.count("stumbles"), calls.count("looks")) < 3:
                await asyncio.sleep(0.01)
        await task.stop()

    asyncio.run(follow())

    assert late_here() == []


def test_what_hangs_or_fails_for_several_periods_is_late_until_it_succeeds_or_is_stopped() -> None:
    goes_on = threading.Event()
    work = Periodic("Utkorgen", lambda _stopping: goes_on.wait(20) and None, 0.01, late_after=0.05)
    thread = PeriodicThread("outbox", work)
    thread.start()
    time.sleep(0.2)

    assert late_here() == [work]
    goes_on.set()
    deadline = time.monotonic() + 20
    while late_here() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert late_here() == []

    thread.stop()
    work.succeeded_at -= 10
    assert late_here() == []


@pytest.mark.django_db
def test_a_success_is_noted_with_when_the_next_is_too_late_and_not_at_each_round(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    work = Periodic("Utkorgen", lambda _stopping: None, 1.0)
    thread = PeriodicThread("outbox", work)

    thread._note(work)
    with django_assert_num_queries(0):
        thread._note(work)
    run = PeriodicRun.objects.get(name="Utkorgen")
    assert (run.late_at - run.succeeded_at).total_seconds() == 600

    PeriodicRun.objects.all().delete()
    work.fail(ValueError("the mail server is away"))
    thread._note(work)
    assert PeriodicRun.objects.count() == 1, "that it goes again is noted at once"
