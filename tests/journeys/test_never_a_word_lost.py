"""What can happen to a page while somebody writes: each word is there afterwards, and what the page says is true."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_a_killed_server import is_on_line, saved
from tests.world import Installation, final_text, finalise, post, protocol_of, wait_until

Arrive = Callable[..., Person]
NO_SOCKETS = """
window.WebSocket = class extends EventTarget {
  static OPEN = 1;
  readyState = 3;
  constructor() { super(); setTimeout(() => this.onclose?.({ code: 1006, reason: "" }), 50); }
  send() {}
  close() {}
};
"""
# Looks into the browser's own databases: the looking waits for what is on its way there.
ALL_IS_STORED = """async () => {
  for (const { name } of await indexedDB.databases()) {
    const opening = indexedDB.open(name);
    const database = await new Promise((done) => (opening.onsuccess = () => done(opening.result)));
    const look = database.transaction(database.objectStoreNames);
    look.objectStore(database.objectStoreNames[0]).count();
    await new Promise((done) => (look.oncomplete = done));
    database.close();
  }
}"""


def test_where_no_socket_gets_through_the_room_works_by_plain_http(arrive: Arrive, begun: int) -> None:
    carin, farid = arrive("carin", PHONE), arrive("farid", LAPTOP)
    carin.page.add_init_script(NO_SOCKETS)
    for person in (carin, farid):
        person.open_room(begun)
        wait_until(lambda p=person: is_on_line(p) and saved(p), "the page is on line", 30)

    farid.type_in("talked", "med-strumpor ")
    wait_until(lambda: "med-strumpor" in carin.reads("talked"), "it comes down by HTTP", 10)
    carin.type_in("talked", "utan-socket ")
    wait_until(lambda: "utan-socket" in farid.reads("talked"), "it goes up by HTTP", 10)
    wait_until(lambda: saved(carin), "all is on disk")

    carin.context.set_offline(True)
    carin.type_in("talked", "utan-nat ")
    wait_until(lambda: not is_on_line(carin), "the page has noticed", 30)
    carin.context.set_offline(False)
    wait_until(lambda: "utan-nat" in farid.reads("talked"), "it goes up when the net is back", 30)


def test_words_written_in_an_unsent_state_survive_a_reload(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    carin, farid = arrive("carin", PHONE), arrive("farid", LAPTOP)
    carin.page.add_init_script(NO_SOCKETS)
    for person in (carin, farid):
        person.open_room(begun)
        wait_until(lambda p=person: is_on_line(p) and saved(p), "the page is on line", 30)
    carin.page.route("**/rum/ramar/**", lambda route: route.abort())  # the pages come, the frames do not

    carin.type_in("talked", "osant-och-oladdat ")
    wait_until(lambda: not is_on_line(carin), "the page has noticed", 30)
    assert says(carin).startswith(("Sparat i telefonen ", "Utan nät sedan "))  # the later, some seconds on
    # The last key falls in the very moment that the page goes: no database in a browser has taken it by then.
    with carin.page.expect_navigation():
        carin.page.locator('[data-heading="talked"]').evaluate(
            "(area) => { area.value += 'i-sista-stund'; area.dispatchEvent(new Event('input', { bubbles: true }));"
            " location.reload(); }"
        )
    everything = "osant-och-oladdat i-sista-stund"
    wait_until(lambda: everything in carin.reads("talked"), "the browser still has it", 20)
    assert "Allt sparat" not in says(carin)
    assert "osant-och-oladdat" not in farid.reads("talked")

    carin.page.unroute_all()
    wait_until(lambda: everything in farid.reads("talked"), "it has come through", 30)
    wait_until(lambda: saved(carin), "and is on disk")
    assert farid.reads("talked").count("i-sista-stund") == 1


def test_a_whole_meeting_without_net_is_in_the_protocol_when_the_net_comes_back_before_the_end(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    carin, farid = arrive("carin", PHONE), arrive("farid", LAPTOP)
    for person in (carin, farid):
        person.open_room(begun)
        wait_until(lambda p=person: saved(p), "the page is on line", 30)
    carin.context.set_offline(True)
    carin.type_in("talked", "hela-tiden-1 ")
    wait_until(lambda: not is_on_line(carin), "the page has noticed", 30)
    for step in range(1, 6):
        assert post(installation, "anna", f"/moten/{begun}/steg/", after=str(step)) == 204
        farid.type_in("talked", f"med-{step} ")
        carin.type_in("talked", f"hela-tiden-{step + 1} ")
    wait_until(lambda: says(carin).startswith("Utan nät sedan "), "the page is calm about it", 30)
    assert says(carin).endswith(". Allt du skriver finns kvar")
    assert post(installation, "anna", f"/moten/{begun}/slut/") == 204

    carin.context.set_offline(False)
    wait_until(lambda: is_on_line(carin) and saved(carin), "all is on disk", 30)
    finalise(installation, "anna")

    held = final_text(installation)["talked"]
    for number in range(1, 7):
        assert held.count(f"hela-tiden-{number} ") == 1


def test_a_phone_that_sleeps_in_mid_sentence_goes_on_where_it_was(arrive: Arrive, begun: int) -> None:
    carin, farid = arrive("carin", PHONE), arrive("farid", LAPTOP)
    for person in (carin, farid):
        person.open_room(begun)
        wait_until(lambda p=person: saved(p), "the page is on line", 30)
    devtools = carin.context.new_cdp_session(carin.page)
    carin.type_in("talked", "fore-somnen ")
    wait_until(lambda: "fore-somnen" in farid.reads("talked"), "it has come")

    carin.type_in("talked", "i-steget ")
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    carin.context.set_offline(True)
    farid.page.locator('[data-heading="talked"]').click()
    farid.page.keyboard.press("Control+Home")  # not in the middle of the word that fell asleep half sent
    farid.page.keyboard.type("under-somnen ")
    farid.page.wait_for_timeout(3_000)
    carin.context.set_offline(False)
    devtools.send("Page.setWebLifecycleState", {"state": "active"})

    carin.type_in("talked", "efter-somnen ")
    wait_until(lambda: carin.reads("talked") == farid.reads("talked"), "both read the same", 40)
    for word in ("fore-somnen", "i-steget", "under-somnen", "efter-somnen"):
        assert farid.reads("talked").count(word) == 1
    wait_until(lambda: saved(carin), "all is on disk", 20)


def test_two_tabs_of_one_person_both_written_in_without_net_lose_nothing(arrive: Arrive, begun: int) -> None:
    carin, farid = arrive("carin", LAPTOP), arrive("farid", LAPTOP)
    for person in (carin, farid):
        person.open_room(begun)
        wait_until(lambda p=person: saved(p), "the page is on line", 30)
    second = Person("carin", carin.context.new_page(), carin.context)
    second.open_room(begun)
    wait_until(lambda: saved(second), "the second tab is on line", 30)

    carin.context.set_offline(True)
    carin.type_in("talked", "forsta-fliken ")
    second.type_in("talked", "andra-fliken ")
    carin.show("plan")
    second.show("plan")
    carin.page.locator('own-plan [name="effort"]').fill("Från första fliken.")
    second.page.locator('own-plan [name="change"]').fill("Från andra fliken.")
    second.page.evaluate(ALL_IS_STORED)
    second.page.close()
    carin.context.set_offline(False)

    wait_until(lambda: "forsta-fliken" in farid.reads("talked"), "the open tab sends its own", 40)
    carin.page.reload()
    wait_until(lambda: "andra-fliken" in farid.reads("talked"), "and what the closed one left in the browser", 40)
    assert farid.reads("talked").count("forsta-fliken") == farid.reads("talked").count("andra-fliken") == 1
    carin.show("plan")
    expect(carin.page.locator('own-plan [name="change"]')).to_have_value("Från andra fliken.")  # found in the browser
    wait_until(lambda: saved(carin), "nothing of the plan waits either", 30)
    carin.page.goto(f"/handlingsplaner/{begun}/")
    expect(carin.page.locator('[name="effort"]')).to_have_value("Från första fliken.")
    expect(carin.page.locator('[name="change"]')).to_have_value("Från andra fliken.")


def test_words_that_come_after_the_protocol_is_final_are_offered_until_they_are_taken_away(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    carin = arrive("carin", PHONE)
    carin.open_room(begun)
    wait_until(lambda: saved(carin), "the page is on line", 30)
    carin.type_in("talked", "Det här hann med. ")
    wait_until(lambda: saved(carin), "it is on disk")
    carin.page.wait_for_timeout(1_000)
    carin.context.set_offline(True)
    carin.type_in("talked", "Det här kom för sent.")
    wait_until(lambda: not is_on_line(carin), "the page has noticed", 30)
    assert post(installation, "anna", f"/moten/{begun}/slut/") == 204
    finalise(installation, "anna")
    carin.context.set_offline(False)

    left = carin.page.locator("left-out")
    own_words = left.locator("textarea")
    expect(left).to_be_visible(timeout=40_000)
    expect(own_words).to_have_value("Vi pratade om...\nDet här kom för sent.")
    assert says(carin).startswith("Sparat i telefonen ")
    expect(carin.page.locator("#avslut h1")).to_have_text("Tack för i dag")  # also for one who missed the end
    carin.page.reload()
    expect(own_words).to_have_value("Vi pratade om...\nDet här kom för sent.")
    carin.page.goto(f"/protokoll/{protocol_of(installation)}/")
    expect(own_words).to_have_value("Vi pratade om...\nDet här kom för sent.")

    are_copied_and_taken_away(carin, left)
    carin.open_room(begun)
    carin.page.wait_for_timeout(1_500)
    expect(carin.page.locator("left-out")).to_have_count(0)
    assert final_text(installation)["talked"].strip() == "Det här hann med."


def are_copied_and_taken_away(carin: Person, left: Locator) -> None:
    carin.context.grant_permissions(["clipboard-read", "clipboard-write"])
    left.get_by_role("button", name="Kopiera").click()
    expect(left.get_by_role("button", name="Kopierat")).to_be_visible()
    assert "kom för sent" in carin.page.evaluate("navigator.clipboard.readText()")
    left.get_by_role("button", name="Ta bort").click()
    carin.page.get_by_role("dialog", name="Ta bort texten?").get_by_role("button", name="Avbryt").click()
    expect(left).to_be_visible()
    left.get_by_role("button", name="Ta bort").click()
    carin.page.get_by_role("dialog").get_by_role("button", name="Ta bort").click()
    expect(left).to_have_count(0)


def says(person: Person) -> str:
    return person.page.locator("saved-state > span").first.text_content() or ""


def test_what_a_paste_brings_along_unseen_never_comes_into_the_draft(arrive: Arrive, begun: int) -> None:
    """Chromium keeps a NUL at Ctrl+V; no database and no file does."""
    carin, farid = arrive("carin", PHONE), arrive("farid", LAPTOP)
    for person in (carin, farid):
        person.open_room(begun)
        wait_until(lambda p=person: is_on_line(p) and saved(p), "the page is on line", 30)

    carin.page.locator('[data-heading="talked"]').evaluate(
        "(area) => { area.setRangeText('Vi\\0 prö\\ufffevade\\vsen ', 0, 0, 'end');"
        " area.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    carin.type_in("talked", "till slut")

    wait_until(lambda: "till slut" in farid.reads("talked"), "it comes to the others", 10)
    assert "Vi prövade\nsen " in farid.reads("talked")
    assert carin.reads("talked") == farid.reads("talked")
