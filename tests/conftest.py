"""What all tests share: the demo municipality, built once, put back after each test."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import psycopg
import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from kollegium import demo as demo_world
from kollegium import events
from kollegium.demo import Demo
from kollegium.events import Event
from kollegium.meetings.models import Meeting
from tests.world import Installation, MailServer, copy_of, prepare

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
SAME_ON_BOTH = "What is tried here does not depend on the database: it is tried on SQLite only."
PREPARED, JOURNEY = f"prepared_{WORKER}", f"journey_{WORKER}"  # databases of this process of the test run
DEMO = {"KOLLEGIUM_DEMO": "1", "KOLLEGIUM_OUTBOX_PAUSE": "0.2", "KOLLEGIUM_DATABASE_PATIENCE": "2"}
HALF_PAST_ONE = datetime.fromisoformat("2026-11-24T13:30:00+01:00")

# A busy machine is not a wrong answer.
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("patient")


@pytest.hookimpl(trylast=True)  # once all are marked
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "DATABASE_URL" in os.environ and item.get_closest_marker("same_on_both_databases"):
            item.add_marker(pytest.mark.skip(reason=SAME_ON_BOTH))


@pytest.fixture(scope="session", autouse=True)
def plan_key() -> None:
    """The key that plans are sealed with, which `manage.py prepare` makes otherwise. For tests without a database
    too: on a process of the run that has not come to the others yet, they are the first."""
    django_settings.PLAN_KEYS = [os.urandom(32)]


@pytest.fixture(scope="session")
def django_db_setup(plan_key: None, django_db_setup: None, django_db_blocker: object) -> None:
    with django_db_blocker.unblock():
        demo_world.build()


@pytest.fixture(autouse=True)
def _plain_static_names(settings: object) -> None:
    """Pages are rendered here without collectstatic having run."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def demo(db: None) -> Demo:
    """Björkskolan, NO-gruppen: Anna leads, Bo documents, Carin takes part, David is in another group,
    Gunilla is rektor, Eva is new. `demo.meeting` is due now."""
    there = demo_world.existing()
    # It was built when this run began, and a run is long.
    there.meeting.starts_at = demo_world.now_or_soon(timezone.now())
    there.meeting.save(update_fields=["starts_at"])
    return there


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stands at half past one until the test shifts it."""
    with time_machine.travel(HALF_PAST_ONE, tick=False) as now:
        yield now


@pytest.fixture
def called(demo: Demo, clock: time_machine.Traveller) -> Meeting:
    """Called to half past one, to three o'clock."""
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=HALF_PAST_ONE)
    return Meeting.objects.get(pk=demo.meeting.pk)


@pytest.fixture
def sign_in(client: Client, demo: Demo) -> Iterator[object]:
    """`sign_in("anna")` gives Anna's browser."""

    def as_person(who: str) -> Client:
        browser = Client()
        if who != "anyone":
            browser.force_login(demo[who])
        return browser

    return as_person


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder (and database) with the demo municipality, to be copied. Each process of the run has its own:
    copies of one have one key, and would hear each other's rooms through one Redis."""
    data = tmp_path_factory.mktemp("prepared") / "data"
    environment = DEMO
    if os.environ.get("DATABASE_URL"):
        _sql(f"DROP DATABASE IF EXISTS {PREPARED}", f"CREATE DATABASE {PREPARED}")
        environment = DEMO | {"DATABASE_URL": _database(PREPARED)}
    prepare(data, environment)
    return data


@pytest.fixture
def installation(prepared: Path, tmp_path: Path, mail_server: MailServer) -> Iterator[Installation]:
    """A server with the demo municipality just loaded."""
    environment = DEMO | {"EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}"}
    if os.environ.get("DATABASE_URL"):
        _sql(f"DROP DATABASE IF EXISTS {JOURNEY}", f"CREATE DATABASE {JOURNEY} TEMPLATE {PREPARED}")
        environment |= {"DATABASE_URL": _database(JOURNEY)}
    running = Installation(copy_of(prepared, tmp_path / "data"), environment)
    _put_due_now(running)
    running.start()
    yield running
    running.stop()
    if os.environ.get("DATABASE_URL"):
        _sql(f"DROP DATABASE IF EXISTS {JOURNEY} WITH (FORCE)")


@pytest.fixture
def meeting(installation: Installation) -> int:
    """NO-gruppen's meeting that is due now."""
    return int(installation.facts["meeting"])


def _put_due_now(installation: Installation) -> None:
    """What was prepared may be half an hour old, and whoever starts so late is asked first."""
    now, meeting = demo_world.now_or_soon(timezone.now()), installation.facts["meeting"]
    if os.environ.get("DATABASE_URL"):
        with psycopg.connect(installation.environment["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("UPDATE kollegium_meeting SET starts_at = %s WHERE id = %s", (now, meeting))
        return
    with closing(sqlite3.connect(installation.data / "kollegium.sqlite3")) as connection, connection:
        moment = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        connection.execute("UPDATE kollegium_meeting SET starts_at = ? WHERE id = ?", (moment, meeting))


def _sql(*statements: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _database(name: str) -> str:
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture
def happened() -> Iterator[list[Event]]:
    """All that happens from here on, in order."""
    seen: list[Event] = []
    hear = seen.append
    events.take_part(hear)
    yield seen
    events._partakers.remove(hear)
