"""Whether the server can save, open the plans, send letters and keep up. In words, for whoever watches it."""

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from kollegium.about import keys
from kollegium.about.models import Installation
from kollegium.about.version import version
from kollegium.jobs.stuck import stuck
from kollegium.mail.outbox import waiting_for_us

log = logging.getLogger("kollegium.about")

AT_MOST_EVERY = 1  # seconds between looks, however many ask
LATE = timedelta(hours=1)  # a letter that has waited so long for us has somebody waiting for it

CANNOT_SAVE = "Databasen kan inte spara. Är disken full?"
NO_DATABASE = "Databasen svarar inte."
WRONG_KEY = "Servern har inte nyckeln som handlingsplanerna är låsta med."
LETTERS_WAIT = "Mejl blir inte skickade: {trouble}"


@dataclass(frozen=True)
class Readiness:
    trouble: list[str] = field(default_factory=list)
    oldest_waiting_letter: int | None = None  # seconds; None when none waits

    def as_json(self) -> dict[str, object]:
        return {
            "ready": not self.trouble,
            "trouble": self.trouble,
            "oldest_waiting_letter_seconds": self.oldest_waiting_letter,
            "version": version(),
        }


class _Look:
    """The latest one, shared by all who ask within the second: it writes a row."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at = 0.0
        self._found = Readiness()

    def found(self) -> Readiness:
        with self._lock:
            if time.monotonic() - self._at >= AT_MOST_EVERY:
                self._found = _look()
                self._at = time.monotonic()
            return self._found


_latest = _Look()


def readiness() -> Readiness:
    return _latest.found()


def _look() -> Readiness:
    try:
        trouble = [] if keys.are_known() else [WRONG_KEY]
        trouble += _trouble_with_saving()
        trouble += stuck()
        oldest = waiting_for_us().first()
    except DatabaseError as error:
        log.error("The database does not answer: %s", error)
        return Readiness([NO_DATABASE])
    if oldest is None:
        return Readiness(trouble)
    waited = timezone.now() - oldest.written_at
    if waited > LATE and settings.EMAIL_URL:  # without a mail server they are meant to wait
        trouble.append(LETTERS_WAIT.format(trouble=oldest.trouble or "de ligger kvar i utkorgen."))
    return Readiness(trouble, int(waited.total_seconds()))


def _trouble_with_saving() -> list[str]:
    try:
        Installation.objects.update_or_create(pk=1, defaults={"wrote_at": timezone.now()})
    except DatabaseError as error:
        log.error("The database cannot save: %s", error)
        return [CANNOT_SAVE]
    return []
