"""Signing out: the browser is emptied, unless words lie there that the server lacks."""

from base64 import b64encode
from collections.abc import Callable

from playwright.sync_api import expect
from pycrdt import Doc, Text

from tests.journeys.conftest import PHONE, Person
from tests.world import Installation, post

Arrive = Callable[..., Person]
# A server that is slow to answer, and how many times it was asked: nothing else outlives the emptied browser.
SLOW = """() => {
  const submit = HTMLFormElement.prototype.submit;
  HTMLFormElement.prototype.submit = function () { window.name += "x"; setTimeout(() => submit.call(this), 2_500); };
}"""
STORES = "indexedDB.databases().then((all) => all.map(({name}) => name).filter((name) => name.startsWith('kollegium')))"


def sign_out(person: Person) -> None:
    person.page.locator('form[action="/logga-ut/"] button').first.dispatch_event("click")


def test_one_whose_words_are_all_saved_signs_out_at_once_and_leaves_nothing(
    arrive: Arrive, installation: Installation, meeting: int
) -> None:
    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    bo, carin = arrive("bo"), arrive("carin", PHONE)
    for person in (bo, carin):
        person.open_room(meeting)
    bo.type_in("talked", "Vi pratade om väntetid. ")
    carin.type_in("talked", "Och om svar. ")
    expect(bo.page.locator("saved-state").first).to_have_attribute("data-state", "saved")
    expect(bo.page.locator('[data-heading="talked"]')).to_have_value("Vi pratade om väntetid. Och om svar. ")
    assert bo.page.evaluate(STORES) != []

    bo.page.evaluate(SLOW)
    for _ in range(2):
        sign_out(bo)

    bo.page.wait_for_url("/")
    assert bo.page.evaluate("window.name") == "x"
    expect(bo.page.get_by_role("link", name="Logga in").first).to_be_visible()
    assert bo.page.evaluate(STORES) == []


def test_one_whose_words_lie_only_here_is_asked_and_finds_them_again(
    arrive: Arrive, installation: Installation, meeting: int
) -> None:
    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    bo = arrive("bo")
    bo.open_room(meeting)
    bo.type_in("talked", "Först. ")
    expect(bo.page.locator("saved-state").first).to_have_attribute("data-state", "saved")
    bo.context.set_offline(True)
    bo.type_in("talked", "Utan nät. ")

    sign_out(bo)

    dialog = bo.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Allt är inte sparat på servern")
    bo.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert bo.reads("talked") == "Först. Utan nät. "
    sign_out(bo)
    dialog.get_by_role("button", name="Vänta och logga ut när allt är sparat").click()
    expect(dialog).to_contain_text("Väntar på servern")
    bo.page.evaluate(SLOW)
    bo.context.set_offline(False)

    bo.page.wait_for_url("/")
    assert bo.page.evaluate("window.name") == "x"
    carin = arrive("carin")
    carin.open_room(meeting)
    expect(carin.page.locator('[data-heading="talked"]')).to_have_value("Först. Utan nät. ")


def test_no_page_that_is_still_there_fills_the_emptied_browser_anew(
    arrive: Arrive, installation: Installation, meeting: int
) -> None:
    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    bo = arrive("bo")
    bo.open_room(meeting)
    bo.type_in("talked", "Vi pratade om väntetid. ")
    expect(bo.page.locator("saved-state").first).to_have_attribute("data-state", "saved")
    bo.page.evaluate("HTMLFormElement.prototype.submit = () => {}")  # the answer has come, the next page has not
    sign_out(bo)
    expect(bo.page.locator("html[data-emptied]")).to_have_count(1)

    bo.context.new_cdp_session(bo.page).send(
        "Storage.clearDataForOrigin", {"origin": installation.address, "storageTypes": "indexeddb,local_storage"}
    )
    bo.type_in("talked", "Och om svar. ")
    expect(bo.page.locator("saved-state").first).to_contain_text("kan inte ha en kopia")
    bo.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    bo.page.evaluate(
        "new Promise((resolve) => setTimeout(resolve, 3000))"
    )  # a store that failed is tried again after one

    assert bo.page.evaluate(STORES) == []
    assert bo.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kollegium'))") == []


def test_what_a_page_laid_by_as_it_went_is_told_of_also_where_no_store_is(arrive: Arrive) -> None:
    bo = arrive("bo")
    bo.page.goto("/")
    typed = Doc({"talked": Text("Skrivet i sista stund.")}).get_update()
    place = "kollegium-protokoll-prov-7-sist-1-0.5"
    bo.page.evaluate("([place, bytes]) => localStorage.setItem(place, bytes)", [place, b64encode(typed).decode()])
    assert not [name for name in bo.page.evaluate(STORES) if "protokoll" in name]

    sign_out(bo)

    expect(bo.page.get_by_role("dialog")).to_contain_text("Allt är inte sparat på servern")
