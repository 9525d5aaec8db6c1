"""A brake against guessing: counts per account, so that a whole school behind one address is never shut out."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

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


class SignInBrake:
    """Ten failures per account and address, so that a stranger's guesses don't shut the owner out; a hundred in all."""

    from_there = Brake("sign-in", most=10, window=timedelta(minutes=15))
    from_anywhere = Brake("sign-in-anywhere", most=100, window=timedelta(minutes=15))

    def is_on(self, email: str, address: str) -> bool:
        return self.from_there.is_on(self._place(email, address)) or self.from_anywhere.is_on(email)

    def count(self, email: str, address: str) -> None:
        self.from_there.count(self._place(email, address))
        self.from_anywhere.count(email)

    def release(self, email: str, address: str) -> None:
        """The owner is in. What others have guessed from elsewhere still counts."""
        self.from_there.release(self._place(email, address))

    def release_everywhere(self, email: str) -> None:
        """There is a new password, and the guesses were at the old one: every count begins anew."""
        self.from_anywhere.release(email)
        cache.set(self._era(email), uuid4().hex, 2 * self.from_there.window.total_seconds())

    def _place(self, email: str, address: str) -> str:
        return f"{email.strip()} {address} {cache.get(self._era(email), '')}"

    def _era(self, email: str) -> str:
        return f"brake:era:{sha256(email.strip().lower().encode()).hexdigest()}"


SIGN_IN = SignInBrake()
INVITATIONS = Brake("invitations", most=40, window=timedelta(days=1))
CODES = Brake("codes", most=10, window=timedelta(minutes=15))
LETTERS = Brake("letters", most=5, window=timedelta(hours=1))
