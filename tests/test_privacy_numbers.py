"""Numbers that the check before publishing finds, and those that it leaves in peace."""

import pytest

from tests.test_privacy import ARABIC, FULLWIDTH, found

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
