"""The time that remains, as a budget: what one step takes, another pays, and no second is lost between them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

FLOOR = 60  # seconds: no step is left with less, unless it had less already


@dataclass(frozen=True)
class Share:
    """What a step has to spend from now on; of the running step, what is left."""

    position: int
    seconds: int
    planned: int  # what it would have had by the plan: as far as time is given back
    is_protected: bool = False

    @property
    def spare(self) -> int:
        return max(self.seconds - FLOOR, 0)

    @property
    def owed(self) -> int:
        return max(self.planned - self.seconds, 0)


def total(shares: Iterable[Share]) -> int:
    return sum(share.seconds for share in shares)


def least(shares: Iterable[Share]) -> int:
    """The shortest these steps can be made."""
    return sum(share.seconds - share.spare for share in shares)


def payers(shares: Sequence[Share], seconds: int) -> list[Share]:
    """Those who can pay it alone, the proposal first: unprotected before protected, the longest before the shorter."""
    return sorted((share for share in shares if share.spare >= seconds), key=_gives_way)


def paid(shares: Sequence[Share], payer: int, seconds: int) -> list[Share]:
    """The step `payer` gives all of it. Ask `payers` first whether it can."""
    return _changed(shares, {payer: -seconds})


def open_to_spreading(shares: Sequence[Share]) -> list[Share]:
    """The unprotected: several of them can pay together when none can alone."""
    return [share for share in shares if not share.is_protected]


def replanned(shares: Sequence[Share], seconds: int) -> list[Share]:
    """The same steps in `seconds`, which is no less than `least`; what they don't need of it is left over."""
    short = total(shares) - seconds
    return _shortened(shares, short) if short > 0 else _given_back(shares, -short)


def _shortened(shares: Sequence[Share], seconds: int) -> list[Share]:
    """Unprotected steps pay first, the longest down to its floor before the next; then the protected in proportion."""
    changes: dict[int, int] = {}
    for share in sorted(open_to_spreading(shares), key=_gives_way):
        changes[share.position] = -min(share.spare, seconds)
        seconds += changes[share.position]
    protected = [share for share in shares if share.is_protected]
    spare = sum(share.spare for share in protected)
    for share in protected:
        part = -(-seconds * share.spare // spare) if spare else 0  # of what still is to be paid, so the sum is exact
        changes[share.position] = -part
        seconds, spare = seconds - part, spare - share.spare
    return _changed(shares, changes)


def _given_back(shares: Sequence[Share], seconds: int) -> list[Share]:
    """To those who have less than planned, the protected first; nobody gets more than the plan gave."""
    changes: dict[int, int] = {}
    for share in sorted(shares, key=lambda share: (not share.is_protected, share.position)):
        changes[share.position] = min(share.owed, seconds)
        seconds -= changes[share.position]
    return _changed(shares, changes)


def _gives_way(share: Share) -> tuple[bool, int, int]:
    return share.is_protected, -share.seconds, share.position


def _changed(shares: Sequence[Share], changes: dict[int, int]) -> list[Share]:
    return [replace(share, seconds=share.seconds + changes.get(share.position, 0)) for share in shares]
