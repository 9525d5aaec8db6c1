"""What is asked for in an address or a form, read: a row's key, a whole number, a moment; None when it is none."""

import re
from datetime import MAXYEAR, MINYEAR, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

KEY = "[0-9]{1,19}"
HIGHEST_KEY = 2**63 - 1  # what the databases can hold


class KeyConverter:
    """`<pk:…>` in an address: Django's `int` lets numbers through that no database takes."""

    regex = KEY

    def to_python(self, text: str) -> int:
        if (found := key(text)) is None:
            raise ValueError(text)
        return found

    def to_url(self, value: int) -> str:
        return str(value)


def key(text: str) -> int | None:
    """A row's key."""
    number = int(text) if re.fullmatch(KEY, text) else 0
    return number if 0 < number <= HIGHEST_KEY else None


def number(text: str) -> int | None:
    """A whole number, not negative and of a size that a count can have."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


def moment(text: str) -> datetime | None:
    """As `datetime.isoformat` writes it; without a zone it is the huvudman's own."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    if found is None or not MINYEAR < found.year < MAXYEAR:  # a year at the edge is out of range in some other zone
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)
