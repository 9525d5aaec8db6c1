"""The draft in the browser, when its store or its own code fails: words go on, and what the page says is true."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_a_killed_server import is_on_line, saved
from tests.journeys.test_never_a_word_lost import NO_SOCKETS, says
from tests.world import wait_until

Arrive = Callable[..., Person]
# Before the page's own code: the connections to the browser's store, and the draft as soon as the link carries it.
WITHIN_REACH = """
window.stores = [];
const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...asked) {
  if (window.isShut) throw new DOMException("shut", "UnknownError");
  const opening = open.apply(this, asked);
  opening.addEventListener("success", () => window.stores.push(opening.result));
  return opening;
};
const transaction = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...asked) {
  const begun = transaction.apply(this, asked);
  if (window.isAborting) queueMicrotask(() => begun.abort());
  return begun;
};
for (const verb of ["add", "put"]) {
  const write = IDBObjectStore.prototype[verb];
  IDBObjectStore.prototype[verb] = function (...what) {
    if (window.isFull) throw new DOMException("full", "QuotaExceededError");
    return write.apply(this, what);
  };
}
customElements.whenDefined("live-room").then(() => {
  const look = () => {
    const link = document.querySelector("live-room")?.link;
    if (!link) return requestAnimationFrame(look);
    const carry = link.carry.bind(link);
    link.carry = (draft) => {
      window.draft = draft;
      carry(draft);
    };
  };
  look();
});
"""
LOST_AT_ONCE = {
    "its connection is closed": "window.stores.forEach((store) => store.close())",
    "another tab deletes it": "window.stores.forEach(({ name }) => indexedDB.deleteDatabase(name))",
    "site data is cleared": None,
}
LOST_FOR_A_WHILE = {
    "the disk is full": "isFull",
    "every writing is broken off": "isAborting",
    "it cannot be opened": "isShut",
}


def two_who_write(arrive: Arrive, meeting: int) -> tuple[Person, Person]:
    carin, farid = arrive("carin", PHONE), arrive("farid", LAPTOP)
    carin.page.add_init_script(WITHIN_REACH)
    for person in (carin, farid):
        person.open_room(meeting)
        wait_until(lambda p=person: is_on_line(p) and saved(p), "the page is on line", 30)
    carin.type_in("talked", "fore ")
    wait_until(lambda: "fore " in farid.reads("talked") and saved(carin), "it has come")
    return carin, farid


def they_write_on(carin: Person, farid: Person) -> None:
    carin.type_in("talked", "carin-efter ")
    farid.type_in("talked", "farid-efter ")
    wait_until(lambda: "carin-efter " in farid.reads("talked"), "Carin's words come to Farid")
    wait_until(lambda: "farid-efter " in carin.reads("talked"), "Farid's words come to Carin")
    wait_until(lambda: saved(carin) and saved(farid), "and are on disk")


def what_the_browser_holds(person: Person) -> str:
    """After a reload without net: nothing but its own store can give the page its text."""
    person.page.route("**/rum/ramar/**", lambda route: route.abort())
    person.page.add_init_script(NO_SOCKETS)
    person.page.reload()
    person.page.wait_for_selector("live-protocol[data-live]", state="attached")
    return person.reads("talked")


@pytest.mark.parametrize("how", LOST_AT_ONCE)
def test_a_browser_that_loses_its_store_goes_on_sending_and_lays_all_by_again(
    arrive: Arrive,
    begun: int,
    how: str,
) -> None:
    carin, farid = two_who_write(arrive, begun)

    if LOST_AT_ONCE[how]:
        carin.page.evaluate(LOST_AT_ONCE[how])
    else:
        devtools = carin.context.new_cdp_session(carin.page)
        origin = carin.page.evaluate("location.origin")
        devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
    they_write_on(carin, farid)

    wait_until(lambda: says(carin) == "Allt sparat", "the store has been opened again", 20)
    held = what_the_browser_holds(carin)
    assert [held.count(word) for word in ("fore ", "carin-efter ", "farid-efter ")] == [1, 1, 1]


@pytest.mark.parametrize("how", LOST_FOR_A_WHILE)
def test_a_browser_that_can_keep_no_copy_says_so_and_goes_on_sending(arrive: Arrive, begun: int, how: str) -> None:
    carin, farid = two_who_write(arrive, begun)

    carin.page.evaluate(f"window.{LOST_FOR_A_WHILE[how]} = true; window.stores.forEach((store) => store.close())")
    they_write_on(carin, farid)
    wait_until(lambda: says(carin) == "Allt sparat, men telefonen kan inte ha en kopia just nu", "it is said")
    carin.context.set_offline(True)
    carin.type_in("talked", "utan-nat ")
    wait_until(lambda: says(carin).startswith("Inte sparat än"), "nor is it called saved here without net", 30)
    carin.context.set_offline(False)
    wait_until(lambda: "utan-nat " in farid.reads("talked"), "it goes out when the net is back", 40)

    carin.page.evaluate(f"window.{LOST_FOR_A_WHILE[how]} = false")
    wait_until(lambda: says(carin) == "Allt sparat", "the store has been opened again", 40)
    held = what_the_browser_holds(carin)
    assert [held.count(word) for word in ("fore ", "carin-efter ", "farid-efter ", "utan-nat ")] == [1, 1, 1, 1]


BROKEN = {
    "a listener of the document": "draft.doc.on('update', fail)",
    "a listener of the document, before all others": (
        "{ const all = draft.doc._observers.get('update'); const others = [...all];"
        " all.clear(); all.add(fail); others.forEach((one) => all.add(one)); }"
    ),
    "an observer of the text": "draft.text('talked').observe(fail)",
    "a deep observer of the text": "draft.text('talked').observeDeep(fail)",
    "what hears that something was written": "document.querySelector('live-room').link.changed = fail",
    "what hears that it is stored": "draft.onStored = fail",
    "what hears of a gap": "draft.onGap = fail",
    "a listener of each part of a transaction": (
        "['beforeTransaction', 'beforeObserverCalls', 'afterTransaction', 'afterTransactionCleanup',"
        " 'beforeAllTransactions', 'afterAllTransactions'].forEach((when) => draft.doc.on(when, fail))"
    ),
    "a field that cannot be patched": "HTMLTextAreaElement.prototype.setRangeText = fail",
    "the store": "IDBDatabase.prototype.transaction = fail",
}


FAIL = "window.failed = 0; const fail = () => { window.failed++; throw new Error('broken on purpose'); };"
SELDOM = "what hears of a gap"  # there is one only when a line has broken


@pytest.mark.parametrize("which", BROKEN)
def test_what_breaks_in_the_page_s_own_code_stops_no_word(arrive: Arrive, begun: int, which: str) -> None:
    carin, farid = two_who_write(arrive, begun)

    carin.page.evaluate(f"() => {{ {FAIL} {BROKEN[which]}; }}")
    they_write_on(carin, farid)
    carin.page.keyboard.press("Backspace")
    carin.page.keyboard.press("Backspace")
    carin.type_in("talked", " carin-igen ")
    farid.type_in("talked", "farid-igen ")
    wait_until(lambda: carin.reads("talked") == farid.reads("talked"), "both read the same")
    wait_until(lambda: saved(carin) and saved(farid), "and all is on disk")

    for word in ("fore ", "farid-efter ", "carin-igen ", "farid-igen "):
        assert farid.reads("talked").count(word) == 1, word
    assert which == SELDOM or carin.page.evaluate("window.failed") > 0


def test_what_stands_in_a_field_and_nowhere_else_is_never_called_saved(arrive: Arrive, begun: int) -> None:
    """The page's own hearing is taken away: the key is in the field, and no listener knows of it."""
    carin, farid = two_who_write(arrive, begun)
    area = carin.page.locator('[data-heading="talked"]')

    area.evaluate(
        "(area) => Object.defineProperty(area, 'selectionEnd', { configurable: true,"
        " get() { throw new Error('broken on purpose'); } })"
    )
    area.evaluate("(area) => { area.value += 'ohord '; }")
    wait_until(lambda: not saved(carin), "it is not called saved")
    area.evaluate("(area) => { delete area.selectionEnd; }")

    wait_until(lambda: "ohord " in farid.reads("talked") and saved(carin), "it is found, sent and saved")
    expect(carin.page.locator("saved-state")).to_contain_text("Allt sparat")


def test_a_full_heading_says_so_before_and_keeps_for_its_writer_what_does_not_fit(arrive: Arrive, begun: int) -> None:
    carin, farid = two_who_write(arrive, begun)
    told = carin.page.locator('[data-heading="talked"] + [role=status]')
    aside = carin.page.locator('left-out[data-under="talked"] textarea')

    carin.page.keyboard.insert_text("å" * 19_500)
    expect(told).to_have_text("Plats för 400 tecken till")
    carin.page.keyboard.insert_text("ö" * 600 + " och resten")
    expect(told).to_have_text(
        "Rubriken är full: 20\N{NO-BREAK SPACE}000 tecken. Ta bort något om du vill skriva mer här."
    )
    expect(aside).to_have_value("ö" * 105 + " och resten")
    assert len(carin.reads("talked")) == 20_000

    farid.type_in("talked", "farid-sist")  # each key that does not fit is kept for him too, and nobody is locked out
    expect(farid.page.locator('left-out[data-under="talked"] textarea')).to_have_value("farid-sist")
    said = farid.page.locator("saved-state")
    expect(said).to_contain_text("Sparat i datorn")
    hour, minute = map(int, re.findall(r"\d\d", said.inner_text())[:2])
    now = farid.page.evaluate("new Date().getHours() * 60 + new Date().getMinutes()")
    assert (now - 60 * hour - minute) % (24 * 60) < 10  # not the hour of a moment that never was
    farid.page.keyboard.press("Backspace")
    wait_until(lambda: len(carin.reads("talked")) == 19_999, "what is taken away is taken away for all")
    carin.type_in("talked", "!")
    wait_until(lambda: farid.reads("talked").endswith("ö!"), "and there is room again")

    carin.page.reload()
    expect(aside).to_have_value("ö" * 105 + " och resten")
    carin.show("protocol")
    carin.page.locator('left-out[data-under="talked"]').get_by_role("button", name="Ta bort").click()
    carin.page.get_by_role("dialog").get_by_role("button", name="Ta bort").click()
    expect(aside).to_have_count(0)
    wait_until(lambda: saved(carin), "and all else is saved")


def test_two_who_fill_a_heading_at_once_can_both_go_on_in_it(arrive: Arrive, begun: int) -> None:
    carin, farid = two_who_write(arrive, begun)
    told = farid.page.locator('[data-heading="talked"] + [role=status]')
    carin.context.set_offline(True)
    carin.page.keyboard.insert_text("å" * 15_000)
    farid.type_in("talked", "")
    farid.page.keyboard.insert_text("ö" * 15_000)
    carin.context.set_offline(False)

    wait_until(lambda: len(farid.reads("talked")) == 30_005 == len(carin.reads("talked")), "both have it all", 40)
    expect(told).to_contain_text("10\N{NO-BREAK SPACE}005 fler än den rymmer")
    farid.page.keyboard.press("Backspace")
    farid.page.keyboard.press("Shift+ArrowLeft")
    farid.page.keyboard.type("y")  # writing over what one has chosen makes it no longer
    wait_until(lambda: "y" in carin.reads("talked") and len(carin.reads("talked")) == 30_004, "it can be changed")
    farid.page.keyboard.press("Control+a")
    farid.page.keyboard.press("Delete")
    farid.page.keyboard.type("kort ")
    wait_until(lambda: carin.reads("talked") == "kort ", "and shortened")
    wait_until(lambda: saved(carin) and saved(farid), "and all is on disk")
