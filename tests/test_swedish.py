"""One order and one folding: the same in Python, in SQLite and PostgreSQL.

In browsers too: tests/journeys/test_as_the_server.py.
"""

import random
from pathlib import Path

import pytest

from kollegium.demo import Demo
from kollegium.groups.models import Group
from kollegium.library.models import Material
from kollegium.people.models import Organisation, School, User
from kollegium.swedish import folded, in_order, listed
from tests.upgrading import upgrade_from_before

IN_ORDER = [
    "Anna Ek",
    "Anna-Lena Ask",
    "Bo 2 B",
    "Bo 10 A",
    "de Geer",
    "Edit",
    "élan",
    "Erik",
    "Klass 2",
    "Klass 10",
    "Rene Å",
    "René Å",
    "Vera",
    "Vilma",
    "von Essen",
    "Wera",
    "Wilma",
    "Xerxes",
    "Ümit",
    "Yngve",
    "Zeynep",
    "åke",
    "Åsa",
    "A\N{COMBINING RING ABOVE}se",
    "æ",
    "Ängla",
    "Öberg",
    "örjan",
    "Øystein",
]
NAMES = [
    *IN_ORDER,
    *[
        "Straße",
        "Ågren-Öst",
        "Łukasz",
        "Þór",
        "Işıl",
        "O’Brien",
        "O'Brien",
        "{",
        "~",
        "🎉",
        "Жанна",
        "山田",
        "2 a",
        "02 a",
    ],
    *["\N{ZERO WIDTH SPACE}Åke", "Å\N{SOFT HYPHEN}ke", "ÅKE", "åKE", "Ａke", "\U00020000", "\ue000", "İnci", "Σίσυφος"],
]
ALIKE = [
    ("Åsa", "åsa"),
    ("Åsa", "A\N{COMBINING RING ABOVE}SA"),
    ("Ängskolan", "ängs\N{SOFT HYPHEN}kolan"),
    ("Ängskolan", " ÄNGSKOLAN "),
    ("Linnéskolan", "Linneskolan"),
    ("Norra  skolan", "norra\N{NO-BREAK SPACE}skolan"),
    ("Öst-skolan", "Öst\N{NON-BREAKING HYPHEN}skolan"),
    ("Straße", "STRASSE"),
    ("Bjørn", "Björn"),
]


def test_names_stand_in_swedish_order() -> None:
    shuffled = random.Random(28).sample(IN_ORDER, len(IN_ORDER))

    assert sorted(shuffled, key=in_order) == IN_ORDER


@pytest.mark.django_db
def test_the_database_puts_names_in_the_same_order() -> None:
    organisation = Organisation.objects.create(name="Ekåsa kommun")
    for name in random.Random(28).sample(NAMES, len(NAMES)):
        Group.objects.create(organisation=organisation, name=name)

    assert [group.name for group in organisation.groups.all()] == sorted(NAMES, key=in_order)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_words_that_one_takes_for_the_same_are_folded_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Åsa", "Asa"), ("Ängla", "Angla"), ("Öst", "Ost"), ("Åsa", "Äsa")])
def test_a_ring_and_dots_make_other_letters(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    "sought",
    ["åsa", "ÅSA", "A\N{COMBINING RING ABOVE}sa", "öst", "lindén", "linden", "åsa öst", "bjork", "TALLBACKENS", "å"],
)
def test_the_list_of_colleagues_is_searched_in_any_letters(demo: Demo, sign_in: object, sought: str) -> None:
    person = User.objects.create(
        organisation=demo.organisation,
        email="asa.ost@bjorkskolan.example",
        given_name="Åsa",
        family_name="Öst Lindén",
        school=School.objects.get(name__startswith="Tallbacken"),
    )

    page = sign_in("inga").get("/huvudman/medarbetare/", {"sok": sought})

    assert person in page.context["page"].object_list
    assert demo["gunilla"] not in page.context["page"].object_list or sought == "bjork"


def test_a_search_for_a_percent_sign_or_nothing_seen_finds_no_more_than_it_says(demo: Demo, sign_in: object) -> None:
    inga = sign_in("inga")

    assert not inga.get("/huvudman/medarbetare/", {"sok": "%"}).context["page"].object_list
    assert not inga.get("/huvudman/medarbetare/", {"sok": "_nna"}).context["page"].object_list
    assert inga.get("/huvudman/medarbetare/", {"sok": "\0\N{SOFT HYPHEN}"}).status_code == 200


@pytest.mark.parametrize("sought", ["återkoppling", "ÅTERKOPPLING", "A\N{COMBINING RING ABOVE}terkoppling", "överallt"])
def test_materials_are_searched_in_any_letters(demo: Demo, sign_in: object, sought: str) -> None:
    material = Material.objects.create(
        organisation=demo.organisation, kind="research", title="Om Återkoppling", try_it="Öva Överallt"
    )

    found = sign_in("anna").get("/material/", {"words": sought}).context["materials"]

    assert material in found
    assert len(found) < Material.objects.count()


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_two_schools_of_one_huvudman_never_share_a_name(demo: Demo, sign_in: object, one: str, other: str) -> None:
    inga = sign_in("inga")
    inga.post("/huvudman/skolor/ny/", {"name": one, "protocol_addresses": ""})
    page = inga.post("/huvudman/skolor/ny/", {"name": other, "protocol_addresses": ""})

    assert list(page.context["form"].errors) == ["name"]
    assert School.objects.filter(found_by=folded(one)).count() == 1
    School.objects.create(organisation=Organisation.objects.create(name="Ekby"), name=other)


def test_two_addresses_that_differ_in_form_only_are_one(demo: Demo, sign_in: object) -> None:
    words = {"given_name": "Ny", "family_name": "Nilsson", "school": ""}
    inga = sign_in("inga")
    inga.post("/huvudman/medarbetare/ny/", words | {"email": "ny@BJÖRKSKOLAN.example"})
    page = inga.post("/huvudman/medarbetare/ny/", words | {"email": "NY@bjo\N{COMBINING DIAERESIS}rkskolan.example"})

    assert list(page.context["form"].errors) == ["email"]
    assert User.objects.get_by_natural_key("Ny@BJÖRKskolan.example").email == "ny@björkskolan.example"


UPGRADE = """
organisation = old.get_model("kollegium", "Organisation").objects.create(name="Ekåsa")
for name in ("Ängskolan", "Ekskolan", "ÄNGSKOLAN (2)", "A\\u0308ngskolan"):
    old.get_model("kollegium", "School").objects.create(organisation=organisation, name=name)
people = old.get_model("kollegium", "User").objects
people.create(organisation=organisation, email="asa@BJÖRKSKOLAN.example", given_name="Åsa", family_name="Öst")
upgrade()

from kollegium.people.models import School, User
from kollegium.swedish import in_order

names = [school.name for school in School.objects.all()]
assert names == ["Ekskolan", "Ängskolan", "ÄNGSKOLAN (2)", "A\\u0308ngskolan (3)"], names
person = User.objects.get()
assert person.email == "asa@björkskolan.example"
assert person.found_by == "åsa\\nöst\\nasa@björkskolan.example"
assert bytes(person.sorts_as) == in_order("Åsa Öst").encode()
"""


def test_an_upgrade_puts_in_order_what_was_there_and_tells_two_schools_of_one_name_apart(tmp_path: Path) -> None:
    upgrade_from_before("swedish_order_and_search", UPGRADE, tmp_path)


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["Anna"], "Anna"), (["Anna", "Bo"], "Anna och Bo"), (["1", "4", "6"], "1, 4 och 6")],
)
def test_words_stand_in_a_row_as_one_says_them(words: list[str], said: str) -> None:
    assert listed(words) == said
