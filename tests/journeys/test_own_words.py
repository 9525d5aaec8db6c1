"""Words of one's own without net: plan, line and note are there whatever happens to the tab and the browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from pycrdt import Doc, Text

from tests.journeys.conftest import Person
from tests.journeys.own_browser import OwnBrowser
from tests.journeys.own_store import KEEPS_THE_CONNECTIONS, at_the_server, notes_at_the_server, slots
from tests.world import Installation, post, wait_until

Arrive = Callable[..., Person]
FIELDS = ("tried", "learnt", "effort", "change")
HERE = "Sparat i datorn"


@pytest.fixture
def own_browser(playwright: Playwright, tmp_path: Path, installation: Installation) -> Iterator[OwnBrowser]:
    browser = OwnBrowser(playwright.chromium, tmp_path / "profile", installation.address)
    yield browser
    browser.kill()


def write_note(page: Page, words: str, is_saved: bool = True) -> None:
    page.locator(".notes__write > summary").click()
    page.get_by_label("Vad provade du?").fill(words)
    if is_saved:
        page.get_by_role("button", name="Spara raden").click()


def test_what_was_said_to_be_saved_here_is_there_when_the_browser_has_been_killed(
    own_browser: OwnBrowser, installation: Installation, meeting: int
) -> None:
    post(installation, "anna", f"/moten/{meeting}/start/")
    for after in range(1, 6):
        post(installation, "anna", f"/moten/{meeting}/steg/", after=str(after))
    context = own_browser.open()
    thread, plan = own_browser.sign_in(context, "carin"), context.new_page()
    room = context.new_page()
    plan.goto(f"{installation.address}/handlingsplaner/{meeting}/")
    room.goto(f"{installation.address}/moten/{meeting}/rum/")
    line = room.locator('own-line[data-to="reflections"] textarea').first
    expect(line).to_be_visible()
    context.set_offline(True)
    for name in FIELDS:
        plan.locator(f'[name="{name}"]').fill(f"Utan nät i {name}.")
    expect(plan.locator(".own-plan__saved")).to_contain_text("Allt du skriver finns kvar")
    write_note(thread, "Sparad rad utan nät.")
    expect(thread.locator("[data-told]")).to_contain_text("Raden finns kvar här")
    write_note(thread, "Halv rad utan nät.", is_saved=False)
    line.fill("Min egen rad utan nät.")
    thread.wait_for_timeout(300)  # where nothing is said of being saved, it is at once
    own_browser.kill()

    context = own_browser.open()
    thread, plan, room = own_browser.sign_in(context, "carin"), context.new_page(), context.new_page()
    expect(thread.locator("[data-told]")).to_contain_text("Allt sparat")
    expect(thread.get_by_label("Vad provade du?")).to_have_value("Halv rad utan nät.")
    plan.goto(f"{installation.address}/handlingsplaner/{meeting}/")
    expect(plan.locator(".own-plan__saved")).to_have_text("Allt sparat")
    for name in FIELDS:
        assert at_the_server(installation, meeting, name).count(f"Utan nät i {name}.") == 1
    assert notes_at_the_server(installation).count("Sparad rad utan nät.") == 1
    room.goto(f"{installation.address}/moten/{meeting}/rum/")
    expect(room.locator('own-line[data-to="reflections"] textarea').first).to_have_value("Min egen rad utan nät.")


@pytest.mark.parametrize("is_left_open", [True, False], ids=["one tab is left", "both are closed"])
def test_two_tabs_that_wrote_in_the_same_places_without_net_lose_nothing(
    arrive: Arrive, installation: Installation, meeting: int, is_left_open: bool
) -> None:
    carin = arrive("carin")
    plans = [carin.context.new_page() for _ in range(2)]
    threads = [carin.page, carin.context.new_page()]
    for plan in plans:
        plan.goto(f"/handlingsplaner/{meeting}/")
        expect(plan.locator(".own-plan__saved")).to_be_attached()
    threads[1].goto("/")
    carin.context.set_offline(True)
    for which, (plan, thread) in enumerate(zip(plans, threads, strict=True)):
        plan.locator('[name="effort"]').fill(f"Insats från flik {which}.")
        expect(plan.locator(".own-plan__saved")).to_contain_text("Allt du skriver finns kvar")
        write_note(thread, f"Rad från flik {which}.")
        expect(thread.locator("[data-told]")).to_contain_text("Raden finns kvar här")
        write_note(thread, f"Halv från flik {which}.", is_saved=False)
        thread.wait_for_timeout(300)
    plans[0].close()
    threads[0].close()
    if not is_left_open:
        plans[1].close()
        threads[1] = carin.context.new_page()
        carin.context.pages[0].close()
    carin.context.set_offline(False)
    if not is_left_open:
        plans[1] = carin.context.new_page()
        plans[1].goto(f"/handlingsplaner/{meeting}/")
        threads[1].goto("/")

    wait_until(
        lambda: all(f"Insats från flik {n}." in at_the_server(installation, meeting, "effort") for n in (0, 1)),
        "both tabs' words are at the server",
        60,
    )
    assert sorted(at_the_server(installation, meeting, "effort").split(" ")).count("0.") == 1
    wait_until(lambda: len(notes_at_the_server(installation)) >= 2, "and both lines", 60)
    assert sorted(notes_at_the_server(installation)) == ["Rad från flik 0.", "Rad från flik 1."]
    draft = threads[1].get_by_label("Vad provade du?")
    wait_until(lambda: all(f"Halv från flik {n}." in draft.input_value() for n in (0, 1)), "and both half ones", 30)


@pytest.mark.parametrize("trouble", ["cleared", "closed", "never opens"])
def test_a_store_that_fails_is_told_and_survived(
    arrive: Arrive, installation: Installation, meeting: int, trouble: str
) -> None:
    carin = arrive("carin")
    page, told = carin.page, carin.page.locator(".own-plan__saved")
    page.add_init_script(KEEPS_THE_CONNECTIONS)
    if trouble == "never opens":
        page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('no store') }")
    page.goto(f"/handlingsplaner/{meeting}/")
    carin.context.set_offline(True)
    page.locator('[name="effort"]').fill("Före.")
    if trouble == "never opens":
        expect(told).to_have_text("Inte sparat än. Stäng inte sidan.")
    else:
        expect(told).to_contain_text("Allt du skriver finns kvar")
        if trouble == "cleared":
            devtools = carin.context.new_cdp_session(page)
            devtools.send("Storage.clearDataForOrigin", {"origin": installation.address, "storageTypes": "indexeddb"})
        else:
            page.evaluate("connections.forEach((each) => each.close())")
        page.locator('[name="change"]').fill("Efter.")
        wait_until(lambda: slots(page) == ["Efter.", "Före."], "all of it is in the store again", 30)
        expect(told).to_contain_text("Allt du skriver finns kvar")

    carin.context.set_offline(False)
    expect(told).to_have_text("Allt sparat")
    assert at_the_server(installation, meeting, "effort") == "Före."
    assert trouble == "never opens" or slots(page) == []


def test_saved_here_is_never_said_of_what_is_not_on_the_disk(arrive: Arrive, meeting: int) -> None:
    carin = arrive("carin")
    carin.page.add_init_script("IDBTransaction.prototype.commit = function () {}; " + NEVER_COMPLETE)
    carin.page.goto(f"/handlingsplaner/{meeting}/")
    carin.context.set_offline(True)
    carin.page.evaluate(WATCHES)
    carin.page.locator('[name="effort"]').fill("Aldrig på disken.")

    expect(carin.page.locator(".own-plan__saved")).to_have_text("Inte sparat än. Stäng inte sidan.")
    assert not [each for each in carin.page.evaluate("seen") if each.startswith((HERE, "Allt sparat"))]


NEVER_COMPLETE = """
Object.defineProperty(IDBTransaction.prototype, "oncomplete", { set() {} });
"""
WATCHES = """
window.seen = [];
const told = document.querySelector(".own-plan__saved");
const all = { childList: true, characterData: true, subtree: true };
new MutationObserver(() => seen.push(told.textContent)).observe(told, all);
"""


def test_only_what_one_has_typed_oneself_is_offered_as_ones_own(arrive: Arrive) -> None:
    carin = arrive("carin")
    others: Doc = Doc({"talked": Text("De andras ord, som kom hit innan nätet gick. ")})

    left = carin.page.evaluate(TYPED_AND_RECEIVED, list(others.get_update()))
    carin.page.reload()
    again = carin.page.evaluate(LOADED_AGAIN)

    assert left == again == "Mina egna ord."


TYPED_AND_RECEIVED = """async (others) => {
  const { LivingDraft } = await import("/static/kollegium/js/living_draft.js");
  const draft = await LivingDraft.load("prov", () => {});
  draft.receive(new Uint8Array(others));
  draft.text("talked").insert(draft.text("talked").length, "Mina egna ord.");
  draft.meet(new Uint8Array([0]), true); // as when the server has emptied a finished protocol's draft
  await draft.settle();
  return draft.unkept("talked");
}"""
LOADED_AGAIN = """async () => {
  const { LivingDraft } = await import("/static/kollegium/js/living_draft.js");
  return (await LivingDraft.load("prov", () => {})).unkept("talked");
}"""
