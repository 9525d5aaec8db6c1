"""The security log as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from django.utils import timezone

from kollegium.audit.models import SecurityEntry, SecurityEntryQuerySet

COLUMNS = ("Dag", "Klockslag", "Vad som hände", "Mer om det", "Gäller", "Gjort av")
# OWASP, CSV Injection: a cell that begins with one of these is read as a formula by spreadsheets.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else


def csv_lines(rows: SecurityEntryQuerySet) -> Iterator[str]:
    """Semicolons between cells, as Excel in Swedish reads them. Rows are read as they are sent."""
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    for entry in rows.iterator(chunk_size=500):
        yield _line(cells_of(entry))


def cells_of(entry: SecurityEntry) -> tuple[str, ...]:
    at = timezone.localtime(entry.at)
    clock = f"{at:%H.%M}" if entry.has_hour else ""
    about, by = (str(person) if person else "" for person in (entry.about, entry.by))
    return f"{at:%Y-%m-%d}", clock, entry.in_words, entry.words, about, by


def _line(cells: tuple[str, ...]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerow([_plain(cell) for cell in cells])
    return buffer.getvalue()


def _plain(cell: str) -> str:
    """Text to a spreadsheet, whatever it begins with."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
