"""The server is killed twice under a running meeting: the clock is right, nothing is lost, nobody reloads."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.parts_of_a_meeting import next_step, seconds_shown
from tests.world import Installation, MailServer, final_text, wait_until

DEVICES = {"anna": PHONE, "bo": LAPTOP, "carin": PHONE, "ester": LAPTOP}


def test_a_server_killed_in_step_2_and_in_mid_typing_costs_no_time_and_no_word(
    arrive: Callable[..., Person], meeting: int, installation: Installation, mail_server: MailServer
) -> None:
    people = {key: arrive(key, size) for key, size in DEVICES.items()}
    for person in people.values():
        person.open_room(meeting)
        expect(person.page.locator("saved-state")).to_have_attribute("data-state", "saved")
        person.loads.clear()
    anna, bo, carin, _ = people.values()
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    next_step(anna)
    for person in people.values():
        expect(person.page.locator('[data-position="2"]')).to_have_attribute("aria-current", "step")
    speaker = bo.page.locator("[data-talker] strong")
    expect(speaker).to_have_text("Anna")

    shown, at = seconds_shown(bo.page), time.monotonic()
    installation.kill()
    time.sleep(2)
    installation.start()
    for person in people.values():
        wait_until(lambda p=person: is_on_line(p), "the page is back by itself", 30)

    anna.page.get_by_role("button", name="Jag är klar").click()
    expect(speaker).to_have_text("Du")  # the turns have survived too, and Bo is next
    for person in people.values():
        passed = time.monotonic() - at
        assert abs(seconds_shown(person.page) - (shown - passed)) <= 2, person.key

    is_killed_in_mid_typing(people, installation)

    anna.show("now")
    anna.page.get_by_role("button", name="Avsluta").click()
    anna.page.get_by_role("button", name="Färdigställ och skicka").click()
    anna.page.get_by_role("button", name="Skicka nu").click()
    expect(anna.page.locator("#avslut h1")).to_have_text("Tack för i dag")
    assert final_text(installation)["talked"] == bo.reads("talked") == carin.reads("talked")
    recipients = int(installation.shell("from kollegium.models import Letter; print(Letter.objects.count())"))
    wait_until(lambda: len(mail_server.letters) == recipients, "the protocol has been mailed", 20)
    assert {person.key: person.loads for person in people.values()} == {key: [] for key in people}


def is_killed_in_mid_typing(people: dict[str, Person], installation: Installation) -> None:
    bo, ester = people["bo"], people["ester"]
    typed = [f"{person.key}-{number} " for number in range(40) for person in (bo, ester)]
    for number in range(40):
        for person in (bo, ester):
            if number == 0:
                person.page.locator('[data-heading="talked"]').click()
            person.page.keyboard.type(f"{person.key}-{number} ")
        if number == 15:
            installation.kill()
        if number == 25:
            installation.start()
    for person in people.values():
        wait_until(lambda p=person: is_on_line(p) and saved(p), "all is on disk", 40)
    for person in people.values():
        wait_until(lambda p=person: words(p.reads("talked")) == words(" ".join(typed)), "all read the same", 20)


def is_on_line(person: Person) -> bool:
    return person.page.evaluate("document.querySelector('live-room').link.online") is True


def saved(person: Person) -> bool:
    state = person.page.locator("saved-state")
    return state.get_attribute("data-state") == "saved" and "Allt sparat" in (state.text_content() or "")


def words(text: str) -> list[str]:
    """Each word that was typed, whole and once; two who type at the same place may be interleaved word by word."""
    return sorted(re.findall(r"\w+-\d+", text))
