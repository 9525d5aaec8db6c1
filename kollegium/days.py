"""Which day it is, as far as the server can know."""

from datetime import UTC, date, datetime, timedelta

EASTERNMOST = timedelta(hours=14)  # UTC+14, the first to turn the page


def last_possible_today() -> date:
    """The latest date that a device can have: in Helsinki it is tomorrow before it is so at the server."""
    return (now() + EASTERNMOST).date()


def now() -> datetime:
    return datetime.now(UTC)
