"""PDF/UA from a small Typst template and data: the only file that knows the engine."""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kollegium.cleaning import clean

HERE = Path(__file__).parent
TEMPLATES, FONTS = HERE / "templates" / "pdf", HERE / "pdf_fonts"
# The house's own, and after them those that the engine brings: each letter is taken from the first that has it.
FACES = (
    "Kollegium Sans",
    "Kollegium Serif",
    "Kollegium Sans More",
    "Kollegium Serif More",
    "Libertinus Serif",
    "New Computer Modern",
    "New Computer Modern Math",
    "DejaVu Sans Mono",
)
UNSHOWN = "□"
NEW_LINE = re.compile("[\x85\u2028\u2029]")
# Never seen by themselves: they say how others are joined, drawn or directed (Default_Ignorable_Code_Point).
UNSEEN = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
JOINER = "\u200d"
SKIN = range(0x1F3FB, 0x1F400)


def document(template: str, content: Mapping[str, object]) -> bytes:
    """`content` reaches the template as JSON in `sys.inputs`: data, never markup. PDF 1.7, PDF/UA-1 (ISO 14289-1).

    PDF/UA refuses a letter without a glyph; it becomes □, and the template is told by `unshown`.
    """
    import typst  # 80 MB of engine: only who makes a PDF pays for it

    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        sys_inputs=inputs(content),
        pdf_standards=["ua-1"],
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )


def inputs(content: Mapping[str, object]) -> dict[str, str]:
    """What the template reads."""
    shown = Shown()
    words = json.dumps(shown.all_in(content), ensure_ascii=False)
    return {"content": words, "faces": json.dumps(FACES), "unshown": str(shown.is_short)}


class Shown:
    """Words as the fonts can show them, and whether anything is short of what was written.

    A letter that no font has becomes one □ with all that is joined to it. A letter that a font has keeps its place
    before a □ for the marks on it that make no letter of their own together with it: "é" stays, "a" under an arrow
    becomes "a□". So each letter that is shown is one that a font has by itself, and no shaping can ask for another.
    """

    def __init__(self) -> None:
        self.is_short = False

    def all_in(self, content: object) -> object:
        """Values, never keys."""
        if isinstance(content, dict):
            return {key: self.all_in(value) for key, value in content.items()}
        if isinstance(content, list):
            return [self.all_in(value) for value in content]
        return self.words(content) if isinstance(content, str) else content

    def words(self, written: str) -> str:
        words = UNSEEN.sub("", NEW_LINE.sub("\n", unicodedata.normalize("NFC", clean(written)))).replace("\t", "    ")
        return words if _letters().issuperset(words) else "".join(self._letter_by_letter(words))

    def _letter_by_letter(self, words: str) -> list[str]:
        shown: list[str] = []
        before = ""
        for letter in words:
            if letter in _letters():
                shown.append(letter)
            elif unicodedata.category(letter) == "Zs":
                shown.append(" ")
            elif letter != JOINER:
                self.is_short = True
                if not (shown and shown[-1] == UNSHOWN and _continues(letter, before)):
                    shown.append(UNSHOWN)
            before = letter
        return shown


def _continues(letter: str, before: str) -> bool:
    """Whether it belongs to the □ before it, so that a family of emoji or a syllable becomes one."""
    return before == JOINER or unicodedata.category(letter)[0] == "M" or ord(letter) in SKIN


@cache
def _letters() -> frozenset[str]:
    """What bin/vendor found in the fonts, and a new line."""
    ranges = [line.split("-") for line in (FONTS / "letters.txt").read_text().split()]
    return frozenset("\n").union(*(map(chr, range(int(first, 16), int(last, 16) + 1)) for first, last in ranges))
