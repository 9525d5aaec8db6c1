"""Argon2id with the memory that OWASP asks for, a few at a time: those who sign in must not stop those who write."""

import os
import threading
from types import TracebackType

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection

from kollegium.refusals import Busy

CROWDED = "Många loggar in just nu. Vänta några sekunder och försök igen."


class Turns:
    """So many hash at once in this process, so many wait a moment, and the others are told to come back."""

    def __init__(self, at_once: int, waiting: int, patience: float) -> None:
        self._patience = patience
        self._hashing = threading.BoundedSemaphore(at_once)
        self._waiting = threading.BoundedSemaphore(waiting)

    def __enter__(self) -> None:
        if not self._hashing.acquire(blocking=False):
            self._wait()

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._hashing.release()

    def _wait(self) -> None:
        if not self._waiting.acquire(blocking=False):
            raise Busy(CROWDED)
        try:
            if not connection.in_atomic_block:
                connection.close()  # whoever waits holds no connection that a page could use
            if not self._hashing.acquire(timeout=self._patience):
                raise Busy(CROWDED)
        finally:
            self._waiting.release()


# Half of the processors, so that pages and rooms always have the other half.
turns = Turns(at_once=max(1, (os.cpu_count() or 1) // 2), waiting=20, patience=2.0)


class Argon2(Argon2PasswordHasher):
    # OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane.
    memory_cost = 19_456
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with turns:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with turns:
            return super().verify(password, encoded)
