"""A server that cannot save for longer than a minute says so on the page, and saves when it can."""

import sqlite3
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Person
from tests.world import Installation, wait_until

A_MINUTE_LATER = "const now = Date.now; Date.now = () => now.call(Date) + 61_000"


def test_the_room_tells_why_nothing_is_saved_and_all_is_saved_in_the_end(
    arrive: Callable[..., Person], installation: Installation, meeting: int
) -> None:
    anna = arrive("anna", PHONE)
    anna.open_room(meeting)
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    anna.type_in("talked", "före ")
    state = anna.page.locator("saved-state")
    expect(state).to_have_attribute("data-state", "saved")
    anna.page.evaluate("document.addEventListener('room:later', () => (window.hasHeard = true))")

    hog = sqlite3.connect(installation.data / "kollegium.sqlite3", isolation_level=None)
    hog.execute("BEGIN IMMEDIATE")
    anna.type_in("talked", "under ")
    wait_until(lambda: anna.page.evaluate("window.hasHeard"), "the server has said that it cannot save")
    assert "Servern kan inte spara" not in (state.text_content() or "")
    anna.page.evaluate(A_MINUTE_LATER)
    expect(state).to_have_attribute("data-state", "stuck")
    expect(state).to_contain_text("Servern kan inte spara just nu. Det du skriver finns kvar här hos dig")

    hog.execute("ROLLBACK")
    hog.close()
    expect(state).to_have_attribute("data-state", "saved")
    anna.page.reload()
    wait_until(lambda: anna.reads("talked") == "före under ", "it was saved")
