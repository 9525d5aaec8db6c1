"""Reads names and addresses as they are pasted from a mail program or a sheet, one person or more on a line. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kollegium.people.addresses import normal
from kollegium.swedish import folded

LONGEST_NAME, LONGEST_ADDRESS = 60, 254  # as `User` has room for
ADDRESS = re.compile(r"""[^\s<>()\[\]{},;|:"“”]+@[^\s<>()\[\]{},;|:"“”]*""")
BETWEEN_CELLS = re.compile(r"[\t;|]")
MARKS = re.compile(r"""[<>()\[\]{}"“”|@:;]""")
AROUND = " \t,;.'‘’´`*•·–—-"  # what may stand around a name or an address and is no part of it
FAMILY_NAME = {"efternamn", "last name", "surname", "family name"}
HEADINGS = FAMILY_NAME | {
    *(
        "namn",
        "förnamn",
        "för- och efternamn",
        "kollega",
        "deltagare",
        "e-post",
        "epost",
        "e-postadress",
        "epostadress",
    ),
    *("mejl", "mejladress", "mail", "mailadress", "adress", "name", "full name", "display name", "first name"),
    *("given name", "email", "e-mail", "email address", "e-mail address"),
}
BEFORE_A_FAMILY_NAME = {"af", "av", "von", "van", "de", "del", "der", "den", "di", "du", "da", "la", "le", "el", "al"}
LIKE_THIS = "Skriv raden så här: Anna Ek, anna@skolan.example."


@dataclass(frozen=True)
class Contact:
    """Somebody on a line. `trouble`: why it can't be read; with an `email`, only the name is missing.

    `is_guessed`: the name is taken from the address.
    """

    email: str = ""
    given_name: str = ""
    family_name: str = ""
    is_guessed: bool = False
    line: str = ""  # as it stood
    trouble: str = ""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def as_line(self) -> str:
        """To be read again: one that was understood is understood alike."""
        if self.trouble:
            return self.line
        is_plain = _in_turn(self.name, self.email) == (self.given_name, self.family_name)
        shown = self.name if is_plain else f"{self.family_name}, {self.given_name}"
        return f"{shown} <{self.email}>"


def read(text: str) -> list[Contact]:
    """In the order they stand. Rows of headings are skipped; a line with anything else is somebody, or trouble."""
    found: list[Contact] = []
    is_family_first = False
    for line in map(_tidy, text.splitlines()):
        if headings := _headings(line):
            is_family_first = headings[0] in FAMILY_NAME
        else:
            found += [_contact(piece, is_family_first) for piece in _pieces(line)]
    return found


def split(name: str) -> tuple[str, str]:
    """Given name and family name: the last word, with the "von" before it. One word has no family name."""
    words = name.split()
    last = len(words) - 1
    begins = next((place for place in range(1, last) if words[place].lower() in BEFORE_A_FAMILY_NAME), max(last, 1))
    return " ".join(words[:begins]), " ".join(words[begins:])


def _tidy(line: str) -> str:
    """Without byte order marks and other signs that nobody sees; what Outlook links to is the address it shows."""
    spaced = "".join(" " if letter.isspace() and letter != "\t" else letter for letter in line)
    seen = "".join(letter for letter in spaced if letter == "\t" or unicodedata.category(letter)[0] != "C")
    return re.sub("mailto:", "", unicodedata.normalize("NFC", seen), flags=re.IGNORECASE).strip(" ")


def _headings(line: str) -> list[str]:
    cells = [cell for cell in map(_bare, re.split(r"[\t;|,]", line.lower())) if cell]
    return cells if "@" not in line and set(cells) <= HEADINGS else []


def _pieces(line: str) -> Iterator[str]:
    """One for each person: a name and the address after it, or all the other way round."""
    spans = [found.span() for found in ADDRESS.finditer(line)]
    if len(spans) > 1:
        is_after = not _has_words(line[: spans[0][0]]) and _has_words(line[spans[-1][1] :]) and "<" not in line
        cuts = [begins if is_after else ends for begins, ends in spans]
    else:
        cuts = []
    latest = ""
    for begins, ends in zip([0, *cuts], [*cuts, len(line)], strict=True):
        piece = line[begins:ends].lstrip(" ,;>)").rstrip(" ,;<")
        address = _address(piece)
        is_said_twice = bool(latest) and address == latest and not _has_words(ADDRESS.sub("", piece))
        if any(letter.isalnum() for letter in piece) and not is_said_twice:
            yield piece
        latest = address


def _contact(piece: str, is_family_first: bool) -> Contact:
    contact, found, email = Contact(line=piece), ADDRESS.search(piece), _address(piece)
    if found is None:
        return replace(contact, trouble=f"Här finns ingen e-postadress. {LIKE_THIS}")
    if not _is_address(email):
        return replace(contact, trouble=f"”{email}” är ingen hel e-postadress.")
    before, after = piece[: found.start()], ADDRESS.sub("", piece[found.end() :])
    contact = replace(contact, email=normal(email))
    is_shown = before.rstrip(" '").endswith(("<", "("))  # as mail programs show somebody: Ek, Anna <anna@…>
    names = _said(before if _has_words(before) else after, email, is_shown, is_family_first)
    given, family, is_guessed = _completed(*names, email) if names else ("", "", False)
    if not names or not family:
        why = "Vi ser inte vad som är namnet." if not names else "Efternamnet saknas." if given else "Namnet saknas."
        return replace(contact, trouble=f"{why} {LIKE_THIS}")
    if max(len(given), len(family)) > LONGEST_NAME:
        return replace(contact, trouble=f"Namnet är för långt. {LIKE_THIS}")
    return Contact(normal(email), given, family, is_guessed, piece)


def _said(words: str, email: str, is_shown: bool, is_family_first: bool) -> tuple[str, str] | None:
    """The names beside the address, two empty ones where there are none; None when there are too many to tell."""
    cells = [cell for cell in BETWEEN_CELLS.split(words) if _has_words(cell)]
    if is_shown:
        cells = [re.sub(r"\([^()]*\)", " ", cell) for cell in cells[-1:]]
    is_split = len(cells) == 1 and "," in cells[0].strip(AROUND)
    names = [name for cell in cells for name in map(_bare, cell.split(",")) if _has_words(name)]
    if len(names) < 2:
        return _in_turn(names[0], email) if names else ("", "")
    if len(names) > 2:
        return None
    one, two = names
    is_family_first |= is_split and (is_shown or BETWEEN_CELLS.search(words) is not None)
    return (two, one) if is_family_first or _is_turned(one, two, email) else (one, two)


def _in_turn(name: str, email: str) -> tuple[str, str]:
    """As `split`; but "Ek Anna" at anna.ek@ is Anna Ek."""
    given, family = split(name)
    is_turned = len(name.split()) == 2 and _is_turned(given, family, email)
    return (family, given) if is_turned else (given, family)


def _is_turned(one: str, two: str, email: str) -> bool:
    """The address begins with the second name and not with the first."""
    local = _plain(email.partition("@")[0])
    return local.startswith(_plain(two)) and not local.startswith(_plain(one))


def _completed(given: str, family: str, email: str) -> tuple[str, str, bool]:
    """With what the address tells of a name that isn't there: anna-lena.ek2@ is Anna-Lena Ek, aek@ tells nothing."""
    parts = [part.strip("-0123456789") for part in re.split(r"[._]", email.partition("@")[0].partition("+")[0])]
    is_telling = len(parts) == 2 and all(len(part) > 1 and part.replace("-", "").isalpha() for part in parts)
    if family or not is_telling or (given and _plain(given) != _plain(parts[0])):
        return given, family, False
    return given or parts[0].title(), parts[1].title(), True


def _address(words: str) -> str:
    found = ADDRESS.search(words)
    return found[0].strip(AROUND) if found else ""


def _is_address(words: str) -> bool:
    try:
        validate_email(words)
    except ValidationError:
        return False
    return len(words) <= LONGEST_ADDRESS


def _bare(words: str) -> str:
    return " ".join(MARKS.sub(" ", words).split()).strip(AROUND)


def _has_words(words: str) -> bool:
    return any(letter.isalpha() for letter in words)


def _plain(name: str) -> str:
    """As it stands in an address: without å, ä and ö, and nothing but letters."""
    letters = folded(name).translate(str.maketrans("åäö", "aao"))
    return "".join(letter for letter in letters if letter.isalpha())
