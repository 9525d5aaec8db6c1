"""The database stands still for half a minute, or is restarted: lines wait, and no word is lost."""

import sqlite3
import time
from collections.abc import Callable

import psycopg
import pytest

from tests.room.conftest import Member
from tests.room.test_socket import at_the_table
from tests.world import Installation, wait_until

Join = Callable[..., Member]


def test_a_database_locked_for_half_a_minute_is_waited_for(join: Join, begun: int, installation: Installation) -> None:
    if "DATABASE_URL" in installation.environment:
        pytest.skip("Locking the whole database is SQLite's way; PostgreSQL has no such lock.")
    bo, carin = at_the_table(join, "bo", "carin")
    hog = sqlite3.connect(installation.data / "kollegium.sqlite3", isolation_level=None)
    hog.execute("BEGIN EXCLUSIVE")
    locked_at = time.monotonic()
    update = bo.write("talked", "tålmodig")

    number = bo.send(update)
    answers = 0
    while time.monotonic() - locked_at < 30:
        bo.until("later", frame=number)
        answers += 1
        number = bo.send(update)
    hog.execute("ROLLBACK")
    hog.close()
    keep_sending(bo, update)

    assert answers >= 3, "the page hears again and again that it has to wait"
    carin.until("update")
    assert carin.reads("talked") == "tålmodig"
    (anna,) = at_the_table(join, "anna")
    assert anna.reads("talked") == "tålmodig"


@pytest.mark.xfail(
    reason="A room may be told to look again (1012): a page comes back, this line does not.", strict=False
)
def test_a_restarted_postgresql_costs_a_pause_and_no_word(join: Join, begun: int, installation: Installation) -> None:
    if "DATABASE_URL" not in installation.environment:
        pytest.skip("SQLite has no server to restart.")
    bo, carin = at_the_table(join, "bo", "carin")
    number = bo.send(bo.write("talked", "före "))
    bo.until("kept", frame=number)

    for word in ("under ", "igen "):
        end_all_connections(installation)
        update = bo.write("talked", word)
        bo.send(update)
        keep_sending(bo, update)  # the first time it meets a connection that has died

    wait_until(lambda: carin.hear() and carin.reads("talked") == "före under igen ", "the others see it")
    (anna,) = at_the_table(join, "anna")
    assert anna.reads("talked") == "före under igen "


def keep_sending(member: Member, update: bytes) -> None:
    """As the page does when it is asked to wait."""
    while (said := member.hear()) != "kept":
        if said == "later":
            member.send(update)


def end_all_connections(installation: Installation) -> None:
    """What a restart does to those who are connected."""
    with psycopg.connect(installation.environment["DATABASE_URL"], autocommit=True) as own:
        own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
