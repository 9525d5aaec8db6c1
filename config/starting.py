"""What is looked at before anything is served: a server that cannot be right says why, and does not start."""

import logging
import sys
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

T = TypeVar("T")

log = logging.getLogger("kollegium.starting")

NO_DATABASE = "Databasen svarar inte, eller är inte förberedd för den här versionen. Kör manage.py prepare. ({error})"


def in_words(begin: Callable[[], T]) -> T:
    """Wrong settings end the process with one sentence instead of a traceback."""
    try:
        return begin()
    except ImproperlyConfigured as error:
        sys.exit(f"Kollegium startar inte. {error}")


def check() -> None:
    """Whether this server and this database belong together."""
    from kollegium import demo  # Django must be set up first
    from kollegium.about import keys

    try:
        demo.refuse_real_people()
        told = keys.check()
    except DatabaseError as error:
        raise ImproperlyConfigured(NO_DATABASE.format(error=error)) from error
    for words in told:
        log.warning("%s", words)
