"""Time on many devices: the same within a quarter of a second whatever their clocks say, and moved only by choice."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.world import Installation, post

NARROW = {"width": 320, "height": 640}


def test_a_leader_chooses_who_pays_and_catches_up_by_keyboard_on_a_narrow_phone(
    arrive: Callable[..., Person], meeting: int, installation: Installation
) -> None:
    anna, bo = arrive("anna", NARROW), arrive("bo", LAPTOP)
    is_due_now(installation, meeting)
    for person in (anna, bo):
        person.open_room(meeting)
    post(installation, "anna", f"/moten/{meeting}/start/")
    summary = anna.page.locator(".controls summary")
    research = bo.page.locator('[data-position="4"] [data-minutes]')
    expect(summary).to_be_visible()
    before = minutes_of(research.text_content())

    summary.focus()
    anna.page.keyboard.press("Enter")
    expect(anna.page.get_by_role("button", name="Från Ny forskning")).to_be_visible()
    assert anna.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    anna.page.keyboard.press("Tab")
    anna.page.keyboard.press("Enter")

    expect(research).to_have_text(f"{before - 2} min · planerat 35")
    expect(bo.page.locator('[data-position="1"] [data-minutes]')).to_contain_text("7 min")
    expect(summary).to_be_focused()
    expect(anna.page.locator(".controls .pop__panel")).to_be_hidden()

    leave(installation, meeting, -13 * 60)
    expect(bo.page.locator(".pace")).to_have_attribute("data-pace", "behind")
    behind = minutes_of(bo.page.locator("[data-pace-words]").text_content())
    stands = anna.page.locator(".track__pace summary")
    stands.focus()
    anna.page.keyboard.press("Enter")
    expect(anna.page.get_by_role("button", name="Hämta in")).to_be_visible()
    assert anna.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    anna.page.keyboard.press("Escape")
    expect(stands).to_be_focused()
    anna.page.keyboard.press("Enter")
    anna.page.get_by_role("button", name="Hämta in").press("Enter")

    expect(bo.page.locator("[data-pace-words]")).to_have_text("I fas")
    assert behind - 1 <= before - 2 - minutes_of(research.text_content()) <= behind + 1


def test_each_warning_is_seen_once_waved_off_and_only_two_minutes_is_said(
    arrive: Callable[..., Person], meeting: int, installation: Installation
) -> None:
    carin = arrive("carin", PHONE)
    page = carin.page
    page.add_init_script("window.pulses = []; navigator.vibrate = (pulse) => window.pulses.push(pulse) > 0;")
    carin.open_room(meeting)
    post(installation, "anna", f"/moten/{meeting}/start/")
    post(installation, "anna", f"/moten/{meeting}/steg/")
    row, okay = page.locator(".nudge"), page.get_by_role("button", name="Okej")
    expect(row).to_contain_text("Till ")
    page.get_by_role("checkbox", name="Vibrera vid halvtid").check()
    page.evaluate("pulses.length = 0")
    # Until the second step has come it is hidden, and stands nowhere.
    expect(page.locator('[data-step="2"].stack').first).to_be_visible()
    stands_at = "document.querySelector('[data-step=\"2\"].stack').getBoundingClientRect().top + scrollY"
    top = page.evaluate(f"document.fonts.ready.then(() => {stands_at})")

    leave(installation, meeting, 595)
    expect(row).to_contain_text("Halva tiden har gått")
    okay.focus()
    page.keyboard.press("Enter")
    expect(row).to_contain_text("Till ")
    expect(okay).to_be_hidden()
    assert page.evaluate("document.activeElement !== document.body")
    assert page.locator("[data-announce]").text_content() != "Halva tiden har gått"

    leave(installation, meeting, 115)
    expect(row).to_contain_text("Mindre än två minuter kvar")
    expect(page.locator("[data-announce]")).to_have_text("Två minuter kvar av steget")

    time_is_out(page, installation, meeting)
    assert page.evaluate(stands_at) == top  # nothing on the page has moved

    page.reload()
    expect(page.locator(".clock")).to_have_text(re.compile(r"^\+"))
    expect(row).to_contain_text("Till ")  # waved off is waved off
    expect(page.get_by_role("checkbox", name="Vibrera vid halvtid")).to_be_checked()
    assert page.evaluate("pulses.length") == 0


def time_is_out(page: Page, installation: Installation, meeting: int) -> None:
    row, okay = page.locator(".nudge"), page.get_by_role("button", name="Okej")
    leave(installation, meeting, -5)
    expect(row).to_contain_text("Tiden är slut")
    expect(page.locator(".clock")).to_have_attribute("data-state", "over")
    assert page.locator("[data-announce]").text_content() == "Två minuter kvar av steget"
    okay.click()
    expect(page.locator(".clock")).to_have_attribute("data-state", "")
    expect(page.locator(".clock")).to_have_text(re.compile(r"^\+"))
    assert page.evaluate("pulses.length") == 3


def is_due_now(installation: Installation, meeting: int) -> None:
    """To the second, so that there is nothing in hand and nothing to catch up."""
    installation.shell(
        "from django.utils import timezone; from kollegium.models import Meeting\n"
        f"Meeting.objects.filter(pk={meeting}).update(starts_at=timezone.now())"
    )


def leave(installation: Installation, meeting: int, seconds: int) -> None:
    """As if time had passed until so much is left of the step; somebody's arrival tells the pages."""
    installation.shell(
        "from datetime import timedelta; from django.utils import timezone; from kollegium.models import Meeting\n"
        f"meeting = Meeting.objects.get(pk={meeting})\n"
        "step = meeting.steps.get(position=meeting.step)\n"
        f"began = timezone.now() - timedelta(seconds=step.seconds - {seconds})\n"
        "meeting.live.ends_at -= meeting.live.step_started_at - began\n"
        "meeting.live.step_started_at = began; meeting.live.save()"
    )
    lena = installation.facts["people"]["lena"]
    assert post(installation, "lena", f"/moten/{meeting}/narvaro/{lena}/", is_here="1") in (204, 302)


def minutes_of(words: str | None) -> int:
    found = re.match(r"\d+", words or "")
    assert found, words
    return int(found[0])
