"""Results: percentiles over all samples, and a table with aim, figure and whether the aim was met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Percentiles:
    """Milliseconds."""

    p50: float
    p95: float
    p99: float
    samples: int

    def __str__(self) -> str:
        return f"p50 {self.p50:.1f}, p95 {self.p95:.1f}, p99 {self.p99:.1f} ms (n={self.samples:,})"


def percentiles(seconds: Sequence[float]) -> Percentiles:
    ordered = sorted(seconds)
    if not ordered:
        return Percentiles(float("inf"), float("inf"), float("inf"), 0)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000 for part in (0.5, 0.95, 0.99)]
    return Percentiles(*at, samples=len(ordered))


@dataclass
class Table:
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    say: Callable[[str], None] | None = (
        None  # called with each row as it is measured, so that an interrupted run loses nothing
    )

    def add(self, what: str, aim: str, figure: str, is_met: bool | None = None, by: str = "") -> None:
        """`is_met`: none for what is shown without an aim. `by`: how much was lacking."""
        verdict = "" if is_met is None else "met" if is_met else f"missed{by and ', ' + by}"
        self.rows.append((what, aim, figure, verdict))
        if self.say:
            self.say(_table_row(self.rows[-1]))

    def at_most(self, what: str, figure: float, aim: float, unit: str, more: str = "") -> None:
        is_met = figure <= aim
        by = "" if is_met else f"{figure / aim:.1f} times the aim"
        self.add(what, f"≤ {aim:g} {unit}", f"{figure:,.1f} {unit}{more and '; ' + more}", is_met, by)

    def at_least(self, what: str, figure: float, aim: float, unit: str, more: str = "") -> None:
        is_met = figure >= aim
        by = "" if is_met else f"{figure / aim:.0%} of the aim"
        self.add(what, f"≥ {aim:g} {unit}", f"{figure:,.2f} {unit}{more and '; ' + more}", is_met, by)

    def as_markdown(self) -> str:
        head = ("What", "Aim", "Figure", "")
        return "\n".join(_table_row(row) for row in (head, ("---",) * 4, *self.rows))


def _table_row(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"
