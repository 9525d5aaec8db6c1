"""Every list of names is in the one Swedish order, and nothing sorts by a database's or browser's own."""

import re
from pathlib import Path

import pytest
from django.db import models

from kollegium import models as domain
from kollegium.demo import Demo
from kollegium.derived import Derives
from kollegium.groups.models import Group
from kollegium.live import actions as live
from kollegium.meetings.models import Guest
from kollegium.people.models import School, User
from kollegium.protocols import headings
from kollegium.swedish import in_order

CODE = Path(__file__).parent.parent / "kollegium"


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
    no_list = {"Organisation", "PeriodicRun"}
    for name in domain.__all__:
        model = getattr(domain, name)
        texts = {field.name for field in model._meta.fields if isinstance(field, models.CharField)}
        if texts & {"name", "given_name"} and name not in no_list:
            assert issubclass(model, Derives), name
            assert model._meta.ordering[0] == "sorts_as", name
