"""Token buckets: how often one may ask, over all connections; tokens come back little by little."""

import time
from collections.abc import Hashable

MANY = 10_000  # of whom so many are remembered, those who have everything back are forgotten


class TokenBucket:
    """`most` tokens at once, and `back` more each second. In this process, for a person, a session or an address."""

    def __init__(self, most: int, back: float) -> None:
        self._most, self._back = most, back
        self._left: dict[Hashable, tuple[float, float]] = {}  # how much was left, and when

    def take(self, who: Hashable) -> bool:
        """One token; False when none is left."""
        now = time.monotonic()
        left = self._left_for(who, now)
        if left < 1:
            return False
        if len(self._left) >= MANY:
            self._left = {
                other: remaining for other, remaining in self._left.items() if self._left_for(other, now) < self._most
            }
        self._left[who] = (left - 1, now)
        return True

    def _left_for(self, who: Hashable, now: float) -> float:
        left, at = self._left.get(who, (self._most, now))
        return min(self._most, left + (now - at) * self._back)
