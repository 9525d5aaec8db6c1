"""Four teachers hear each other out: turns on one's own phone, pairs that both see, and a card that all read."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_a_killed_server import is_on_line
from tests.world import Installation, post, wait_until

Here = dict[str, Person]
DEVICES = {"anna": PHONE, "bo": LAPTOP, "carin": PHONE}  # Anna leads, from her phone


@pytest.fixture
def here(arrive: Callable[..., Person], meeting: int) -> Here:
    people = {key: arrive(key, size) for key, size in DEVICES.items()}
    for person in people.values():
        person.open_room(meeting)
        expect(person.page.locator("saved-state")).to_have_attribute("data-state", "saved")
    expect(people["anna"].page.locator("[data-present-count]").first).to_have_text("3")
    press(people["anna"], "Starta lärträffen")
    return people


def test_everyone_is_heard_also_who_comes_back_and_who_comes_late(
    here: Here, arrive: Callable[..., Person], meeting: int
) -> None:
    anna, bo, carin = here["anna"], here["bo"], here["carin"]
    next_step(anna, 2)
    for person in (bo, carin):
        expect(talker(person)).to_contain_text("Anna talar")
        expect(talker(person)).to_contain_text("av 6:40")
        expect(person.page.get_by_role("button", name="Jag är klar")).to_be_hidden()
    expect(talker(anna)).to_contain_text("Du har ordet")

    press(anna, "Kom tillbaka till mig")
    expect(anna.page.locator(".round__person", has_text="Anna")).to_contain_text("kommer tillbaka")
    expect(talker(bo)).to_contain_text("Du har ordet")
    expect(bo.page.locator("[data-announce]")).to_have_text("Nu är det din tur")
    expect(bo.page.locator(".round__own")).not_to_be_empty()  # Bo's own promise, at hand when it is needed

    ester = arrive("ester", PHONE)
    ester.open_room(meeting)
    expect(bo.page.locator(".round__person:visible")).to_have_count(4)
    press(bo, "Jag är klar")
    press(carin, "Jag är klar")
    press(ester, "Jag är klar")
    expect(talker(anna)).to_contain_text("Du har ordet")  # last of all, as she asked
    expect(anna.page.get_by_role("button", name="Kom tillbaka till mig")).to_be_hidden()
    press(anna, "Jag är klar")
    for person in (anna, bo, carin, ester):
        expect(talker(person)).to_have_text("Alla har haft ordet.")


def test_a_page_asks_for_the_promise_of_another_speaker_and_only_where_it_is_told(here: Here) -> None:
    anna, bo = here["anna"], here["bo"]
    asked: list[str] = []
    bo.page.on("request", lambda request: asked.append(request.url))
    bo.page.evaluate(
        "window.steps = 0;document.body.addEventListener('agenda.step_changed', () => setTimeout(() => window.steps++))"
    )

    def asks() -> int:
        bo.page.evaluate("0")  # what the browser has told of is counted while it is talked to, and not else
        return sum(url.endswith("/rum/lofte/") for url in asked)

    def is_through(steps: int) -> None:
        """Bo's page has heard of so many new steps, and all that it has asked for since is among `asked`."""
        wait_until(lambda: bo.page.evaluate("window.steps") == steps, "the event has come")
        with bo.page.expect_request("**/halsa/"):
            bo.page.evaluate("void fetch('/halsa/')")

    next_step(anna, 2)
    wait_until(lambda: asks() == 1, "the first speaker's promise is asked for")
    next_step(anna, 3)
    is_through(steps=2)
    assert asks() == 1  # Anna begins again
    press(anna, "Jag är klar")
    wait_until(lambda: asks() == 2, "the next speaker's is asked for")
    expect(bo.page.locator(".round__own")).not_to_be_empty()
    next_step(anna, 4)
    is_through(steps=3)
    expect(bo.page.locator(".round__promise")).to_be_empty()
    assert asks() == 2


def test_what_a_speaker_hides_while_a_page_is_away_is_gone_when_it_is_back(
    here: Here, installation: Installation
) -> None:
    anna, bo = here["anna"], here["bo"]
    next_step(anna, 2)
    expect(bo.page.locator(".round__promise")).to_contain_text("Insats sedan sist")
    bo.context.set_offline(True)
    wait_until(lambda: not is_on_line(bo), "the page has noticed", 30)
    before = installation.facts["held"]
    assert post(installation, "anna", f"/handlingsplaner/{before}/visning/slut/", field="effort") == 200
    bo.context.set_offline(False)

    expect(bo.page.locator(".round__promise")).to_be_empty()
    expect(talker(bo)).to_contain_text("Anna talar")


def test_the_two_of_a_pair_see_each_other_and_the_parts_come_when_the_leader_says(
    here: Here, arrive: Callable[..., Person], meeting: int
) -> None:
    here["ester"] = arrive("ester", PHONE)
    here["ester"].open_room(meeting)
    anna = here["anna"]
    expect(anna.page.locator("[data-present-count]").first).to_have_text("4")
    for step in (2, 3, 4):
        next_step(anna, step)
    for person in here.values():
        expect(shown(person, ".parts__title")).to_have_text("Enskilt")
        expect(shown(person, "[data-part-time]")).to_contain_text("kvar av delen")

    press(anna, "Nästa del: Par")

    names = {key.capitalize() for key in here}
    said = {}
    for key, person in here.items():
        expect(shown(person, ".parts__title")).to_have_text("Par")
        said[key.capitalize()] = shown(person, "[data-own-pair]").inner_text().removeprefix("Du och ")
    assert set(said) == set(said.values()) == names
    assert all(said[said[name]] == name for name in names)  # each is the other's

    press(anna, "Nästa del: Alla")
    for person in here.values():
        expect(shown(person, ".parts__title")).to_have_text("Alla")
        expect(person.page.locator("[data-own-pair]").first).to_be_hidden()
    expect(anna.page.locator("[data-next-part]")).to_be_hidden()


def test_all_read_the_same_card_and_a_new_one_moves_nothing(here: Here) -> None:
    anna, bo, carin = here["anna"], here["bo"], here["carin"]
    for step in (2, 3):
        next_step(anna, step)
    cards = [card(anna)]
    expect(talker(bo)).to_contain_text("Anna talar")
    height = bo.page.locator("wonder-card").bounding_box()["height"]

    for _ in range(2):
        speaker = next(person for person in here.values() if "Du har" in talker(person).inner_text())
        press(speaker, "Jag är klar")
        expect(talker(speaker)).not_to_contain_text("Du har ordet")
        expect(speaker.page.locator(".wonder__text[data-shown]")).not_to_have_text(cards[-1])
        cards.append(card(speaker))
        for person in (anna, bo, carin):
            expect(person.page.locator(".wonder__text[data-shown]")).to_have_text(cards[-1])

    assert len(set(cards)) == 3
    assert bo.page.locator("wonder-card").bounding_box()["height"] == height


def test_the_leader_lets_the_last_begin_and_a_new_samtalsform_comes_to_open_rooms(
    here: Here, meeting: int, installation: Installation
) -> None:
    anna, bo, carin = here["anna"], here["bo"], here["carin"]
    next_step(anna, 2)
    press(anna, "Sist först")
    expect(talker(carin)).to_contain_text("Du har ordet")
    press(carin, "Jag är klar")
    expect(talker(bo)).to_contain_text("Du har ordet")
    expect(anna.page.get_by_role("button", name="Lotta")).to_be_hidden()

    address = f"/moten/{meeting}/samtalsformer/"
    assert post(installation, "anna", address, step_3="laget-runt", step_4="reflekterande-team") == 200
    for step in (3, 4):
        next_step(anna, step)
    press(carin, "Det är min fråga")
    for person in (anna, bo):
        expect(shown(person, ".parts__title")).to_have_text("Frågan läggs fram")
    expect(shown(bo, "[data-owner-words]")).to_have_text("Carin äger frågan.")
    press(anna, "Nästa del: Klargörande frågor")
    expect(talker(bo)).to_contain_text("Anna talar")
    expect(carin.page.locator(".round__person:visible")).to_have_count(2)


def press(person: Person, name: str) -> None:
    person.page.get_by_role("button", name=name).locator("visible=true").first.click()


def next_step(leader: Person, to: int) -> None:
    leader.page.locator("[data-next-step] button").click()
    expect(leader.page.locator(f'h1[data-step="{to}"]')).to_be_visible()


def talker(person: Person) -> object:
    return person.page.locator("[data-talker]")


def shown(person: Person, selector: str) -> object:
    return person.page.locator(f"conversation-parts {selector}").locator("visible=true")


def card(person: Person) -> str:
    return str(person.page.locator(".wonder__text[data-shown]").inner_text())
