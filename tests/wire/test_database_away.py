"""The database stands still for half a minute, or is restarted: lines wait, and no word is lost."""

import sqlite3
import time
import urllib.request
from collections.abc import Callable

import psycopg
import pytest
from websockets.exceptions import ConnectionClosed

from tests.wire.conftest import Member
from tests.wire.test_socket import at_the_table
from tests.world import Installation, wait_until

Join = Callable[..., Member]
LOOK_AGAIN = 1012


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
    keep_sending(join, bo, update)

    assert answers >= 3, "the page hears again and again that it has to wait"
    carin.until("update")
    assert carin.reads("talked") == "tålmodig"
    (anna,) = at_the_table(join, "anna")
    assert anna.reads("talked") == "tålmodig"


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
        keep_sending(join, bo, update)  # the first time it meets a connection that has died

    wait_until(lambda: hear(join, carin) and carin.reads("talked") == "före under igen ", "the others see it")
    anna = join("anna")
    wait_until(lambda: comes_back(join, anna), "one who comes now is let in, too")
    assert anna.reads("talked") == "före under igen "


def test_a_restarted_postgresql_is_noticed_by_nobody_who_opens_a_page(
    join: Join, begun: int, installation: Installation
) -> None:
    if "DATABASE_URL" not in installation.environment:
        pytest.skip("SQLite has no server to restart.")
    at_the_table(join, "bo", "carin")  # there are connections that can die
    session = {"Cookie": f"sessionid={installation.facts['sessions']['anna']}"}

    for _ in range(3):
        end_all_connections(installation)
        for address in (f"/moten/{begun}/", f"/moten/{begun}/rum/"):
            asked = urllib.request.Request(installation.address + address, headers=session)
            with urllib.request.urlopen(asked) as answer:
                assert answer.status == 200


def keep_sending(join: Join, member: Member, update: bytes) -> None:
    """As the page does when it is asked to wait, or has had to come back."""
    while (said := hear(join, member)) != "kept":
        if said in ("later", "looks again"):
            member.send(update)


def hear(join: Join, member: Member) -> str:
    """One frame; a line that was told to look again comes back and catches up, as the page does."""
    try:
        return member.hear()
    except ConnectionClosed as closed:
        is_told_to_look_again(closed)
    while not comes_back(join, member):
        time.sleep(0.1)
    return "looks again"


def comes_back(join: Join, member: Member) -> bool:
    """False when that line, too, met a connection that had died."""
    member.line = join(member.key).line
    try:
        member.until("vector")
        member.catch_up()
    except ConnectionClosed as closed:
        is_told_to_look_again(closed)
        return False
    return True


def is_told_to_look_again(closed: ConnectionClosed) -> None:
    """Never just dropped, and never shown out."""
    assert closed.rcvd, "the line was dropped without a word"
    assert closed.rcvd.code == LOOK_AGAIN


def end_all_connections(installation: Installation) -> None:
    """What a restart does to those who are connected."""
    with psycopg.connect(installation.environment["DATABASE_URL"], autocommit=True) as own:
        own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
