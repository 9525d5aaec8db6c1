"""Names and long texts in the check before publishing."""

import time

import pytest

from kollegium.privacy import MOST, findings, names
from tests.test_privacy import found


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Vi såg LIAM där", "LIAM"),
        ("LIAMS bok", "LIAMS"),
        ("Linnéa läste", "Linnéa"),
        ("Linne\N{COMBINING ACUTE ACCENT}a läste", "Linne\N{COMBINING ACUTE ACCENT}a"),
        ("LINNE\N{COMBINING ACUTE ACCENT}A läste", "LINNE\N{COMBINING ACUTE ACCENT}A"),
        ("Li\N{SOFT HYPHEN}am läste", "Li\N{SOFT HYPHEN}am"),
        ("Linne\N{COMBINING GRAPHEME JOINER}\N{COMBINING ACUTE ACCENT}as", "Linne\u034f\u0301as"),
        ("Ｌｉａｍ", "Ｌｉａｍ"),
        ("Alis bok", "Alis"),
        ("Ali:s bok", "Ali"),
        ("Ali’s bok", "Ali’s"),
        ("Alis' bok", "Alis"),
        *[
            (f"Vi såg {name} där", name)
            for name in [
                *["İbrahim", "İBRAHİM", "Ibrahım", "İbrahims", "I\N{COMBINING DOT ABOVE}brahim", "DİANA", "Dıana"],
                *["Zoë", "ZOE\N{COMBINING DIAERESIS}", "Inès", "Noél", "A'isha", "SA’ID"],
                *[
                    "Anna-Karin",
                    "ANNA-KARIN",
                    "Anna-Karins",
                    "ANNA\N{NON-BREAKING HYPHEN}KARINS",
                    "Anna-Lena",
                    "Ann-Sofie",
                ],
                *[
                    "Zoe\N{COMBINING DIAERESIS}-Linne\N{COMBINING ACUTE ACCENT}a",
                    "Karl-Johan",
                    "Lars\N{SOFT HYPHEN}-Erik",
                ],
            ]
        ],
        ("-Liam läste", "Liam"),
    ],
)
def test_a_name_is_seen_in_whatever_letters(words: str, name: str) -> None:
    assert names(words) == [name]


@pytest.mark.parametrize(
    "words",
    [
        "Skriv till ali",
        "bo i per stad",
        "SAM och BO är förkortningar",
        "Liam-gruppen",
        "Sam-projektet",
        "Liamson",
        "MELLIAM",
        "LI AM",
    ],
)
def test_ordinary_words_in_small_letters_and_abbreviations_are_no_names(words: str) -> None:
    assert names(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "20\N{HYPHEN}30 elever",
        "20\N{EM DASH}30 elever",
        "08.30\N{EM DASH}09.30",
        "0830\N{FIGURE DASH}0930",
        "2026\N{NON-BREAKING HYPHEN}11\N{NON-BREAKING HYPHEN}24",
        "2026-11-24 1430",
        "2026-11-24 – 2026-12-18",
        "läsåret 2026\N{EM DASH}2027",
        "1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr",
        "25\N{DEGREE CELSIUS}",
        "5\N{DEGREE CELSIUS}",
        "120 m² och 1½ timme",
        "s.\N{NARROW NO-BREAK SPACE}12\N{EN DASH}19",
        "uppgift\N{NO-BREAK SPACE}3a",
        "upp\N{SOFT HYPHEN}gift 3a",
        "årskurs 4\N{FIGURE DASH}6",
        "ISBN\N{NO-BREAK SPACE}978\N{NON-BREAKING HYPHEN}91\N{NON-BREAKING HYPHEN}44-12345-6",
        "12\t14\t9\t8\t15",
        "👩\N{ZERO WIDTH JOINER}🏫 och 3\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}",
    ],
)
def test_ordinary_words_with_odd_spaces_and_dashes_say_nothing(words: str) -> None:
    assert found(words) == []


LONG = 100_000
A_LOT = {
    "classes": "7a ",
    "classes without a space": "5B,",
    "digits": "8",
    "digits apart": "8 ",
    "digits apart by thin spaces": "8\N{THIN SPACE}",
    "spaces": " ",
    "tabs": "\t",
    "new lines": "\n",
    "dashes": "-",
    "a word": "ö",
    "capitals": "A",
    "a diagnosis without an end": "autis",
    "diagnoses": "adhd ",
    "names": "Liam ",
    "a name without an end": "LIAM",
    "numbered": "uppgift ",
    "isbn": "isbn 9789144123456 ",
    "identity numbers": "811218-9876 ",
    "identity numbers in parts": "1985 07 09 98 05 ",
    "beginnings of identity numbers": "19 85 07 09\n\n",
    "days": "2026-11-24 14.30 ",
    "no identity numbers": "811218-9877 ",
    "parts of names": "Anna-",
    "i with a dot": "İ",
    "apostrophes": "a'",
    "a code again and again": "070.",
    "codes of Gothenburg": "031.1",
    "at signs in words": "a(at)",
    "underscores": "_",
    "telephones": "070-123 45 67 ",
    "beginnings of telephones": "+46 0",
    "at signs": "@",
    "beginnings of addresses": "a@",
    "dots": "a.",
    "addresses": "x@y.se ",
    "addresses without an end": "x@y.",
    "letters in two parts": "e\N{COMBINING ACUTE ACCENT}",
    "marks": "\N{COMBINING COMMA ABOVE RIGHT}\N{COMBINING GRAVE ACCENT BELOW}",
    "marks on one letter": "a" + "\N{COMBINING COMMA ABOVE RIGHT}\N{COMBINING GRAVE ACCENT BELOW}" * (LONG // 2),
    "unseen": "\N{SOFT HYPHEN}",
    "emoji": "👩\N{ZERO WIDTH JOINER}",
    "syllables": "\N{HANGUL CHOSEONG KIYEOK}\N{HANGUL JUNGSEONG A}",
}


@pytest.mark.parametrize("words", A_LOT.values(), ids=A_LOT)
def test_what_is_long_is_looked_through_in_proportion(words: str) -> None:
    """Half a second at the most; what reads the same words again from each letter takes hundreds."""
    text = (words * (LONG // len(words) + 1))[:LONG]
    began = time.process_time()

    findings({"talked": text})
    names(text)

    assert time.process_time() - began < 20


def test_no_more_is_told_than_anybody_goes_through() -> None:
    text = " ".join(f"elev{number}@skolan.example" for number in range(5_000))

    assert found(text) == [("e-postadress", f"elev{number}@skolan.example") for number in range(MOST)]


def test_a_megabyte_without_a_space_is_looked_through() -> None:
    """Ends at all only because no pattern reads the same long word again from each of its letters."""
    assert findings({"talked": "ö" * 1_000_000}) == []
