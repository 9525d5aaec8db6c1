"""A whole turn without mouse and without eyes: what the keyboard reaches, what things are called, what is said."""

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_a_killed_server import saved
from tests.journeys.test_time import leave
from tests.world import Installation, post, wait_until

Arrive = Callable[..., Person]
INTRODUCTION = "Introduktion och mötesordning"
REPORT = "Så här har jag gjort – Så här går det"
# All that a screen reader is told without asking: every live region of the page, also those that come later.
LISTEN = """() => {
  window.spoken = [];
  const LIVE = "[role=status], [role=alert], [role=log], [role=marquee], output, [aria-live]:not([aria-live=off])";
  const hear = (part) => {
    const region = (part.nodeType === Node.ELEMENT_NODE ? part : part.parentElement)?.closest(LIVE);
    const words = region?.textContent.trim();
    if (words && region.checkVisibility()) window.spoken.push(words);
  };
  const all = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden"] };
  const see = new MutationObserver((changes) => new Set(changes.map(({ target }) => target)).forEach(hear));
  see.observe(document.body, all);
}"""
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((part) => part.tabIndex >= 0 && !part.disabled && part.checkVisibility({ visibilityProperty: true }))"""
# Where the keyboard is, and which stops come before and after it.
KEEP_PLACE = f"() => {{ window.held = document.activeElement; window.stops = ({STOPS})(); }}"
HAS_KEPT_PLACE = f"""() => {{
  const now = ({STOPS})();
  const before = window.stops.filter((part) => now.includes(part));
  const after = now.filter((part) => before.includes(part));
  return document.activeElement === window.held && before.every((part, n) => part === after[n]);
}}"""
FOCUSED = "(document.activeElement.ariaLabel ?? document.activeElement.innerText ?? '').trim()"
WITH_A_NAME = {"button", "link", "textbox", "checkbox", "combobox", "listbox", "radio", "DisclosureTriangle", "option"}


@pytest.fixture
def here(arrive: Arrive, meeting: int) -> dict[str, Person]:
    """Anna leads; Bo and Carin listen. Nobody touches the screen."""
    people = {"anna": arrive("anna", PHONE), "bo": arrive("bo", LAPTOP), "carin": arrive("carin", PHONE)}
    for person in people.values():
        person.open_room(meeting)
        wait_until(lambda p=person: saved(p), "the page is on line", 30)
    return people


def test_a_whole_turn_is_led_spoken_and_handed_on_by_keyboard_alone(here: dict[str, Person], meeting: int) -> None:
    anna, bo, carin = here.values()

    press(anna, "Starta lärträffen")
    expect(anna.page.locator('h1[data-step="1"]')).to_be_visible()
    press(anna, "Nästa steg: Så här går det")
    expect(talker(anna)).to_contain_text("Du har ordet")
    press(anna, "Jag är klar")
    expect(talker(bo)).to_contain_text("Du har ordet")
    press(bo, "Kom tillbaka till mig")
    expect(talker(carin)).to_contain_text("Du har ordet")
    assert carin.page.evaluate("document.activeElement === document.body")  # a turn takes nobody's keyboard
    press(carin, "Stå över")
    expect(talker(bo)).to_contain_text("Du har ordet")
    press(bo, "Jag är klar")
    for person in (anna, bo, carin):
        expect(talker(person)).to_have_text("Alla har haft ordet.")
        assert person.page.evaluate("document.activeElement !== document.body"), "the keyboard goes on from somewhere"
    press(anna, "Nästa steg: Lärdomar")
    expect(bo.page.locator('h1[data-step="3"]')).to_be_visible()


def test_a_screen_reader_hears_of_steps_ones_own_turn_and_two_minutes_and_of_nothing_else(
    here: dict[str, Person], arrive: Arrive, meeting: int, installation: Installation
) -> None:
    anna, bo, carin = here.values()
    for person in here.values():
        person.page.evaluate(LISTEN)

    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    expect(bo.page.locator('h1[data-step="1"]')).to_be_visible()
    ester = arrive("ester", LAPTOP)  # somebody comes, and writes
    ester.open_room(meeting)
    ester.type_in("talked", "Vi sitter i biblioteket. ")
    wait_until(lambda: "biblioteket" in bo.reads("talked"), "all see it")
    bo.type_in("talked", "Och det är varmt. ")
    wait_until(lambda: "varmt" in ester.reads("talked") and saved(bo), "and Bo answers")
    assert post(installation, "anna", f"/moten/{meeting}/steg/", after="1") == 204
    expect(talker(anna)).to_contain_text("Du har ordet")
    assert post(installation, "anna", f"/moten/{meeting}/paus/") == 204
    expect(bo.page.locator("[data-timer-words]")).to_contain_text("Pausad")
    assert post(installation, "anna", f"/moten/{meeting}/fortsattning/") == 204
    expect(bo.page.locator("[data-timer-words]")).not_to_contain_text("Pausad")
    hand_on(installation, meeting, "anna")
    expect(talker(bo)).to_contain_text("Du har ordet")
    leave(installation, meeting, 590)
    expect(bo.page.locator("[data-timer-words]")).to_have_text("Halva tiden har gått")
    leave(installation, meeting, 117)
    expect(bo.page.locator("[data-timer-words]")).to_have_text("Mindre än två minuter kvar")
    hand_on(installation, meeting, "bo")
    expect(talker(carin)).to_contain_text("Du har ordet")
    leave(installation, meeting, -3)
    expect(bo.page.locator("[data-timer-words]")).to_contain_text("Tiden är slut")
    bo.page.wait_for_timeout(1_500)  # the clock goes on, and is not said

    begun, turn, soon = f"Nu: {INTRODUCTION}", "Nu är det din tur", "Två minuter kvar av steget"
    assert {key: person.page.evaluate("spoken") for key, person in here.items()} == {
        "anna": [begun, f"Nu: {REPORT}. {turn}", soon],
        "bo": [begun, f"Nu: {REPORT}", turn, soon],
        "carin": [begun, f"Nu: {REPORT}", soon, turn],
    }


def test_everything_one_can_press_or_write_in_has_a_name_of_its_own(
    here: dict[str, Person], meeting: int, installation: Installation
) -> None:
    anna, bo, _ = here.values()
    trees = {person.key: person.context.new_cdp_session(person.page) for person in (anna, bo)}
    nameless = [found for key in trees for found in without_name(trees[key], f"{key} before the start")]
    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    for step in range(1, 7):
        for person in (anna, bo):
            expect(person.page.locator(f'[data-position="{step}"]')).to_have_attribute("aria-current", "step")
            person.show("now")
            nameless += without_name(trees[person.key], f"{person.key}, step {step}")
            assert roles(trees[person.key], "timer") == 1
        if step < 6:
            assert post(installation, "anna", f"/moten/{meeting}/steg/", after=str(step)) == 204

    assert nameless == []
    bo.show("protocol")
    written = [node["name"]["value"] for node in tree(trees["bo"]) if node["role"]["value"] == "textbox"]
    for heading in ("Vi pratade om...", "Slutsatser/lärdomar...", "Inför nästa träff tänker vi..."):
        assert written.count(heading) == 1, written


def test_nothing_moves_from_under_the_keyboard_when_others_come_speak_and_write(
    here: dict[str, Person], arrive: Arrive, meeting: int, installation: Installation
) -> None:
    anna, bo, carin = here.values()
    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    assert post(installation, "anna", f"/moten/{meeting}/steg/", after="1") == 204
    expect(talker(anna)).to_contain_text("Du har ordet")
    go_to(anna, "Jag är klar")
    go_to(carin, "Min plan")
    bo.type_in("talked", "Mitt i en mening")
    wait_until(lambda: saved(bo), "the others have it whole")
    for person in here.values():
        person.page.evaluate(KEEP_PLACE)

    ester = arrive("ester", LAPTOP)
    ester.open_room(meeting)
    expect(bo.page.locator(".round__person:visible")).to_have_count(4)
    ester.type_in("talked", "En rad till.\n")
    wait_until(lambda: "En rad till." in bo.reads("talked"), "Bo sees what Ester writes")
    assert post(installation, "anna", f"/moten/{meeting}/paus/") == 204
    assert post(installation, "anna", f"/moten/{meeting}/fortsattning/") == 204
    leave(installation, meeting, 100)
    expect(carin.page.locator("[data-timer-words]")).to_have_text("Mindre än två minuter kvar")
    assert {key: person.page.evaluate(HAS_KEPT_PLACE) for key, person in here.items()} == dict.fromkeys(here, True)

    hand_on(installation, meeting, "anna")  # somebody else's hand: Anna's button is still there, with another word
    expect(talker(bo)).to_contain_text("Du har ordet")
    assert post(installation, "anna", f"/moten/{meeting}/steg/", after="2") == 204
    expect(bo.page.locator('h1[data-step="3"]')).to_be_visible()
    bo.page.keyboard.type(" går jag vidare.")
    wait_until(lambda: "Mitt i en mening går jag vidare." in ester.reads("talked"), "no key has gone astray")


def test_one_who_has_just_turned_to_the_protocol_to_write_stays_there_when_a_step_begins(
    here: dict[str, Person], meeting: int, installation: Installation
) -> None:
    anna, _, carin = here.values()
    carin.show("protocol")
    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    expect(carin.page.locator('[data-position="1"]')).to_have_attribute("aria-current", "step")

    expect(carin.page.locator('[data-heading="talked"]')).to_be_visible()
    expect(anna.page.locator('h1[data-step="1"]')).to_be_visible()


def press(person: Person, name: str) -> None:
    go_to(person, name)
    person.page.keyboard.press("Enter")


def go_to(person: Person, name: str) -> None:
    """By the Tab key, as far as it takes."""
    seen: list[str] = []
    for _ in range(120):
        person.page.keyboard.press("Tab")
        seen.append(person.page.evaluate(FOCUSED))
        if seen[-1] == name:
            return
    raise AssertionError(f"{name} is not reached by Tab; reached: {seen}")


def talker(person: Person) -> object:
    return person.page.locator("[data-talker]")


def hand_on(installation: Installation, meeting: int, speaker: str) -> None:
    speaking = str(installation.facts["people"][speaker])
    assert post(installation, speaker, f"/moten/{meeting}/tur/", after=speaking) == 204


def tree(devtools: CDPSession) -> list[dict]:
    """What the browser tells a screen reader."""
    nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
    return [node for node in nodes if not node["ignored"] and "role" in node]


def without_name(devtools: CDPSession, where: str) -> list[str]:
    asked = [node for node in tree(devtools) if node["role"]["value"] in WITH_A_NAME]
    assert len(asked) > 5, "there is something to look at"
    return [f"{where}: {node['role']['value']}" for node in asked if not node.get("name", {}).get("value", "").strip()]


def roles(devtools: CDPSession, role: str) -> int:
    return sum(node["role"]["value"] == role for node in tree(devtools))
