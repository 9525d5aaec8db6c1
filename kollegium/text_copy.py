"""A copy of a text in which each letter has one form, and where each of them stands in what was written. Pure."""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

RULES = json.loads((Path(__file__).parent / "static/kollegium/privacy.json").read_text(encoding="utf-8"))
THIN: str = RULES["thin"]  # stands for every space that no space bar gives
MARKS: int = RULES["marks"]
APOSTROPHES: str = RULES["apostrophes"]
UNSEEN = re.compile(RULES["unseen"])  # besides all that Unicode calls control and format
AS_IT_IS = re.compile(RULES["as_it_is"])
END_OF_LINE: str = RULES["end_of_line"]


class Copy(NamedTuple):
    """A text as it is looked through, and where each letter of it stands in what was written."""

    written: str
    lower: str  # as long as `written`
    starts: "range | list[int]"
    ends: "range | list[int]"


def folded_name(word: str) -> str:
    """In small letters, of which only å, ä and ö keep their marks, and without apostrophes."""
    return "".join(map(_bare, unicodedata.normalize("NFC", word.lower())))


def copy_of(words: str) -> Copy:
    """NFKC, without what is not seen; all dashes two, all spaces two, all digits ours."""
    if AS_IT_IS.fullmatch(words):
        return Copy(words, words.lower(), range(len(words)), range(1, len(words) + 1))
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, letter in _letters(words):
        one_form = _one_form(letter)
        written += one_form
        starts += [start] * len(one_form)
        ends += [end] * len(one_form)
    return Copy("".join(written), "".join(map(_small, written)), starts, ends)


def _letters(words: str) -> Iterator[tuple[int, int, str]]:
    """From where to where, and the letter with the marks upon it; what is not seen belongs to none."""
    letter, start, end = "", 0, 0
    for place, sign in enumerate(words):
        if sign < "\x7f" and sign >= " ":
            is_mark = False
        elif _is_unseen(sign):
            continue
        else:
            is_mark = unicodedata.category(sign)[0] == "M"
        if is_mark and letter:
            end = place + 1
            if len(letter) <= MARKS:
                letter += sign
            continue
        if letter:
            yield start, end, letter
        letter, start, end = sign, place, place + 1
    if letter:
        yield start, end, letter


@lru_cache(4096)
def _one_form(letter: str) -> str:
    if letter[0] in END_OF_LINE:
        return "\n"
    if letter[0] in " \t":
        return " "
    if unicodedata.category(letter[0]) == "Zs" or letter[0] in RULES["blanks"]:
        return THIN
    return "".join(map(_sign, unicodedata.normalize("NFKC", letter)))


def _sign(sign: str) -> str:
    if sign in RULES["hyphens"]:
        return "-"
    if sign in RULES["dashes"] or unicodedata.category(sign) == "Pd":
        return "–"
    if _is_unseen(sign) or unicodedata.category(sign)[0] == "M":
        return ""
    return str(unicodedata.decimal(sign, sign))


def _small(sign: str) -> str:
    """One sign for each: İ has two in small letters."""
    return "i" if sign == "ı" else sign.lower()[:1]


@lru_cache(4096)
def _bare(sign: str) -> str:
    if sign in "åäö":
        return sign
    if sign == "ı":
        return "i"
    parts = unicodedata.normalize("NFD", sign)
    return "".join(part for part in parts if unicodedata.category(part)[0] != "M" and part not in APOSTROPHES)


@lru_cache(4096)
def _is_unseen(sign: str) -> bool:
    is_odd = unicodedata.category(sign) in ("Cf", "Cc") and sign != "\t" and sign not in END_OF_LINE
    return is_odd or UNSEEN.match(sign) is not None
