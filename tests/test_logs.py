"""What the log says of a trouble that goes on, and of addresses that hold keys."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from config.logs import PAUSE, NoKeys, SameTroubleOnce
from tests.addresses import with_key


class Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.addFilter(NoKeys())
        self.addFilter(SameTroubleOnce())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def log() -> tuple[logging.Logger, list[str]]:
    logger, kept = logging.Logger("kollegium.room"), Kept()
    logger.addHandler(kept)
    return logger, kept.lines


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [1000.0]
    monkeypatch.setattr("config.logs.time.monotonic", lambda: now[0])
    return lambda seconds: now.__setitem__(0, now[0] + seconds)


def test_the_same_trouble_is_told_once_a_minute_with_how_often_it_came(log: Any, clock: Any) -> None:
    logger, lines = log
    for number in range(1553):
        logger.warning("The drafts could not be written just now: %s", f"disk full, {number}")
        clock(40 / 1553)
    assert lines == ["The drafts could not be written just now: disk full, 0"]

    clock(PAUSE)
    logger.warning("The drafts could not be written just now: %s", "disk full")

    (_, second) = lines
    assert second.startswith("The drafts could not be written just now: disk full (and the same 1552 times more")


def test_a_line_that_is_nothing_but_anothers_words_is_of_its_own_kind(log: Any, clock: Any) -> None:
    logger, lines = log
    for words in ("The key of the plans is missing.", "SECRET_KEY is another one.", "The key of the plans is missing."):
        logger.warning("%s", words)

    assert lines == ["The key of the plans is missing.", "SECRET_KEY is another one."]


def test_another_trouble_is_told_at_once(log: Any, clock: Any) -> None:
    logger, lines = log

    def fail(error: Exception) -> None:
        try:
            raise error
        except Exception:
            logger.exception("A page failed: %s", "/")

    for _ in range(3):
        fail(ValueError("one"))
        fail(KeyError("two"))
        try:
            {}["elsewhere"]
        except KeyError:
            logger.exception("A page failed: %s", "/")
        logger.error("Something else")

    assert len(lines) == 4


def test_information_is_always_told(log: Any, clock: Any) -> None:
    logger, lines = log
    logger.setLevel(logging.INFO)

    for _ in range(3):
        logger.info("anna@skola.example signed in")

    assert len(lines) == 3


def test_a_thousand_kinds_of_trouble_fill_no_memory(clock: Any) -> None:
    once = SameTroubleOnce()
    for number in range(5000):
        once.filter(logging.LogRecord("kollegium", logging.ERROR, "", 0, f"Trouble {number}", (), None))

    assert len(once._kinds) <= 500


def test_no_address_that_lets_somebody_in_is_logged_with_its_key(log: Any, clock: Any) -> None:
    logger, lines = log
    key = "Hemlig1-nyckel_som:öppnar"
    addresses = with_key(key)
    assert len(addresses) >= 7

    for address in addresses:
        logger.error(f"{len(lines)} %s: %s", "Internal Server Error", address)

    harmless = {"/trad/min-trad.…", "/anteckningar/", "/moten/1/spegel/"}  # a kind of file, ids of one's own
    told = [line for line in lines if key in line]
    assert [line for line in told if not any(part.rstrip("…") in line for part in harmless)] == []
    assert len(lines) == len(addresses)
