"""How many guesses a password takes: the cheapest way to put it together from what guessers try first. Pure.

Costs are powers of ten. A word costs its place in a list, a name that belongs to the person next to nothing, and what
repeats or runs along the keyboard hardly more than its beginning. What is none of these is paid letter by letter.
"""

import gzip
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.contrib.auth import password_validation

ENOUGH = 9.0  # a billion guesses: three or four words that have nothing to do with each other
LONGEST = 128
LONGEST_WORD = 24
LISTS = Path(__file__).parent / "words"
LEAKED = Path(password_validation.__file__).with_name("common-passwords.txt.gz")  # Django's own list
PRODUCT = (
    "kollegium kollegialt larande lartraff larttraffen lartraffen largrupp largruppen larledare handlingsplan protokoll"
)
# What Swedes reach for when a machine wants a password, whatever place the words have in the language.
FAVOURITES = (
    "losenord losenordet passord hemligt hemlig hemlis valkommen hejsan hejhej tjena sverige svensk stockholm goteborg "
    "malmo uppsala alskar alskling mamma pappa hund katt hast fotboll hockey sommar sommaren vinter vintern host "
    "hosten var varen jul midsommar januari februari mars april maj juni juli augusti september oktober november "
    "december mandag tisdag onsdag torsdag fredag lordag sondag skola skolan larare larar rektor elev klass logga in "
    "inloggning nytt mitt test demo admin administrator password passwort secret welcome letmein login summer winter "
    "spring autumn"
)
LEET = [
    str.maketrans(from_, to) for from_, to in (("013457@$!|€89", "oieastasiiebg"), ("013457@$!|€+", "oleastasllet"))
]
DATES = re.compile(
    r"(?:19|20)?\d\d[-/. ]?(?:0[1-9]|1[0-2])[-/. ]?(?:0[1-9]|[12]\d|3[01])"  # 20260815, 85-06-12
    r"|(?:0?[1-9]|[12]\d|3[01])[-/. ]?(?:0?[1-9]|1[0-2])[-/. ]?(?:19|20)\d\d"  # 15/8 2026
)
YEAR = re.compile(r"(?:19|20)\d\d")
# The Swedish keyboard by row; the same place on each row is a column.
ROWS = ("§1234567890+´", " qwertyuiopå¨", " asdfghjklöä'", " zxcvbnm,.-")
SHIFTED = str.maketrans('!"#¤%&/()=?;:_', "123456789" + "0+,.-")
KEYS = {key: (row, column) for row, keys in enumerate(ROWS) for column, key in enumerate(keys) if key != " "}

Step = tuple[int, int] | None


class Part(StrEnum):
    """What a piece of a password is, from the guesser's side."""

    OWN = "own"
    WORD = "word"
    PATTERN = "pattern"
    NUMBER = "number"
    REST = "rest"


@dataclass(frozen=True)
class Estimate:
    """The power of ten, and how much of the password is of each kind."""

    cost: float
    letters: dict[Part, int]

    @property
    def is_enough(self) -> bool:
        return self.cost >= ENOUGH

    @property
    def mostly(self) -> Part:
        return max(self.letters, key=lambda part: self.letters[part], default=Part.REST)


def estimate(password: str, own: Iterable[str] = ()) -> Estimate:
    """`own`: names that belong to the person, whole or in several words."""
    typed = unicodedata.normalize("NFKC", password[: 2 * LONGEST])[:LONGEST].lower()[:LONGEST]
    names = _own_words(own)
    return min((_estimate(spelling, names) for spelling in _spellings(typed)), key=lambda found: found.cost)


def folded(words: str) -> str:
    """Lower case and without accents, letter for letter, so that places stay where they are."""
    return "".join({"ø": "o", "æ": "a"}.get(each) or unicodedata.normalize("NFD", each)[0] for each in words.lower())


def _spellings(typed: str) -> Iterator[str]:
    """As it is; with ö for oe; and without what stands between letters that stand one by one."""
    yield typed
    if re.search("oe|ae|aa", typed):
        yield typed.replace("oe", "ö").replace("ae", "ä").replace("aa", "å")
    letters = re.sub(r"[\W_]+", "", typed)
    if letters and len(typed) >= 1.8 * len(letters):
        yield letters


def _estimate(typed: str, own: frozenset[str]) -> Estimate:
    plain = folded(typed)
    pieces = [*_words(plain, own), *_repeats(plain), *_runs(typed), *_numbers(plain)]
    ending: dict[int, list[tuple[int, float, Part]]] = {}
    for start, end, cost, part in pieces:
        ending.setdefault(end, []).append((start, cost, part))
    best: list[tuple[float, int, Part]] = [(0.0, 0, Part.REST)]
    for end in range(1, len(plain) + 1):
        ways = [(best[end - 1][0] + _letter(typed, end - 1), end - 1, Part.REST)]
        ways += [(best[start][0] + cost, start, part) for start, cost, part in ending.get(end, [])]
        best.append(min(ways))
    return Estimate(best[-1][0], _shares(best))


def _shares(best: list[tuple[float, int, Part]]) -> dict[Part, int]:
    letters: dict[Part, int] = {}
    end = len(best) - 1
    while end > 0:
        _, start, part = best[end]
        letters[part] = letters.get(part, 0) + end - start
        end = start
    return letters


def _letter(typed: str, at: int) -> float:
    """One that belongs to nothing known: a neighbour on the keyboard is tried before the others."""
    key = typed[at]
    if key in " -_.,!?":
        return 0.5
    if key.isascii() and key.isdigit():
        return 1.0
    step = _step(typed[at - 1], key, on_keys=True) if at else None
    if step and max(abs(step[0]), abs(step[1])) <= 1:
        return 0.9
    return 1.4 if key.isalpha() else 1.6


def _words(plain: str, own: frozenset[str]) -> Iterator[tuple[int, int, float, Part]]:
    """Also backwards, and with figures for letters."""
    ranks = _ranks()
    ways = [(plain, 0.0), *((plain.translate(leet), 0.5) for leet in LEET)]
    for spelling, extra in ways:
        for start in range(len(spelling)):
            for end in range(start + 2, min(start + LONGEST_WORD, len(spelling)) + 1):
                for word, more in ((spelling[start:end], extra), (spelling[start:end][::-1], extra + 0.3)):
                    if word in own:
                        yield start, end, 0.5 + more, Part.OWN
                    elif (rank := ranks.get(word)) is not None:
                        yield start, end, math.log10(rank + 10) + more, Part.WORD


def _repeats(plain: str) -> Iterator[tuple[int, int, float, Part]]:
    """What has stood there before, as it was or backwards."""
    for start in range(2, len(plain)):
        before = plain[:start]
        end = start + 3
        while end <= len(plain) and (plain[start:end] in before or plain[start:end][::-1] in before):
            yield start, end, 0.6, Part.PATTERN
            end += 1
    for part in range(1, len(plain) // 2 + 1):  # the same part again and again is one repeat
        end = part
        while end < len(plain) and plain[end] == plain[end - part]:
            end += 1
        if end >= 2 * part:
            yield part, end, 0.6, Part.PATTERN


def _runs(typed: str) -> Iterator[tuple[int, int, float, Part]]:
    """Steps along the alphabet, the figures or the keyboard that go on as they began: 1234, qwerty, 1q2w3e, aaa."""
    plain = typed.translate(SHIFTED)
    for spelling, on_keys in ((typed, False), (folded(typed), False), (plain, True)):
        steps = [_step(one, two, on_keys) for one, two in pairwise(spelling)]
        for period in (1, 2, 3, 4):
            start = None
            for at in range(period, len(steps) + 1):
                goes_on = at < len(steps) and steps[at] is not None and steps[at] == steps[at - period]
                if goes_on and start is None:
                    start = at + 1
                if start is not None and goes_on and at + 2 - start >= (2 if period == 1 else 3):
                    yield start, at + 2, 0.5 + 0.03 * (at + 2 - start), Part.PATTERN
                if not goes_on:
                    start = None


def _numbers(plain: str) -> Iterator[tuple[int, int, float, Part]]:
    for start in range(len(plain)):
        if year := YEAR.match(plain, start):
            yield start, year.end(), 2.0, Part.NUMBER
        if day := DATES.match(plain, start):
            yield start, day.end(), 4.0, Part.NUMBER


def _step(one: str, two: str, on_keys: bool) -> Step:
    if not on_keys:
        return (0, ord(two) - ord(one)) if one.isalnum() and two.isalnum() else None
    if one in KEYS and two in KEYS:
        return KEYS[two][0] - KEYS[one][0], KEYS[two][1] - KEYS[one][1]
    return None


def _own_words(own: Iterable[str]) -> frozenset[str]:
    words = set()
    for name in own:
        plain = folded(name)
        parts = [part for part in re.split(r"[^a-z0-9]+", plain) if len(part) > 1]
        words |= {"".join(parts), *parts} | {part.removesuffix("s") for part in parts if len(part) > 4}
        words |= {f"{part}s" for part in parts if len(part) > 2}
        words |= {"".join(part[0] for part in parts)} if len(parts) > 2 else set()
    return frozenset(word for word in words if len(word) > 1) | frozenset(PRODUCT.split())


@cache
def _ranks() -> dict[str, int]:
    """Each word's best place in any list."""
    lists = [FAVOURITES.split(), _common(), *(_listed(name) for name in ("swedish", "english"))]
    ranks: dict[str, int] = {}
    for words in lists:
        for place, word in enumerate(words):
            ranks[word] = min(place, ranks.get(word, place))
    return ranks


def _listed(name: str) -> list[str]:
    return (LISTS / f"{name}.txt").read_text(encoding="utf-8").split()


def _common() -> list[str]:
    """The passwords that have leaked most often."""
    with gzip.open(LEAKED, "rt", encoding="utf-8") as words:
        return [folded(word.strip()) for word in words if len(word.strip()) > 3]
