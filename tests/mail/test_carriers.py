"""Carriers as processes of their own on a real database file: several at once, ended, and killed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.mail.conftest import PostOffice

ROOT = Path(__file__).parents[2]
Carriers = Callable[[int], list["subprocess.Popen[str]"]]


@pytest.fixture
def environment(tmp_path: Path, post_office: PostOffice) -> dict[str, str]:
    environment = os.environ | {
        "KOLLEGIUM_DATA": str(tmp_path),
        "EMAIL_URL": f"smtp://127.0.0.1:{post_office.port}",
        "KOLLEGIUM_OUTBOX_PAUSE": "0.05",
    }
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    return environment


@pytest.fixture
def carriers(environment: dict[str, str]) -> Iterator[Carriers]:
    running: list[subprocess.Popen[str]] = []

    def start(number: int) -> list[subprocess.Popen[str]]:
        command = [sys.executable, "manage.py", "outbox"]
        new = [
            subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)
            for _ in range(number)
        ]
        running.extend(new)
        return new

    yield start
    for carrier in running:
        carrier.kill()
        carrier.communicate()


def write_letters(folder: str, number: int) -> None:
    with sqlite3.connect(Path(folder) / "kollegium.sqlite3") as database:
        database.executemany(
            "insert into kollegium_letter (key, about, 'to', subject, text, html, message_id, state, attempts,"
            " next_try_at, trouble, written_at) values (?, 'protocol:7', ?, 'Protokoll', 'Hej', '<p>Hej</p>', ?,"
            " 'waiting', 0, '2026-01-01', '', '2026-01-01')",
            [(f"test:{n}", f"person{n}@skola.example", f"<{n}@kollegium>") for n in range(number)],
        )


def states(folder: str) -> list[str]:
    with sqlite3.connect(Path(folder) / "kollegium.sqlite3") as database:
        return [row[0] for row in database.execute("select state from kollegium_letter order by id")]


def wait_until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.05)


def test_three_carriers_at_once_never_double(
    environment: dict[str, str], carriers: Carriers, post_office: PostOffice
) -> None:
    folder = environment["KOLLEGIUM_DATA"]
    write_letters(folder, 120)

    running = carriers(3)
    wait_until(lambda: set(states(folder)) == {"sent"})

    assert sorted(post_office.to) == sorted(f"person{n}@skola.example" for n in range(120))

    for carrier in running:
        carrier.send_signal(signal.SIGTERM)
    assert [carrier.wait(timeout=10) for carrier in running] == [0, 0, 0]


def test_a_carrier_killed_in_the_middle_neither_doubles_nor_loses(
    environment: dict[str, str], carriers: Carriers, post_office: PostOffice
) -> None:
    folder = environment["KOLLEGIUM_DATA"]
    write_letters(folder, 60)

    [killed] = carriers(1)
    wait_until(lambda: len(post_office.to) >= 5)
    killed.kill()
    killed.wait()
    carriers(1)
    wait_until(lambda: "waiting" not in states(folder) and states(folder).count("sending") <= 1)

    assert len(post_office.to) == len(set(post_office.to))
    assert len(post_office.to) >= 59
    assert set(states(folder)) <= {"sent", "sending"}  # the one in hand waits for its five minutes, then for a person
