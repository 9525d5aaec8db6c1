"""What the check before publishing finds, and what it leaves in peace."""

import pytest

from kollegium.privacy import ADVICE, LOOKS_LIKE, PATTERNS, Finding, findings

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


def found(words: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.words) for finding in findings({"talked": words})]


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
