"""Guessing is slowed down, never shut out: each wrong try beyond the first few makes the next one wait, up to a bound.

The counts lie in the database, so that all processes share them and none is lost at a restart. Nobody waits here: one
who comes too early is told how many seconds are left.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac


class WrongTries(models.Model):
    """How often something has been guessed wrong, and from when the next try is heard."""

    key = models.CharField(max_length=64, primary_key=True)  # keyed: a row tells neither account nor address
    count = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} wrong"


@dataclass(frozen=True)
class Brake:
    """`free` tries cost nothing; then a second, two, four and so on to `longest`. Forgotten after a calm `window`."""

    name: str
    free: int
    longest: int  # seconds
    window: timedelta = timedelta(hours=1)

    def on(self, *what: object) -> "Lane":
        text = "\n".join(str(part) for part in what)
        return Lane(self, salted_hmac(f"kollegium.brake.{self.name}", text, algorithm="sha256").hexdigest())

    def pause(self, wrong: int) -> timedelta:
        return timedelta(seconds=min(self.longest, 2 ** min(wrong - self.free, 16)) if wrong >= self.free else 0)


@dataclass(frozen=True)
class Lane:
    """What is counted by itself: an account from one place, a browser, a place."""

    brake: Brake
    key: str


# Somebody who has signed in before in this browser counts alone. Others count by account and place, by account from
# anywhere, and by place whatever account is tried: one password against all.
BROWSER = Brake("browser", free=10, longest=30)
FROM_THERE = Brake("account-and-place", free=5, longest=30)
FROM_ANYWHERE = Brake("account", free=30, longest=10)
PLACE = Brake("place", free=60, longest=4, window=timedelta(minutes=15))
OLD_PASSWORD = Brake("old-password", free=5, longest=30)
START_CODE = Brake("start-code", free=5, longest=30)
CODES = Brake("codes", free=10, longest=30, window=timedelta(minutes=15))


def seconds_left(lanes: Sequence[Lane]) -> int:
    """0 when the try is heard; it then has the turn of each lane that is slowed, and no other try has it."""
    now = timezone.now()
    rows = {
        row.key: row for row in WrongTries.objects.filter(pk__in=[lane.key for lane in lanes], forgotten_at__gt=now)
    }
    left = max((row.next_at - now for row in rows.values()), default=timedelta())
    if left > timedelta():
        return math.ceil(left.total_seconds())
    for lane in lanes:
        row = rows.get(lane.key)
        pause = lane.brake.pause(row.count + 1) if row else timedelta()
        waiting = WrongTries.objects.filter(pk=lane.key, next_at__lte=now)
        if pause and not waiting.update(next_at=now + pause):
            return math.ceil(pause.total_seconds())  # somebody else took this turn
    return 0


def wrong(lanes: Sequence[Lane]) -> list[Brake]:
    """Counts it; returns the brakes that begin to slow by this try."""
    return [lane.brake for lane in lanes if _count(lane.key, lane.brake) == lane.brake.free]


def right(lanes: Sequence[Lane]) -> None:
    """What was one's own is forgotten. What others have guessed counts on, but the turn is given back."""
    own = [lane.key for lane in lanes if lane.brake not in (FROM_ANYWHERE, PLACE)]
    rows = WrongTries.objects.filter(pk__in=[lane.key for lane in lanes])
    if rows.exists():
        rows.filter(pk__in=own).delete()
        give_back(lanes)


def give_back(lanes: Sequence[Lane]) -> None:
    """The turn that was taken: what was to be tried was not wrong."""
    WrongTries.objects.filter(pk__in=[lane.key for lane in lanes]).update(next_at=timezone.now())


def place(address: str) -> str:
    """Where one sits: the address, or the /64 that a network of IPv6 hands out whole."""
    return _network(address, 64)


def neighbourhood(address: str) -> str:
    """As above, and for IPv6 the /48 that a provider gives to one customer."""
    return _network(address, 48)


def tidy() -> None:
    WrongTries.objects.filter(forgotten_at__lte=timezone.now()).delete()


@dataclass(frozen=True)
class Quota:
    """At most so many within the window, and no more: letters and invitations, which nobody needs more of."""

    name: str
    most: int
    window: timedelta

    def is_spent(self, whose: str) -> bool:
        return not self.left(whose)

    def left(self, whose: str) -> int:
        row = WrongTries.objects.filter(pk=self._key(whose), forgotten_at__gt=timezone.now()).first()
        return max(0, self.most - (row.count if row else 0))

    def count(self, whose: str) -> None:
        _count(self._key(whose), self)

    def _key(self, whose: str) -> str:
        return salted_hmac(f"kollegium.quota.{self.name}", whose.strip().lower(), algorithm="sha256").hexdigest()


INVITATIONS = Quota("invitations", most=40, window=timedelta(days=1))
LETTERS = Quota("letters", most=5, window=timedelta(hours=1))


@transaction.atomic
def _count(key: str, rule: Brake | Quota) -> int:
    now = timezone.now()
    start = {"next_at": now, "forgotten_at": now + rule.window}
    row, _ = WrongTries.objects.select_for_update().get_or_create(pk=key, defaults=start)
    if row.forgotten_at <= now:
        row.count, row.forgotten_at = 0, now + rule.window
    row.count += 1
    if isinstance(rule, Brake):
        row.next_at, row.forgotten_at = now + rule.pause(row.count), now + rule.window
    row.save()
    return row.count


def _network(address: str, bits: int) -> str:
    try:
        found = ip_address(address.split("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, bits), strict=False)) if found.version == 6 else str(found)
