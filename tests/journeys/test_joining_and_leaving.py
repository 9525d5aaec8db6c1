"""Somebody joins the group, or leaves it, in the middle of laget runt: the round goes on, with a name for everyone."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_voices import next_step, press, talker
from tests.world import Installation, post

WALL = {"width": 1280, "height": 720}
Here = dict[str, Person]


@pytest.fixture
def here(arrive: Callable[..., Person], meeting: int) -> Here:
    """Anna leads from her phone, Bo has a laptop, and Carin's account projects the screen on the wall."""
    people = {"anna": arrive("anna", PHONE), "bo": arrive("bo", LAPTOP), "wall": arrive("carin", WALL)}
    for key in ("anna", "bo"):
        people[key].open_room(meeting)
        expect(people[key].page.locator("saved-state")).to_have_attribute("data-state", "saved")
    people["wall"].page.goto(f"/moten/{meeting}/skarm/")
    expect(people["anna"].page.locator("[data-present-count]").first).to_have_text("2")
    press(people["anna"], "Starta lärträffen")
    next_step(people["anna"], 2)
    expect(talker(people["anna"])).to_contain_text("Du har ordet")
    return people


def add(installation: Installation, who: str) -> None:
    group = group_of(installation)
    added = {"person": str(installation.facts["people"][who]), "starts_on": str(date.today())}
    assert post(installation, "anna", f"/grupper/{group}/medlemmar/ny/", **added) == 200


def group_of(installation: Installation) -> int:
    room = installation.facts["meeting"]
    return int(
        installation.shell(f"from kollegium.models import Meeting; print(Meeting.objects.get(pk={room}).group_id)")
    )


def end(installation: Installation, who: str) -> None:
    group, person = group_of(installation), installation.facts["people"][who]
    asked = f"from kollegium.models import Membership as M; print(M.objects.get(group={group}, user={person}).pk)"
    address = f"/grupper/{group}/medlemmar/{installation.shell(asked).strip()}/slut/"
    assert post(installation, "anna", address, on=str(date.today())) == 200


def circle(person: Person) -> list[str]:
    return person.page.locator(".round__person:visible .round__name").all_inner_texts()


def test_one_who_joins_has_a_name_and_a_turn_on_every_page(
    here: Here, arrive: Callable[..., Person], installation: Installation, meeting: int
) -> None:
    anna, bo, wall = here["anna"], here["bo"], here["wall"]
    david = arrive("david", PHONE)
    members = int(anna.page.locator("[data-member-count]").first.inner_text())
    add(installation, "david")
    expect(anna.page.locator("[data-member-count]").first).to_have_text(str(members + 1))
    anna.page.get_by_text("Vilka är här?").locator("visible=true").click()
    expect(anna.page.locator(".person:visible", has_text="David")).to_contain_text("inte här än")

    david.open_room(meeting)

    for person in (anna, bo, wall, david):
        expect(person.page.locator(".round__person:visible")).to_have_count(3)
        assert circle(person) == ["Anna", "Bo", "David"], person.key
    expect(bo.page.locator("[data-soon]")).to_have_text("Sedan Bo och David")
    press(anna, "Jag är klar")
    press(bo, "Jag är klar")
    for person in (anna, bo, wall):
        expect(talker(person)).to_contain_text("David talar")
    expect(talker(david)).to_contain_text("Du har ordet")
    david.type_in("talked", "Jag är ny här.")
    expect(bo.page.locator('[data-writing]:has-text("David skriver")')).to_have_count(1)
    david.show("now")
    press(david, "Jag är klar")
    for person in (anna, bo, wall, david):
        expect(talker(person)).to_have_text("Alla har haft ordet.")
        assert "undefined" not in person.page.locator("body").inner_text()


@pytest.mark.parametrize("reloads", [False, True])
def test_when_the_speaker_leaves_the_group_the_word_goes_on(
    here: Here, arrive: Callable[..., Person], installation: Installation, meeting: int, reloads: bool
) -> None:
    anna, bo, wall = here["anna"], here["bo"], here["wall"]
    ester = arrive("ester", PHONE)
    ester.open_room(meeting)
    expect(anna.page.locator(".round__person:visible")).to_have_count(3)
    press(anna, "Jag är klar")
    for person in (anna, wall):
        expect(talker(person)).to_contain_text("Bo talar")

    end(installation, "bo")

    expect(bo.page.locator("saved-state")).to_contain_text("inte längre med i lärgruppen")
    expect(talker(bo)).to_be_hidden()
    expect(bo.page.get_by_role("button", name="Jag är klar").locator("visible=true")).to_have_count(0)
    for person in (anna, wall, ester):
        if reloads:
            person.page.reload()
        expect(talker(person)).to_contain_text("Du har ordet" if person is ester else "Ester talar")
        assert circle(person) == ["Anna", "Ester"], person.key
    press(anna, "Nästa talare")
    for person in (anna, wall, ester):
        expect(talker(person)).to_have_text("Alla har haft ordet.")
        assert "undefined" not in person.page.locator("body").inner_text()
