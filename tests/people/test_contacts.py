"""What is pasted from a mail program or a sheet is read as the people who stand there."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kollegium.people import contacts

ANNA = ("Anna", "Ek", "anna@skolan.example")
BO = ("Bo", "Al", "bo@skolan.example")


def people(text: str) -> list[tuple[str, str, str]]:
    read = contacts.read(text)
    assert [contact.trouble for contact in read if contact.trouble] == []
    return [(contact.given_name, contact.family_name, contact.email) for contact in read]


@pytest.mark.parametrize(
    "line",
    [
        "Anna Ek, anna@skolan.example",
        "Anna Ek; anna@skolan.example",
        "Anna Ek\tanna@skolan.example",
        "Anna\tEk\tanna@skolan.example",
        "Anna;Ek;anna@skolan.example;Ekskolan",
        "Anna Ek <anna@skolan.example>",
        '"Ek, Anna" <anna@skolan.example>',
        "Ek, Anna <anna@skolan.example>",
        "Ek, Anna\tanna@skolan.example",
        "Ek Anna <anna@skolan.example>",  # the address tells
        "Ek, Anna, anna@skolan.example",
        "'Anna Ek' <'anna@skolan.example'>",
        "Anna Ek (Ekskolan) <anna@skolan.example>",
        "Anna Ek (anna@skolan.example)",
        "Anna Ek <mailto:anna@skolan.example>",
        "Anna Ek anna@skolan.example<mailto:anna@skolan.example>",
        "anna@skolan.example, Anna Ek",
        "anna@skolan.example\tAnna\tEk",
        "\ufeffAnna Ek, anna@skolan.example",
        "  Anna\u00a0Ek ,\u200b anna@SKOLAN.example.  ",
        "1\tAnna Ek\tanna@skolan.example",
        "• Anna Ek, anna@skolan.example",
        '"Anna","Ek","anna@skolan.example"',
    ],
)
def test_a_line_is_a_person_however_it_was_copied(line: str) -> None:
    assert people(line) == [ANNA]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Ek <anna@skolan.example>; Bo Al <bo@skolan.example>",
        "Anna Ek <anna@skolan.example>, Bo Al <bo@skolan.example>;",
        "Ek, Anna <anna@skolan.example>; Al, Bo <bo@skolan.example>",
        '"Ek, Anna" <anna@skolan.example>, "Al, Bo" <bo@skolan.example>',
        "Anna Ek <anna@skolan.example>, Ekskolan; Bo Al <bo@skolan.example>",
        "Anna Ek; anna@skolan.example; Bo Al; bo@skolan.example",
        "anna@skolan.example Anna Ek; bo@skolan.example Bo Al",
        "Anna Ek, anna@skolan.example\r\n\r\n--\r\nBo Al, bo@skolan.example\r\n",
        "\ufeffNamn;E-post\nAnna Ek;anna@skolan.example\nBo Al;bo@skolan.example",
        "Förnamn\tEfternamn\tE-postadress\nAnna\tEk\tanna@skolan.example\nBo\tAl\tbo@skolan.example",
        "Efternamn\tFörnamn\tE-post\nEk\tAnna\tanna@skolan.example\nAl\tBo\tbo@skolan.example",
    ],
)
def test_several_people_are_told_apart(text: str) -> None:
    assert people(text) == [ANNA, BO]


def test_in_a_column_of_family_names_the_heading_decides() -> None:
    text = "Al;Bo;x1@skolan.example"

    assert people(text)[0][:2] == ("Al", "Bo")
    assert people(f"Efternamn;Förnamn;E-post\n{text}")[0][:2] == ("Bo", "Al")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("anna-lena.ek2@skolan.example", ("Anna-Lena", "Ek")),
        ("anna_ek@skolan.example", ("Anna", "Ek")),
        ("Åsa, asa.ek@skolan.example", ("Åsa", "Ek")),
        ("asa.ek@skolan.example <asa.ek@skolan.example>", ("Asa", "Ek")),
    ],
)
def test_a_name_that_is_missing_is_taken_from_the_address_and_said_to_be(line: str, name: tuple[str, str]) -> None:
    [contact] = contacts.read(line)

    assert (contact.given_name, contact.family_name, contact.is_guessed) == (*name, True)
    assert not contacts.read("Anna Ek, anna.ek@skolan.example")[0].is_guessed


def test_only_addresses_in_a_row_are_each_somebody() -> None:
    read = contacts.read("anna.ek@skolan.example, bo.al@skolan.example <bo.al@skolan.example>; aek@skolan.example")

    assert [contact.email for contact in read] == [f"{who}@skolan.example" for who in ("anna.ek", "bo.al", "aek")]
    assert [bool(contact.trouble) for contact in read] == [False, False, True]


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("Hej! Här kommer listan:", "Här finns ingen e-postadress."),
        ("Anna Ek", "Här finns ingen e-postadress."),
        ("Anna Ek, anna@", "”anna@” är ingen hel e-postadress."),
        ("Anna Ek, anna@skolan", "”anna@skolan” är ingen hel e-postadress."),
        ("Anna Ek, anna@@skolan.example", "”anna@@skolan.example” är ingen hel e-postadress."),
        ("Åsa Ek, åsa@skolan.example", "”åsa@skolan.example” är ingen hel e-postadress."),
        ("aek@skolan.example", "Namnet saknas."),
        ("Anna, aek@skolan.example", "Efternamnet saknas."),
        ("Ekskolan\tAnna\tEk\tanna@skolan.example", "Vi ser inte vad som är namnet."),
        (f"Anna {'Ek' * 40}, anna@skolan.example", "Namnet är för långt."),
    ],
)
def test_a_line_that_cannot_be_read_says_why_and_is_kept(line: str, trouble: str) -> None:
    [contact] = contacts.read(line)

    assert contact.trouble.startswith(trouble)
    assert contact.line == contact.as_line == line


def test_rows_of_headings_and_rules_are_nobody() -> None:
    assert contacts.read("\ufeff\nNamn, E-post\n-----\n;;;;\n\n") == []


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Anna Ek", ("Anna", "Ek")),
        ("Anna Maria Ek", ("Anna Maria", "Ek")),
        ("Carl von Linné", ("Carl", "von Linné")),
        ("Von Ek", ("Von", "Ek")),
        ("Anna", ("Anna", "")),
        ("", ("", "")),
    ],
)
def test_a_name_is_split_where_the_family_name_begins(name: str, parts: tuple[str, str]) -> None:
    assert contacts.split(name) == parts


SNIPPETS = st.sampled_from(
    [
        "Anna",
        "Ek",
        "von",
        " ",
        ", ",
        ";",
        "\t",
        "\n",
        "<",
        ">",
        "(",
        ")",
        '"',
        "'",
        "@",
        "anna@x.se",
        "b.o@y.example",
        "é",
    ]
)


@given(st.lists(SNIPPETS, max_size=25).map("".join) | st.text(max_size=80))
@example("Namn,x@y.se")
@example("Anna, Anna;Anna b.o@y.example")
@example("Anna, Anna;Anna anna@x.se")
def test_whatever_is_pasted_can_be_read_and_read_again(text: str) -> None:
    for contact in contacts.read(text):
        again = contacts.read(contact.as_line)

        assert [(one.trouble, one.email) for one in again] == [(contact.trouble, contact.email)]
        assert [(one.given_name, one.family_name) for one in again] == [(contact.given_name, contact.family_name)]


@given(st.lists(SNIPPETS, max_size=25).map("".join))
def test_no_address_that_was_pasted_is_lost(text: str) -> None:
    kept = " ".join(f"{contact.line} {contact.email}" for contact in contacts.read(text))

    assert [address for address in ("anna@x.se", "b.o@y.example") if address in text and address not in kept] == []


NAMES = st.text("abcdefåäöéABCÅ", min_size=1, max_size=12)


@given(st.lists(st.tuples(NAMES, NAMES, st.integers(0, 999)), max_size=8), st.sampled_from(["; ", "\n", ", ", "\r\n"]))
def test_what_a_mail_program_writes_is_what_is_read(rows: list[tuple[str, str, int]], between: str) -> None:
    said = [(given_name, family_name, f"x{number}@skolan.example") for given_name, family_name, number in rows]

    text = between.join(f"{family_name}, {given_name} <{email}>" for given_name, family_name, email in said)

    assert people(text) == said
