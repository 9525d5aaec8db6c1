"""What the check before publishing finds, and what it leaves in peace."""

import time

import pytest

from kollegium.privacy import ADVICE, LOOKS_LIKE, MOST, PATTERNS, Finding, findings, names

UNSEEN = [
    "\N{SOFT HYPHEN}",
    "\N{ZERO WIDTH SPACE}",
    "\N{ZERO WIDTH NON-JOINER}",
    "\N{ZERO WIDTH JOINER}",
    "\N{WORD JOINER}",
    "\N{ZERO WIDTH NO-BREAK SPACE}",
    "\N{LEFT-TO-RIGHT MARK}",
    "\N{RIGHT-TO-LEFT MARK}",
    "\N{LEFT-TO-RIGHT ISOLATE}",
    "\N{POP DIRECTIONAL ISOLATE}",
    "\N{COMBINING GRAPHEME JOINER}",
    "\N{VARIATION SELECTOR-16}",
    "\N{VARIATION SELECTOR-17}",
    "\N{MONGOLIAN VOWEL SEPARATOR}",
    "\N{COMBINING LONG STROKE OVERLAY}",
    "\N{NULL}",
    "\N{DELETE}",
]
SPACES = [
    "\N{NO-BREAK SPACE}",
    "\N{NARROW NO-BREAK SPACE}",
    "\N{FIGURE SPACE}",
    "\N{THIN SPACE}",
    "\N{HAIR SPACE}",
    "\N{EN SPACE}",
    "\N{EM SPACE}",
    "\N{PUNCTUATION SPACE}",
    "\N{MEDIUM MATHEMATICAL SPACE}",
    "\N{IDEOGRAPHIC SPACE}",
    "\N{BRAILLE PATTERN BLANK}",
    "\N{HANGUL FILLER}",
]
DASHES = [
    "\N{HYPHEN}",
    "\N{NON-BREAKING HYPHEN}",
    "\N{FIGURE DASH}",
    "\N{EN DASH}",
    "\N{EM DASH}",
    "\N{HORIZONTAL BAR}",
    "\N{MINUS SIGN}",
    "\N{SMALL HYPHEN-MINUS}",
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{HYPHEN BULLET}",
]
IDENTITY_NUMBERS = ["811218-9876", "811278-9873", "19811218-9876", "198112789873", "811218+9876", "20000229-1235"]
TELEPHONES = ["070-123 45 67", "0701234567", "08-123 456 78", "0520-12345", "+46 70-123 45 67", "0046701234567"]
ADDRESS = "anna.berg@bjorkskolan.example"
FULLWIDTH = {ord(sign): ord(sign) - ord("!") + ord("\N{FULLWIDTH EXCLAMATION MARK}") for sign in "0123456789-+@.Bn"}
ARABIC = {ord(digit): chr(ord("\N{ARABIC-INDIC DIGIT ZERO}") + int(digit)) for digit in "0123456789"}
DISGUISED = [
    *[
        (kind, sign.join(words))
        for sign in UNSEEN
        for kind, sayings in [
            ("personnummer", IDENTITY_NUMBERS),
            ("telefonnummer", TELEPHONES),
            ("e-postadress", [ADDRESS]),
            ("klass", ["5B"]),
            ("diagnos", ["dyslexi", "ADD"]),
        ]
        for words in sayings
    ],
    *[("personnummer", space.join(words)) for space in SPACES for words in IDENTITY_NUMBERS],
    *[("telefonnummer", words.replace(" ", space)) for space in SPACES for words in TELEPHONES if " " in words],
    *[("telefonnummer", space.join("0701234567")) for space in SPACES],
    *[("e-postadress", ADDRESS.replace("@", f"{space}@{space}")) for space in SPACES],
    *[("personnummer", f"811218{space}9876") for space in [*SPACES, "\t", "\t "]],
    *[("personnummer", words.replace("-", dash)) for dash in DASHES for words in IDENTITY_NUMBERS if "-" in words],
    *[("telefonnummer", words.replace("-", dash)) for dash in DASHES for words in TELEPHONES if "-" in words],
    *[("personnummer", words.translate(FULLWIDTH)) for words in IDENTITY_NUMBERS],
    *[("personnummer", words.translate(ARABIC)) for words in IDENTITY_NUMBERS],
    *[("telefonnummer", words.translate(FULLWIDTH)) for words in TELEPHONES],
    ("e-postadress", ADDRESS.translate(FULLWIDTH)),
    ("klass", "５Ｂ"),
    ("personnummer", "1981-12-18-9876"),
    ("personnummer", "81 12 18-9876"),
    ("personnummer", "811218\t-\t9876"),
    ("diagnos", "Spra\N{COMBINING RING ABOVE}ksto\N{COMBINING DIAERESIS}rning"),
    ("diagnos", "BIPOLÄR"),
]
BETWEEN = [
    *[
        ".",
        "/",
        "_",
        "~",
        "·",
        ":",
        ",",
        ";",
        "*",
        "=",
        "|",
        "\\",
        "'",
        "°",
        "→",
        "😀",
        "...",
        ") ",
        " (",
        ", ",
        " - ",
        " -- ",
    ],
    *[
        "   ",
        "\n",
        "\r\n",
        "\n\n",
        "-\n",
        "\t-\t",
        " \N{EM DASH} ",
        "\N{HORIZONTAL ELLIPSIS}",
        "\N{BULLET}",
        "\N{LINE SEPARATOR}",
    ],
    *[
        "\N{TWO-EM DASH}",
        "\N{THREE-EM DASH}",
        "\N{WAVE DASH}",
        "\N{WAVY DASH}",
        "\N{DOUBLE HYPHEN}",
        "\N{HEBREW PUNCTUATION MAQAF}",
    ],
    *[
        "\N{SOFT HYPHEN}.\N{SOFT HYPHEN}",
        "\N{FULLWIDTH SOLIDUS}",
        "\N{FULLWIDTH FULL STOP}",
        "\N{IDEOGRAPHIC FULL STOP}",
    ],
]
SEPARATED = [
    *[template.format(sign) for sign in BETWEEN for template in ("850709{}9805", "19850709{}9805", "1985-07-09{}9805")],
    *[
        sign.join(parts)
        for sign in BETWEEN
        if len(sign) <= 3
        for parts in [("1985", "07", "09", "9805"), ("85", "07", "09", "9805"), ("19", "850709", "9805")]
    ],
    *[sign.join(["85", "07", "09", "98", "05"]) for sign in " ./-_:·"],
    *["85 07 09 - 98 05", "19 85 07 09-98 05", "1985.07.09-9805", "1985 07 09 9805", "1985/07-09 9805"],
    *[
        "850709.9805".translate(FULLWIDTH),
        "850709.9805".translate(ARABIC),
        "8\N{SOFT HYPHEN}50709\N{ZERO WIDTH SPACE}.9805",
    ],
    *["850709-TF05", "19850709-TF05", "19850709TF05", "19850709 tf05", "1985-07-09 TF05", "850709-T805", "811278.9873"],
]
TIMES = [f"{hour:02}{sign}{minute:02}" for hour in range(7, 19) for minute in (0, 15, 30, 45) for sign in ".:"]


def found(words: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.words) for finding in findings({"talked": words})]


@pytest.mark.parametrize(
    "words",
    [
        "811218-9876",
        "8112189876",
        "19811218-9876",
        "198112189876",
        "811218+9876",
        "811218 9876",
        "811218–9876",
        "811218 - 9876",
        "811278-9873",  # samordningsnummer
        "20000229-1235",
    ],
)
def test_a_personnummer_is_found_however_it_is_written(words: str) -> None:
    assert found(f"Eleven ({words}) får stöd.") == [("personnummer", words)]


@pytest.mark.parametrize("words", SEPARATED)
def test_a_personnummer_is_found_whatever_stands_between_its_parts(words: str) -> None:
    assert found(f"Eleven {words} får stöd.") == [("personnummer", words)]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("-850709-9805", "850709-9805"),
        ("850709-9805-", "850709-9805"),
        ("1.850709-9805", "850709-9805"),
        ("pnr:850709-9805", "850709-9805"),
        ("2024-05-13 1985 07 09 9805", "1985 07 09 9805"),
        ("2024-05-12 850709-9805", "850709-9805"),
        ("12 850709 9805", "850709 9805"),
        ("12 85 07 09 98 05", "85 07 09 98 05"),
    ],
)
def test_what_stands_before_and_behind_hides_no_personnummer(words: str, number: str) -> None:
    assert found(f"Det är {words} där") == [("personnummer", number)]


@pytest.mark.parametrize("between", [" ", ", ", "\n", " - "])
def test_a_day_and_a_time_of_day_are_no_personnummer(between: str) -> None:
    days = [f"{month:02}-{day:02}" for month in (1, 5, 11) for day in (9, 12, 24)]

    for day in days:
        for time_of_day in (*TIMES, "08–09", "14-16", "14 – 16"):
            words = f"Vi ses 2026-{day}{between}{time_of_day} i sal 12"
            assert found(words) == [], words


@pytest.mark.parametrize(
    "words",
    [
        "811218-9877",  # the check digit is wrong
        "811318-9875",  # there is no thirteenth month
        "20010229-1234",  # and no such day
        "556036-0793",  # an organisationsnummer
        "9789144123456",
        "ISBN 8112189876",
        "2026-11-24",
        "20261124",
        "läsåret 2026-2027",
        "7 A4-ark",
        "1 250 000 kr",
        "MATMAT01b och SVESVE02",
        "lgr22, s. 12-19",
        "850709.9806",
        "850732/9805",
        "1985-13-09 9805",
        "850732-TF05",
        "2026-11-24T10:15",
        "20261124T101530",
        "24/11 2026, 26/11 2026",
        "24/11 2026 14.30",
        "10, 11, 12, 13, 14, 15",
        "10 11 12 13 14 15 16 17 18 19 20 21 22",
        "2026-11-24 – 2027-01-15",
        "ISBN 978-91-27-12345-6",
        "sal T101 och 2026-11-24 T101",
    ],
)
def test_other_numbers_are_no_personnummer(words: str) -> None:
    assert [kind for kind, _ in found(words) if kind == "personnummer"] == []


@pytest.mark.parametrize(
    "words",
    [
        "070-123 45 67",
        "0701234567",
        "070 123 45 67",
        "073-1234567",
        "070-123-45-67",
        "0701-23 45 67",
        "08-123 456 78",
        "08 - 12 34 56",
        "031-12 34 56",
        "0520-12345",
        "(0520) 123 45",
        "0520–65 10 00",
        "052012345",
        "+46 70-123 45 67",
        "+46 (0)520-123 45",
        "+46701234567",
        "0046 70 123 45 67",
        "+47 22 12 34 56",
        *[sign.join(["070", "123", "45", "67"]) for sign in [*" ./_~:·|*", " - ", "‑", "  ", "\N{TWO-EM DASH}"]],
        *[f"{code}{sign}1234567" for code in ("070", "(070)") for sign in "./_~:· -"],
        *[f"+46{sign}(0)70{sign}123{sign}45{sign}67" for sign in ["", *" ./_-·"]],
        "070 12 34 567",
        "0701.23.45.67",
        "0701 234 567",
        "08.123 456 78",
        "08/12345678",
        "08-123-456-78",
        "031.12.34.56",
        "031/123456",
        "0520/12345",
        "0520.123.45",
        "+46 (0) 70 123 45 67",
        "+46.70.123.45.67",
        "+46 070 123 45 67",
    ],
)
def test_a_telephone_number_is_found_however_it_is_written(words: str) -> None:
    assert found(f"Ring {words}.") == [("telefonnummer", words)]


@pytest.mark.parametrize(
    "words",
    [
        "20–30 elever",
        "08.30–09.30",
        "08:30-09:30",
        "0830–0930",
        "0730–0930 15 min",
        "05-04-2026",
        "05042026",
        "24/08 2026 14.30",
        "2026-04-05 0830",
        "100 000 kr",
        "ISBN 0306406152",
        "ISBN 978-91-44-12345-6",
        "diarienummer 2026/0312345",
        "0–3 poäng",
        "s. 012-019",
        "temperaturen var 0,12345678",
        "+20 procent",
        "mellan 08\n123456",
        "08/12 2026",
        "08-12-2026",
        "08.12.2026 kl. 10",
        "08-2026 14.30",
        "01/12 2026, 08/12 2026",
        "08:30 09:30 10:30",
        "0830, 0930, 1030",
        "0730-0815, 0930",
        "070, 071, 072, 073",
        "s. 070–075",
    ],
)
def test_times_dates_and_sums_are_no_telephone_numbers(words: str) -> None:
    assert found(words) == []


def test_an_e_mail_address_is_found_without_the_full_stop() -> None:
    assert found("Skriv till anna.berg@bjorkskolan.example.") == [("e-postadress", "anna.berg@bjorkskolan.example")]
    assert found("Vi ses @ biblioteket, 3 @ 10 kr") == []


@pytest.mark.parametrize(
    "words", ["anna (at) skolan.se", "anna[at]skolan.se", "anna(AT)skolan.se", "anna (snabel-a) skolan.se"]
)
def test_an_e_mail_address_is_found_with_its_at_sign_in_words(words: str) -> None:
    assert found(f"Skriv till {words}.") == [("e-postadress", words)]


@pytest.mark.parametrize("words", ["AUTİSM", "autısm", "DYSLEXİ", "dyslexı", "AUTI\N{COMBINING DOT ABOVE}SM"])
def test_an_i_is_an_i_with_or_without_a_dot(words: str) -> None:
    assert found(f"En elev med {words}.") == [("diagnos", words)]


@pytest.mark.parametrize(
    ("words", "class_"), [("I 5B läste vi", "5B"), ("klass 9c,", "9c"), ("(7A)", "7A"), ("3D läste", "3D")]
)
def test_a_class_is_found(words: str, class_: str) -> None:
    assert found(words) == [("klass", class_)]


def test_two_classes_are_two_findings() -> None:
    assert found("5A/5B och 5A igen") == [("klass", "5A"), ("klass", "5B")]


@pytest.mark.parametrize(
    "words",
    [
        "7 A4-ark",
        "åk 8",
        "årskurs 4–6",
        "uppgift 3a",
        "Uppgifterna 2b",
        "Matematik 2b",
        "fråga 1c",
        "3D-skrivaren",
        "en 3D-modell och 3D modeller",
        "15C",
        "5E7",
        "steg 2a",
        "5 B",
        "2,5C",
        "§ 4a",
        "MATMAT01b",
        "kl. 9",
    ],
)
def test_grades_tasks_and_courses_are_no_classes(words: str) -> None:
    assert [kind for kind, _ in found(words) if kind == "klass"] == []


@pytest.mark.parametrize(
    "words", ["adhd", "ADHD", "ADD", "autism", "autistisk", "dyslexi", "Tourettes", "DLD", "språkstörning"]
)
def test_a_diagnosis_is_found(words: str) -> None:
    assert found(f"En elev med {words} fick mer tid.") == [("diagnos", words)]


@pytest.mark.parametrize("words", ["add-ons i webbläsaren", "läs- och skrivsvårigheter", "en addition", "skrivångest"])
def test_a_need_is_no_diagnosis(words: str) -> None:
    assert found(words) == []


def test_findings_come_in_reading_order_and_once_per_heading() -> None:
    text = {"talked": "5B ringde 070-123 45 67. 5B igen.", "next": "5B"}

    assert findings(text) == [
        Finding("talked", "klass", "5B"),
        Finding("talked", "telefonnummer", "070-123 45 67"),
        Finding("next", "klass", "5B"),
    ]


def test_a_number_is_only_one_thing() -> None:
    assert found("0112189873") == [("personnummer", "0112189873")]


def test_ordinary_prose_says_nothing() -> None:
    prose = (
        "Tre av oss har provat att ge återkoppling innan betyget visas. Eleverna i åk 8 frågade mer, särskilt de som "
        "annars är tysta. Vi ses 24 november 2026 kl. 14.30–16.00 i sal 12. 20–30 elever, 7 A4, 3,5 %, 90 minuter."
    )
    assert found(prose) == []


def test_every_kind_has_advice() -> None:
    assert set(ADVICE) == set(LOOKS_LIKE) == {*PATTERNS, "namn"}


@pytest.mark.parametrize(("kind", "words"), DISGUISED)
def test_no_other_way_of_writing_hides_a_thing_and_it_is_told_as_it_was_written(kind: str, words: str) -> None:
    assert found(f"Det var {words} som stod där.") == [(kind, words)]


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
