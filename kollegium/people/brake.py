"""A brake against guessing: counts per account, so that a whole school behind one address is never shut out."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.core.cache import cache


@dataclass(frozen=True)
class Brake:
    """At most so many times per account within the window. Kept in the cache: with Django's default cache
    each server process counts on its own, which weakens the brake by the number of processes and no more."""

    name: str
    most: int
    window: timedelta

    def is_on(self, email: str) -> bool:
        return cache.get(self._key(email), 0) >= self.most

    def count(self, email: str) -> None:
        key = self._key(email)
        cache.add(key, 0, self.window.total_seconds())
        try:
            cache.incr(key)
        except ValueError:  # the window closed between the two lines
            cache.set(key, 1, self.window.total_seconds())

    def release(self, email: str) -> None:
        cache.delete(self._key(email))

    def _key(self, email: str) -> str:
        return f"brake:{self.name}:{sha256(email.strip().lower().encode()).hexdigest()}"


SIGN_IN = Brake("sign-in", most=10, window=timedelta(minutes=15))
INVITATIONS = Brake("invitations", most=40, window=timedelta(days=1))
LETTERS = Brake("letters", most=5, window=timedelta(hours=1))
