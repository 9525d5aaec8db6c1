"""How names are put in order and in a row, and words are looked up, the same in every database and browser. Pure."""

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

_STANDS = json.loads((Path(__file__).parent / "static/kollegium/swedish.json").read_text(encoding="utf-8"))["order"]
_NUMBER = re.compile("[0-9]+")
# Å, ä and ö are letters of their own; é and ü are forms of e and u to whoever looks for them.
_OWN = {"å": "å", "ä": "ä", "ö": "ö", "æ": "ä", "ø": "ö", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}


def in_order(words: str) -> str:
    """The key to sort by, letter for letter as the words are written: "de Geer" under d, "Klass 2" before "Klass 10".

    Keys are compared as they are, code point by code point or byte by byte, with no help from a database's collation.
    Words that differ only in capitals and accents stand beside each other, in the same order everywhere.
    """
    plain = "".join(map(_stands_as, _small(words)))
    return f"{_NUMBER.sub(_by_size, plain)}\0{unicodedata.normalize('NFC', words)}"


def folded(words: str) -> str:
    """Words that one takes for the same: without capitals, accents, unseen signs and more than one space at a time."""
    letters = "".join(_OWN.get(letter) or _base(letter) for letter in _small(words))
    return " ".join(letters.casefold().split())


def listed(words: Sequence[str]) -> str:
    """As one says it: "Anna, Bo och Carin"."""
    return " och ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _small(words: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", words).lower())


def _stands_as(letter: str) -> str:
    return _STANDS.get(letter) or "".join(_STANDS.get(part, part) for part in _base(letter))


def _base(letter: str) -> str:
    """Without its marks; signs that ASCII lacks are all one, and what is not seen is nothing."""
    if letter < "\x7f":
        return letter if letter >= " " else " " if letter in "\t\n\r" else ""
    return "".join(map(_plain, unicodedata.normalize("NFKD", letter)))


def _plain(sign: str) -> str:
    category = unicodedata.category(sign)
    if category[0] == "M" or category in ("Cc", "Cf"):
        return ""
    if category[0] == "Z":
        return " "
    if category == "Pd":
        return "-"
    return "!" if category[0] in "PS" and sign > "\x7f" else sign


def _by_size(number: re.Match[str]) -> str:
    digits = number.group().lstrip("0") or "0"
    return f"{len(digits):03}{digits}"
