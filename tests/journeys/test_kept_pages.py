"""Pages that were kept open the room without a network, for their own person only."""

import signal
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_a_killed_server import is_on_line, saved
from tests.world import Installation, wait_until

KEPT = "caches.open('kollegium-pages').then((c) => c.keys()).then((all) => all.map(({url}) => new URL(url).pathname))"
FILES = """caches.keys().then((names) => Promise.all(names.filter((name) => name.includes("files")).map((name) =>
  caches.open(name).then((c) => c.keys())))).then((all) => all.flat().map(({url}) => url).join())"""


def test_the_room_opens_without_network_once_visited_and_what_is_typed_reaches_the_server(
    arrive: Callable[..., Person], meeting: int
) -> None:
    anna, carin = arrive("anna", LAPTOP), arrive("carin", PHONE)
    anna.open_room(meeting)
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    carin.open_room(meeting)
    carin.type_in("talked", "före ")
    wait_until(lambda: saved(carin), "it is on disk")
    wait_until(lambda: has_kept(carin, meeting), "the worker has kept the room", 30)

    carin.context.set_offline(True)
    carin.page.reload()
    carin.type_in("talked", "utan nät ")
    expect(carin.page.locator("saved-state")).not_to_contain_text("Allt sparat")
    carin.page.goto("/konto/")
    expect(carin.page.locator("h1")).to_have_text("Du är utan nät")
    carin.page.locator("kept-rooms a", has_text="Lärträff").click()
    wait_until(lambda: carin.reads("talked") == "före utan nät ", "the words are there after one more load", 20)
    carin.context.set_offline(False)

    wait_until(lambda: is_on_line(carin) and saved(carin), "all is on disk", 40)
    wait_until(lambda: anna.reads("talked") == "före utan nät ", "the others read it", 20)


def test_the_room_opens_while_the_server_does_not_answer_and_while_it_is_dead(
    arrive: Callable[..., Person], meeting: int, installation: Installation
) -> None:
    anna = arrive("anna", LAPTOP)
    anna.open_room(meeting)
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    anna.type_in("talked", "före ")
    wait_until(lambda: saved(anna), "it is on disk")
    wait_until(lambda: has_kept(anna, meeting), "the worker has kept the room", 30)

    assert installation.process
    installation.process.send_signal(signal.SIGSTOP)
    anna.page.reload()
    anna.type_in("talked", "mot en stum server, ")
    installation.kill()
    anna.page.reload()
    anna.type_in("talked", "mot en död server")
    installation.start()

    wait_until(lambda: is_on_line(anna) and saved(anna), "all is on disk", 40)
    assert anna.reads("talked") == "före mot en stum server, mot en död server"


def test_kept_pages_are_emptied_for_the_next_person_but_not_what_was_typed_and_a_sign_out_leaves_nothing(
    arrive: Callable[..., Person], meeting: int
) -> None:
    carin = arrive("carin", LAPTOP)
    carin.open_room(meeting)
    wait_until(lambda: has_kept(carin, meeting), "the worker has kept the room", 30)
    drafts = "indexedDB.databases().then((all) => all.length)"
    kept = carin.page.evaluate(drafts)
    assert kept > 0

    carin.context.clear_cookies()  # the session has expired
    carin.page.goto("/logga-in/")
    assert room_of(meeting) in carin.page.evaluate(KEPT)
    carin.page.locator('[data-demo-person^="bo@"]').dispatch_event("click")
    carin.page.wait_for_url("/")
    wait_until(lambda: room_of(meeting) not in carin.page.evaluate(KEPT), "nothing is kept for the next person")
    assert carin.page.evaluate(drafts) == kept  # she has not signed out: what she wrote waits for her

    carin.open_room(meeting)
    wait_until(lambda: has_kept(carin, meeting), "Bo's own page is kept", 30)
    carin.page.goto("/")
    carin.page.locator("form[action='/logga-ut/']").first.evaluate("(form) => form.requestSubmit()")
    expect(carin.page.locator("main").get_by_role("link", name="Logga in")).to_be_visible()
    wait_until(lambda: room_of(meeting) not in carin.page.evaluate(KEPT), "nothing is kept")
    assert carin.page.evaluate(drafts) == 0  # the server has all that anybody wrote here


def room_of(meeting: int) -> str:
    return f"/moten/{meeting}/rum/"


def has_kept(person: Person, meeting: int) -> bool:
    files = person.page.evaluate(FILES)
    needed = ("living_draft.", "room.", "index.", "htmx.min.")
    return room_of(meeting) in person.page.evaluate(KEPT) and all(name in files for name in needed)
