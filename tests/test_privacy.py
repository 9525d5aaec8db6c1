"""What the check before publishing finds, and what it leaves in peace."""

import pytest

from kollegium.privacy import ADVICE, PATTERNS, Finding, findings


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
    ],
)
def test_times_dates_and_sums_are_no_telephone_numbers(words: str) -> None:
    assert found(words) == []


def test_an_e_mail_address_is_found_without_the_full_stop() -> None:
    assert found("Skriv till anna.berg@bjorkskolan.example.") == [("e-postadress", "anna.berg@bjorkskolan.example")]
    assert found("Vi ses @ biblioteket, 3 @ 10 kr") == []


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
    assert set(ADVICE) == {*PATTERNS, "namn"}


def test_a_megabyte_without_a_space_is_looked_through() -> None:
    """Ends at all only because no pattern reads the same long word again from each of its letters."""
    assert findings({"talked": "ö" * 1_000_000}) == []
