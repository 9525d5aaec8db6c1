"""One order and one folding: the same in Python, in SQLite and PostgreSQL.

In browsers too: tests/journeys/test_the_thread.py.
"""

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import models

from kollegium import models as domain
from kollegium.demo import Demo
from kollegium.derived import Derives
from kollegium.groups.models import Group
from kollegium.library.models import Material
from kollegium.live import actions as live
from kollegium.meetings.models import Guest
from kollegium.people.models import Organisation, School, User
from kollegium.protocols import headings
from kollegium.swedish import folded, in_order, listed
from tests.conftest import WORKER, _database, _sql

CODE = Path(__file__).parent.parent / "kollegium"
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


def test_every_list_of_names_is_in_the_one_order(demo: Demo, sign_in: object) -> None:
    given = {"anna": "Zeynep", "bo": "de Geer", "carin": "Ängla", "david": "Åsa", "eva": "Örjan"}
    for who in given:
        if who in demo.people:
            demo[who].given_name, demo[who].family_name = given[who], "Ek"
            demo[who].save()
    for name in ("Öknaskolan", "Åbyskolan", "zetaskolan", "Ängskolan"):
        School.objects.create(organisation=demo.organisation, name=name)
        Group.objects.create(organisation=demo.organisation, name=name)
        key = f"{name:0<64}"
        Guest.objects.create(meeting=demo.meeting, name=name, key_digest=key, invited_by=demo["anna"])
    meeting = live.start(demo.meeting, by=demo["anna"])
    for person in meeting.group.members():
        live.mark(meeting, person, is_here=True)

    lists = {
        "members": [person.name for person in meeting.group.members()],
        "memberships": [member.user.name for member in meeting.group.memberships.all()],
        "the round": [User.objects.get(pk=pk).name for pk in live.turns.present(meeting)],
        "the protocol": headings.participant_names(meeting),
        "schools": [school.name for school in demo.organisation.schools.all()],
        "groups": [group.name for group in demo.organisation.groups.all()],
        "guests": [guest.name for guest in meeting.guests.all()],
        "colleagues": [person.name for person in sign_in("inga").get("/huvudman/medarbetare/").context["page"]],
    }

    assert {what: sorted(names, key=in_order) for what, names in lists.items()} == lists
    assert all(len(names) > 3 for names in lists.values())


def test_what_follows_from_a_name_is_saved_with_it(demo: Demo) -> None:
    group = demo.group
    group.name = "Äpplet"
    group.save(update_fields=["name"])
    User.objects.bulk_create([User(organisation=demo.organisation, email="x@y.se", given_name="Ö", family_name="Ö")])
    person = User.objects.get(email="x@y.se")
    stale = User.objects.get(pk=person.pk)
    person.given_name = "Åsa"
    person.save()
    stale.is_demo = True
    stale.save(update_fields=["is_demo"])

    assert bytes(Group.objects.get(pk=group.pk).sorts_as) == in_order("Äpplet").encode()
    assert bytes(User.objects.get(pk=person.pk).sorts_as) == in_order("Åsa Ö").encode()
    assert User.objects.get(pk=person.pk).found_by == "åsa\nö\nx@y.se"


@pytest.mark.parametrize("path", sorted(CODE.rglob("*.py")), ids=lambda path: str(path.relative_to(CODE)))
def test_nothing_is_sorted_or_compared_by_a_databases_own_idea_of_letters(path: Path) -> None:
    text = path.read_text()
    if "migrations" in path.parts:
        return

    names = r"(?:\w+__)?(?:name|given_name|family_name|title)"
    assert not re.findall(rf"""(?:order_by|ordering)\b[^\n]*["']-?{names}["']""", text)
    assert not re.findall(r"__(?:icontains|istartswith|iendswith|iregex)\b", text)
    assert set(re.findall(r"\b(\w+)__iexact\b", text)) <= {"email"}
    assert not re.findall(rf"\.update\([^)]*\b{names}=", text)
    for call in re.findall(r"(?:\bsorted|\.sort)\(.*", text):
        assert not re.search(r"\bnames?\b|\.title\b", call) or "in_order" in call


def test_browsers_sort_by_the_one_order_too() -> None:
    for path in (CODE / "static/kollegium/js").rglob("*.js"):
        assert "localeCompare" not in path.read_text(), path.name
        assert not re.search(r"\bnames?\b[^\n]*\.sort\((?!inOrder)", path.read_text()), path.name


def test_every_model_with_a_name_that_is_listed_is_in_the_one_order() -> None:
    no_list = {"Organisation"}
    for name in domain.__all__:
        model = getattr(domain, name)
        texts = {field.name for field in model._meta.fields if isinstance(field, models.CharField)}
        if texts & {"name", "given_name"} and name not in no_list:
            assert issubclass(model, Derives), name
            assert model._meta.ordering[0] == "sorts_as", name


UPGRADED = f"upgraded_{WORKER}"  # a database of this process of the test run
UPGRADE = """
import django
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ours = ("kollegium", "0008_swedish_order_and_search")
executor = MigrationExecutor(connection)
before = [name for name in executor.loader.get_migration(*ours).dependencies if name[0] == "kollegium"]
executor.migrate(before)
old = executor.loader.project_state(before).apps
organisation = old.get_model("kollegium", "Organisation").objects.create(name="Ekåsa")
for name in ("Ängskolan", "Ekskolan", "ÄNGSKOLAN (2)", "A\\u0308ngskolan"):
    old.get_model("kollegium", "School").objects.create(organisation=organisation, name=name)
people = old.get_model("kollegium", "User").objects
people.create(organisation=organisation, email="asa@BJÖRKSKOLAN.example", given_name="Åsa", family_name="Öst")
executor = MigrationExecutor(connection)
executor.migrate(executor.loader.graph.leaf_nodes())

from kollegium.people.models import School, User
from kollegium.swedish import folded, in_order, listed

names = [school.name for school in School.objects.all()]
assert names == ["Ekskolan", "Ängskolan", "ÄNGSKOLAN (2)", "A\\u0308ngskolan (3)"], names
person = User.objects.get()
assert person.email == "asa@björkskolan.example"
assert person.found_by == "åsa\\nöst\\nasa@björkskolan.example"
assert bytes(person.sorts_as) == in_order("Åsa Öst").encode()
"""


def test_an_upgrade_puts_in_order_what_was_there_and_tells_two_schools_of_one_name_apart(tmp_path: Path) -> None:
    environment = os.environ | {"KOLLEGIUM_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    if "DATABASE_URL" in os.environ:
        _sql(f"DROP DATABASE IF EXISTS {UPGRADED}", f"CREATE DATABASE {UPGRADED}")
        environment["DATABASE_URL"] = _database(UPGRADED)

    done = subprocess.run(
        [sys.executable, "-c", UPGRADE], cwd=CODE.parent, env=environment, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["Anna"], "Anna"), (["Anna", "Bo"], "Anna och Bo"), (["1", "4", "6"], "1, 4 och 6")],
)
def test_words_stand_in_a_row_as_one_says_them(words: list[str], said: str) -> None:
    assert listed(words) == said
