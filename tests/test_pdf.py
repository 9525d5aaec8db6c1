"""What the fonts can show is known beforehand, what they can't is said to be missing, and a knot keeps to its words."""

import json
import re
import zlib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from kollegium import pdf

BIN = Path(__file__).resolve().parent.parent / "bin"
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)


def thread(*words: str, name: str = "Carin Ceder") -> dict[str, Any]:
    knots = [
        {
            "title": f"Lärträff {number}, 3 maj 2026",
            "where": "NO-gruppen, Björkskolan",
            "words": [{"prompt": "Jag har sedan förra mötet provat att:", "words": said}],
        }
        for number, said in enumerate(words, start=1)
    ]
    return {"title": "Min röda tråd", "name": name, "date": "3 maj 2026", "knots": knots}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Åsa å\nprövar → ½ ≤ √2", "Åsa å\nprövar → ½ ≤ √2"),
        ("A\u030asa e\u0301", "Åsa é"),  # as a Mac writes it
        ("1️⃣", "1□"),  # a keycap
        ("a⃗ x⃗̄", "a□ x□"),
        ("สวัสดี", "□□□□"),
        ("தமிழ்", "□□□"),
        ("👩‍🏫 👍🏽", "□ □"),
        ("漢字", "□□"),
        ("Łódź, Đorđe, Şeyma, Жук, Αλέξης, שלום", "Łódź, Đorđe, Şeyma, Жук, Αλέξης, שלום"),
        ("fot\u00adboll\u200b \u202etfel\u202c", "fotboll tfel"),
        ("a\tb\u3000c\u2028d\x85e\rf", "a    b c\nd\ne\nf"),
        ("\x00\ufffe\ud800", ""),
    ],
)
def test_what_is_missing_becomes_a_box_and_the_rest_stays(written: str, shown: str) -> None:
    words = pdf.Shown()

    assert words.words(written) == shown
    assert words.is_short == ("□" in shown)


def test_a_box_that_somebody_has_written_is_nothing_missing() -> None:
    words = pdf.Shown()

    assert words.words("□ Köp lim") == "□ Köp lim"
    assert not words.is_short


def test_only_values_change_and_never_what_the_template_calls_them_by() -> None:
    assert pdf.Shown().all_in({"漢": ["字", {"ก": "ก"}, 1, None]}) == {"漢": ["□", {"ก": "□"}, 1, None]}


def test_the_reader_is_told_once_that_letters_are_missing() -> None:
    made = [_query(thread(words, words), "told") for words in ("Bara ord", "Glada 😀")]

    assert made == [0, 1]


@given(words=ANY_TEXT)
@settings(max_examples=60)
def test_no_text_stops_a_pdf(words: str) -> None:
    assert pdf.document("thread", thread(words, name=words)).startswith(b"%PDF-1.7")


def test_every_letter_that_is_promised_can_be_shown() -> None:
    """In one document, each beside its neighbours and each by itself."""
    letters = sorted(pdf._letters() - {"\n"})
    assert len(letters) > 5000
    assert set("åäöÅÄÖéüłşđ–”’□") <= set(letters)

    assert pdf.document("thread", thread("".join(letters), "\n".join(letters[::5]))).startswith(b"%PDF-1.7")


def test_what_is_promised_is_what_the_fonts_hold() -> None:
    """Red after a new engine or new fonts: bin/vendor-letters > kollegium/pdf_fonts/letters.txt."""
    loader = SourceFileLoader("vendor_letters", str(BIN / "vendor-letters"))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(module)

    assert list(module.ranges(module.letters())) == (pdf.FONTS / "letters.txt").read_text().split()


def test_the_faces_are_the_houses() -> None:
    faces = _faces(pdf.document("thread", thread("Eleverna prövade själva, sa Zoë Łuk")))

    assert faces == {"KollegiumSans", "KollegiumSansMore", "KollegiumSerif"}


def test_all_faces_are_there() -> None:
    families = typst.Fonts(include_system_fonts=False, font_paths=[str(pdf.FONTS)]).families()

    assert set(families) == set(pdf.FACES)


@pytest.mark.parametrize("lines", range(24, 40))
def test_a_knot_never_stands_alone_at_the_end_of_a_page(lines: int) -> None:
    """Each heading has at least a line under it, wherever on the page the knot before it ends."""
    places = _query(thread("\n".join(["En rad"] * lines), "En rad\nEn rad\nEn rad"), "places")

    knot, prompt = places[-2:]
    assert (knot["level"], prompt["level"]) == (2, 3)
    assert knot["page"] == prompt["page"]
    foot = 842 - 68  # points: A4 without its margin
    assert prompt["y"] + 10 + 5 + 11 < foot


# The template as it is, and after it what the engine knows of where everything came.
LOOKING = """
#include "/templates/pdf/thread.typ"
#context [
  #metadata(query(heading).map(it => (
    level: it.level, page: it.location().page(), y: it.location().position().y.pt(),
  ))) <places>
  #metadata(query(<unshown>).len()) <told>
]
"""


def _query(content: dict[str, Any], label: str) -> Any:
    inputs = pdf.inputs(content)
    compiler = typst.Compiler(
        LOOKING.encode(), root=str(pdf.HERE), font_paths=[str(pdf.FONTS)], ignore_system_fonts=True, sys_inputs=inputs
    )
    return json.loads(compiler.query(f"<{label}>", field="value", one=True))


def _faces(file: bytes) -> set[str]:
    """By the names that the fonts inside have."""
    streams = [_unpacked(each) for each in re.findall(rb"stream\r?\n(.*?)endstream", file, re.DOTALL)]
    names = re.findall(rb"/FontName ?/[A-Z]{6}\+([\w-]+)", b"".join([file, *streams]))
    return {name.decode().removesuffix("-Regular") for name in names}


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
