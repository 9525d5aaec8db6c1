"""What in a text should not be published: findings, made here and now without any network. Pure.

The patterns stand in one file, which the browser reads too. They are looked for in a copy where each letter has one
form (`Copy`), so that no soft hyphen and no other way of writing å hides a thing; what is told is the text itself.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice

from kollegium.text_copy import RULES, Copy, copy_of, folded_name


@dataclass(frozen=True)
class Finding:
    heading: str  # key of the heading it stands in
    kind: str
    words: str


def _pattern(source: str) -> re.Pattern[str]:
    for name, part in RULES["parts"].items():
        source = source.replace(f"<{name}>", part)
    return re.compile(source)


# First come, first taken: a personnummer is not a telephone number as well. No pattern may read the same long word
# again from each of its letters, or a long text would take hours.
PATTERNS = {
    kind: {copy: _pattern(source) for copy, source in sources.items()} for kind, sources in RULES["kinds"].items()
}
LOOKS_LIKE: dict[str, str] = RULES["looks_like"]
ADVICE = {
    "personnummer": "Ett personnummer får aldrig stå i protokollet.",
    "telefonnummer": "Ta bort det om det är någons eget.",
    "e-postadress": "Ta bort den om den är någons egen.",
    "klass": "Skriv hellre årskursen eller behovet.",
    "diagnos": "Beskriv behovet, inte eleven.",
    "namn": "Är det en elevs? Beskriv behovet, inte eleven.",
}
NAME = _pattern(RULES["name"])
TIME = _pattern(RULES["time"])
ABBREVIATIONS = frozenset(RULES["abbreviations"])
# "uppgift 3a" and "Matematik 2b" are no classes, nor is a 3D-skrivare.
NUMBERED = _pattern(RULES["no_class"]["after"])
IN_SPACE = _pattern(RULES["no_class"]["before"])
MOST: int = RULES["most"]
NEAR: int = RULES["near"]


def findings(text: dict[str, str], most: int = MOST) -> list[Finding]:
    """`text`: words by heading key. In reading order, each thing once per heading, and never more than `most`."""
    found = (finding for heading, words in text.items() for finding in _in_one(heading, words))
    return list(islice(found, most))


def names(words: str) -> list[str]:
    """Given names, also "ALI", "Alis" and "Ali:s". Where no pupil is to be named."""
    return list(dict.fromkeys(written for written, _ in named(words)))


def named(words: str, known: Container[str] = ()) -> Iterator[tuple[str, str]]:
    """Each given name as it is written, and as `folded_name` has it. `known`: what is a name here, whether or not
    it is one that we have heard of."""
    copy = copy_of(words)
    for match in NAME.finditer(copy.written):
        name = folded_name(match.group())
        if match.group() not in ABBREVIATIONS and _is_name(match.group(), name, known):
            yield _as_written(words, copy, match), name


def token(found: list[Finding]) -> str:
    """Names exactly these findings: a yes to them is no yes to what is written after. Empty when there are none."""
    words = "\n".join(f"{finding.heading} {finding.kind} {finding.words}" for finding in found)
    return hashlib.sha256(words.encode()).hexdigest()[:16] if found else ""


def _in_one(heading: str, words: str) -> list[Finding]:
    copy = copy_of(words)
    is_taken = bytearray(len(copy.written))
    found: list[tuple[int, str, str]] = []
    for kind, patterns in PATTERNS.items():
        for form, pattern in patterns.items():
            for match in _matches(pattern, getattr(copy, form), partial(CHECKS.get(kind, _always), copy)):
                start, end = match.span()
                if not any(is_taken[start:end]):
                    is_taken[start:end] = b"\x01" * (end - start)
                    found.append((start, kind, _as_written(words, copy, match)))
    return list(dict.fromkeys(Finding(heading, kind, wording) for _, kind, wording in sorted(found)))


def _matches(pattern: re.Pattern[str], words: str, check: Callable[[re.Match[str]], bool]) -> Iterator[re.Match[str]]:
    """Behind the first sign of what fails the check something else may begin; what is checked is never long."""
    place = 0
    while match := pattern.search(words, place):
        is_one = check(match)
        place = match.end() if is_one else match.start() + 1
        if is_one:
            yield match


def _as_written(words: str, copy: Copy, match: re.Match[str]) -> str:
    return words[copy.starts[match.start()] : copy.ends[match.end() - 1]].strip()


def _is_personnummer(copy: Copy, match: re.Match[str]) -> bool:
    """A day that exists, and the Luhn check (SKV 704). Samordningsnummer have 60 added to the day.

    A temporary number (T805, TF05) has no check digit. What is written as a day and a time of day is just that."""
    birthday, temporary, _ = match.group().upper().partition("T")
    digits = [int(digit) for digit in birthday if digit.isdecimal()][-6 if temporary else -10 :]
    year, month, day = (10 * digits[place] + digits[place + 1] for place in (0, 2, 4))
    try:
        date(2000 + year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    if temporary:
        return True
    if TIME.search(match.group()):
        return False
    doubled = [digit * (2 - position % 2) for position, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0 and not _is_isbn(copy, match)


def _is_name(written: str, name: str, known: Container[str]) -> bool:
    """ "Anna", "ALIS", "Anna-Karin": each part begins with a capital, and one is a given name."""
    if not all(unicodedata.category(part[0]) == "Lu" for part in written.split("-")):
        return False
    if name in known or name.removesuffix("s") in known:
        return True
    parts = name.removesuffix("s").split("-")
    return name in NAMES or not NAMES.isdisjoint(parts) or name.split("-")[-1] in NAMES


def _is_class(copy: Copy, match: re.Match[str]) -> bool:
    if NUMBERED.search(_before(copy, match)):
        return False
    return not (match.group() in RULES["no_class"]["of"] and IN_SPACE.match(copy.written, match.end()))


def _is_isbn(copy: Copy, match: re.Match[str]) -> bool:
    return "isbn" in _before(copy, match)


def _is_telephone(copy: Copy, match: re.Match[str]) -> bool:
    return not _is_isbn(copy, match)


def _before(copy: Copy, match: re.Match[str]) -> str:
    return copy.lower[max(0, match.start() - NEAR) : match.start()]


def _always(_copy: Copy, _match: re.Match[str]) -> bool:
    return True


CHECKS: dict[str, Callable[[Copy, re.Match[str]], bool]] = {
    "personnummer": _is_personnummer,
    "telefonnummer": _is_telephone,
    "klass": _is_class,
}
NAMES = frozenset(map(folded_name, " ".join(RULES["names"]).split()))
