"""What in a text should not be published: findings, made here and now without any network. Pure."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    heading: str  # key of the heading it stands in
    kind: str
    words: str


GAP = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"  # never a new line
DASH = "[-\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}]"
AFTER_AREA = f"{GAP}?(?:{DASH}|{GAP}){GAP}?"
# Area codes are told from hours and dates by how many digits follow them.
TELEPHONES = (
    rf"(?:\+|00)(?:4[5-7]|358|354)(?:{DASH}|{GAP})?(?:\(0\){GAP}?)?[1-9](?:(?:{DASH}|{GAP})?\d){{6,9}}",  # +46 70-123…
    rf"\(?07\d\)?(?:{AFTER_AREA})?\d{{3}}(?:{DASH}|{GAP})?\d\d(?:{DASH}|{GAP})?\d\d",  # 070-123 45 67
    rf"07\d\d{AFTER_AREA}(?:\d{{6}}|\d\d{GAP}\d\d{GAP}\d\d)",  # 0701-23 45 67
    rf"\(?08\)?{AFTER_AREA}[1-9](?:{GAP}?\d){{5,7}}",  # 08-123 456 78
    rf"\(?0[1-69]\d\)?{AFTER_AREA}[1-9](?:{GAP}?\d){{4,7}}",  # 031-12 34 56
    rf"\(?0[1-69]\d\d\)?{AFTER_AREA}[1-9](?:{GAP}?\d){{4,5}}",  # 0520-12345
    r"0[1-9]\d{7,8}",  # 052012345
)
# The local part has at most 64 characters (RFC 5321): without a bound a long word would take hours.
# First come, first taken: a personnummer is not a telephone number as well.
PATTERNS = {
    "personnummer": re.compile(rf"(?<![\d-])(?:19|20)?(\d\d)(\d\d)(\d\d){GAP}?{DASH}?\+?{GAP}?(\d{{4}})(?![\d-])"),
    "e-postadress": re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"),
    "telefonnummer": re.compile(rf"(?<![\w.,/+–-])(?:{'|'.join(TELEPHONES)})(?![\w–-]|[.,:]\d)"),
    "klass": re.compile(r"(?<![\w,.§-])[1-9][A-Fa-f](?![\w%°])"),
    "diagnos": re.compile(
        r"\b(?:(?i:adhd|autis\w*|asperger\w*|dyslexi\w*|dyslekti\w*|dyskalkyli\w*|tourettes?|språkstörning\w*"
        r"|utvecklingsstör\w*|trotssyndrom|epilepsi|diabetes|anorexi|bulimi|ätstörning\w*|bipolär\w*|depression\w*)"
        r"|ADD|DLD|OCD)\b"
    ),
}
ADVICE = {
    "personnummer": "Det ser ut som ett personnummer. Ta bort det.",
    "telefonnummer": "Det ser ut som ett telefonnummer. Ta bort det.",
    "e-postadress": "Det ser ut som en e-postadress. Ta bort den.",
    "klass": "Det ser ut som en klass. Skriv hellre årskursen eller behovet.",
    "diagnos": "Det ser ut som en diagnos. Beskriv behovet, inte eleven.",
    "namn": "Det ser ut som ett namn. Är det en elevs? Beskriv behovet, inte eleven.",
}
# One list for the browser and the server: what is between the backticks.
_LISTED = Path(__file__).parent / "static/kollegium/js/given_names.js"
NAMES = frozenset(_LISTED.read_text().split("`")[1].split())
NAME = re.compile(r"(?<![\w-])[A-ZÅÄÖ][a-zåäöé]+(?![\w-])")
# "uppgift 3a" and "Matematik 2b" are no classes.
NUMBERED = re.compile(
    r"(?i:uppgift(?:en|erna)?|frågan?|frågorna|steg(?:et)?|punkt(?:en)?|kapitel|bilagan?|övning(?:en)?|del(?:en)?|figur"
    r"|bild|tabell|exempel|alternativ|avsnitt|nivå|kurs(?:en)?|matematik|matte|ma|svenska|engelska|sidan?|s\.|sal|version|§)\s?$"
)
IN_SPACE = re.compile(r"-|\s?(?:skriv|modell|figur|form|print|film|animation)")  # 3D-skrivare


def findings(text: dict[str, str]) -> list[Finding]:
    """`text`: words by heading key. In reading order, each thing once per heading."""
    return [finding for heading, words in text.items() for finding in _in_one(heading, words)]


def names(words: str) -> list[str]:
    """Given names, also "Alis" and "Ali:s". Where no pupil is to be named."""
    found = (match.group() for match in NAME.finditer(words))
    return list(dict.fromkeys(name for name in found if name in NAMES or name.removesuffix("s") in NAMES))


def token(found: list[Finding]) -> str:
    """Names exactly these findings: a yes to them is no yes to what is written after. Empty when there are none."""
    words = "\n".join(f"{finding.heading} {finding.kind} {finding.words}" for finding in found)
    return hashlib.sha256(words.encode()).hexdigest()[:16] if found else ""


def _in_one(heading: str, words: str) -> list[Finding]:
    taken: dict[int, re.Match[str]] = {}  # by where it starts
    kinds: dict[int, str] = {}
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(words):
            free = all(match.end() <= other.start() or other.end() <= match.start() for other in taken.values())
            if free and CHECKS.get(kind, _always)(match):
                taken[match.start()], kinds[match.start()] = match, kind
    found = (Finding(heading, kinds[start], match.group().strip()) for start, match in sorted(taken.items()))
    return list(dict.fromkeys(found))


def _is_personnummer(match: re.Match[str]) -> bool:
    """A day that exists, and the Luhn check (SKV 704). Samordningsnummer have 60 added to the day."""
    year, month, day = (int(part) for part in match.groups()[:3])
    try:
        date(2000 + year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    digits = [int(digit) for digit in "".join(match.groups())]
    doubled = [digit * (2 - position % 2) for position, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0 and not _is_isbn(match)


def _is_class(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    if NUMBERED.search(before):
        return False
    return not (match.group() in ("2D", "3D") and IN_SPACE.match(after))


def _is_isbn(match: re.Match[str]) -> bool:
    return "isbn" in match.string[max(0, match.start() - 12) : match.start()].lower()


def _is_telephone(match: re.Match[str]) -> bool:
    return not _is_isbn(match)


def _always(match: re.Match[str]) -> bool:
    return True


CHECKS: dict[str, Callable[[re.Match[str]], bool]] = {
    "personnummer": _is_personnummer,
    "telefonnummer": _is_telephone,
    "klass": _is_class,
}
