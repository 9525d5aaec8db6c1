"""Färdigställ och skicka can be taken back for a minute: all see it count, nothing is lost, and it is mailed once."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.parts_of_a_meeting import saved
from tests.journeys.test_a_killed_server import is_on_line
from tests.world import Installation, MailServer, final_text, post, wait_until


def test_a_press_is_seen_by_all_taken_back_with_what_was_written_meanwhile_and_then_sent_once(
    arrive: Callable[..., Person], begun: int, installation: Installation, mail_server: MailServer
) -> None:
    anna, carin = arrive("anna", LAPTOP), arrive("carin", PHONE)
    for person in (anna, carin):
        person.open_room(begun)
        wait_until(lambda p=person: saved(p), "the page is on line", 30)
        person.loads.clear()
    anna.type_in("talked", "Före trycket. ")
    assert post(installation, "anna", f"/moten/{begun}/slut/") == 204
    wait_until(lambda: saved(anna), "it is on disk", 30)
    expect(carin.page.locator("#avslut h1")).to_have_text("Läs igenom protokollet tillsammans")
    wait_until(lambda: "Före trycket." in carin.reads("talked"), "all read the same")
    carin.show("protocol")
    carin.context.set_offline(True)
    wait_until(lambda: not is_on_line(carin), "the page has noticed", 30)
    carin.type_in("talked", "Skrivet utan nät.")

    is_pressed(anna, carin)

    is_taken_back(anna, carin)
    assert mail_server.letters == []

    anna.page.get_by_role("button", name="Färdigställ och skicka").click()
    expect(carin.page.locator("#avslut h1")).to_contain_text("Skickas om")
    carin.page.evaluate("document.querySelector('live-room').link.reopen()")  # and says again what it has taken away
    wait_until(lambda: not saved(carin), "the server has not answered for it")
    anna.page.get_by_role("button", name="Skicka nu").click()
    for person in (anna, carin):
        expect(person.page.locator("#avslut h1")).to_have_text("Tack för i dag")
        wait_until(lambda p=person: saved(p), "nothing is said to be left behind", 30)
        expect(person.page.locator("left-out")).to_have_count(0)
        assert person.loads == []
    kept = final_text(installation)
    assert (kept["talked"], kept["next"]) == ("Före trycket. Skrivet utan nät.", "Och mer.")
    written = int(installation.shell("from kollegium.models import Letter; print(Letter.objects.count())"))
    wait_until(lambda: len(mail_server.letters) == written, "it has been mailed", 30)
    assert len({str(letter["To"]) for letter in mail_server.letters}) == written > 9


def is_taken_back(anna: Person, carin: Person) -> None:
    anna.page.get_by_role("button", name="Ångra").click()
    for person in (anna, carin):
        expect(person.page.locator("#avslut h1")).to_have_text("Läs igenom protokollet tillsammans")
        expect(person.page.locator('[data-heading="talked"]')).to_be_editable()
    wait_until(lambda: anna.reads("talked") == "Före trycket. Skrivet utan nät.", "what waited has come", 30)
    carin.type_in("next", "Och mer..")
    carin.page.keyboard.press("Backspace")
    wait_until(lambda: saved(carin) and anna.reads("next") == "Och mer.", "both write again", 30)


def is_pressed(anna: Person, carin: Person) -> None:
    anna.page.get_by_role("button", name="Färdigställ och skicka").click()
    carin.context.set_offline(False)

    for person in (anna, carin):
        expect(person.page.locator("#avslut h1")).to_contain_text("Skickas om", timeout=40_000)
        expect(person.page.locator('[data-heading="talked"]')).not_to_be_editable()
        shown = seconds_left(person)
        assert shown <= 60
        wait_until(lambda p=person, at=shown: seconds_left(p) < at, "the seconds go")
    expect(anna.page.get_by_role("heading", name="Skickas om")).to_be_focused()
    expect(carin.page.get_by_role("button", name="Ångra")).to_have_count(0)
    expect(carin.page.get_by_role("button", name="Skicka nu")).to_have_count(0)
    carin.show("protocol")
    expect(carin.page.get_by_text("Texten är låst. Den skickas om")).to_be_visible()
    assert not saved(carin)
    assert "utan nät" not in anna.reads("talked")


def seconds_left(person: Person) -> int:
    return int(person.page.locator("#avslut time-left").text_content() or "-1")
