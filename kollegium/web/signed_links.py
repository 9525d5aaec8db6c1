"""What links and cookies carry signed: read back as it was written, unless it was changed or its time is out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing


@dataclass(frozen=True)
class Signed:
    """What a token says. `value` is None when the token is not ours; `has_expired` when it is older than it may be."""

    value: Any = None
    has_expired: bool = False

    @property
    def in_time(self) -> Any:
        """The value, or None when it has expired."""
        return None if self.has_expired else self.value


def dump(value: Any, *, salt: str) -> str:
    """A token with `value` (JSON) readable in it, signed with the secret key and the time of signing.

    Each use has a `salt` of its own, so that a token for one thing opens no other.
    """
    return signing.dumps(value, salt=salt)


def load(token: str, *, salt: str, max_age: timedelta | None = None) -> Signed:
    """Reads a token made by `dump` with the same salt. Raises nothing: whatever comes is from outside."""
    try:
        return Signed(signing.loads(token, salt=salt, max_age=max_age))
    except signing.SignatureExpired:
        return Signed(signing.loads(token, salt=salt), has_expired=True)
    except (signing.BadSignature, ValueError, TypeError):
        return Signed()
