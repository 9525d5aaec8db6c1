"""The outcome of `bin/bench chaos` by trouble: rounds and seconds, and what was lost, doubled or cut."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.writers import Tally, Token

Say = Callable[[str], None]
COLUMNS = {"rounds": 8, "seconds": 9, "tokens": 8, "characters": 12, "lost": 6, "doubled": 9, "words cut": 11}


@dataclass
class Rounds:
    """How many of each trouble, and the seconds they took."""

    number: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, trouble: str) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        except Exception as error:
            error.add_note(f"in round {self.number.total() + 1}: {trouble}")
            raise
        self.number[trouble] += 1
        self.seconds[trouble] = self.seconds.get(trouble, 0) + time.monotonic() - began


@dataclass
class Outcome:
    rounds: Rounds
    written: list[Token]
    tally: Tally


def print_outcomes(outcomes: list[Outcome], say: Say) -> None:
    say(f"{'trouble':30}" + "".join(f"{name:>{width}}" for name, width in COLUMNS.items()))
    rows = [row for outcome in outcomes for row in _rows(outcome)]
    for name, figures in rows:
        say(_row(name, figures))
    say(_row("all", [sum(column) for column in zip(*(figures for _, figures in rows), strict=True)]))
    for tally in (outcome.tally for outcome in outcomes):
        if tally.missing:
            say(f"lost: {' '.join(tally.missing)[:300]}")
        if tally.foreign:
            say(f"torn or foreign: {tally.foreign[:200]!r}")


def _rows(outcome: Outcome) -> Iterator[tuple[str, list[float]]]:
    rounds, tally = outcome.rounds, outcome.tally
    tokens = Counter(token.trouble for token in outcome.written)
    for name in dict.fromkeys([*rounds.number, *tokens]):
        characters = sum(len(token.words) for token in outcome.written if token.trouble == name)
        seconds = rounds.seconds.get(name, 0)
        counts = tally.lost[name], tally.doubled[name], tally.cut[name]
        yield name, [rounds.number[name], seconds, tokens[name], characters, *counts]


def _row(name: str, figures: list[float]) -> str:
    return f"{name:30}" + "".join(
        f"{figure:{width}.0f}" for figure, width in zip(figures, COLUMNS.values(), strict=True)
    )
