"""What the log leaves out: the same trouble again within a minute, and keys in the addresses of pages that failed."""

import logging
import re
import time

PAUSE = 60.0  # seconds
MOST_KINDS = 500  # of trouble, remembered at a time
# Invitations, passwords, guests, joining, one's own thread: the part of an address that lets somebody in.
KEYS = re.compile(r"^/(valkommen|losenord|gast|med|min-trad)/.+|(/ramar/).+")


class SameTroubleOnce(logging.Filter):
    """Passes the first warning or error of a kind; the next one after a minute tells how many were left out between.

    A kind is the place that logs and the place that failed; where a line is nothing but another's words, those words.
    What is logged as information is always passed."""

    def __init__(self) -> None:
        super().__init__()
        self._kinds: dict[tuple[object, ...], tuple[float, int]] = {}  # since when, and how many have been left out

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        kind, now = _kind(record), time.monotonic()
        since, left_out = self._kinds.get(kind, (now - PAUSE, 0))
        if now - since < PAUSE:
            self._kinds[kind] = since, left_out + 1
            return False
        self._kinds.pop(kind, None)
        if len(self._kinds) >= MOST_KINDS:
            self._kinds.pop(next(iter(self._kinds)))  # the one that was told longest ago
        self._kinds[kind] = now, 0
        if left_out:
            record.msg = f"{record.getMessage()} (and the same {left_out} times more since it was last told)"
            record.args = ()
        return True


class NoKeys(logging.Filter):
    """An address is logged without what in it would let a reader of the log in."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_without_key(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


def _kind(record: logging.LogRecord) -> tuple[object, ...]:
    said = record.getMessage() if record.msg == "%s" else record.msg
    if not record.exc_info or record.exc_info[1] is None:
        return record.name, record.levelno, said
    error = record.exc_info[1]
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    failed = (at.tb_frame.f_code.co_filename, at.tb_lineno) if at else None
    return record.name, record.levelno, said, type(error), failed


def _without_key(words: str) -> str:
    return KEYS.sub(lambda found: f"/{found[1]}/…" if found[1] else f"{found[2]}…", words)
