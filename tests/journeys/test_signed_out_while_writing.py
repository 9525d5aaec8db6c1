"""Somebody is signed out, or somebody else signed in, while words are written."""

from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE
from tests.journeys.test_a_killed_server import is_on_line, saved
from tests.journeys.test_never_a_word_lost import Arrive, says
from tests.world import Installation, wait_until


def test_one_who_is_signed_out_while_writing_goes_on_after_signing_in_in_another_tab(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    carin, farid = arrive("carin", PHONE), arrive("farid", LAPTOP)
    for person in (carin, farid):
        person.open_room(begun)
        wait_until(lambda p=person: saved(p), "the page is on line", 30)
        person.loads.clear()
    carin.type_in("talked", "inloggad ")
    wait_until(lambda: saved(carin) and "inloggad" in farid.reads("talked"), "it is on disk")
    session = next(cookie["value"] for cookie in carin.context.cookies() if cookie["name"] == "sessionid")
    sessions = "from django.contrib.sessions.models import Session"
    installation.shell(f"{sessions}; Session.objects.filter(pk='{session}').delete()")
    installation.kill()
    installation.start()

    wait_until(lambda: "Du är utloggad" in says(carin), "the page says so", 30)
    carin.type_in("talked", "utloggad ")
    carin.show("plan")
    carin.page.locator('own-plan [name="effort"]').fill("Skriven utan inloggning.")
    expect(carin.page.locator(".own-plan__saved")).to_contain_text("Du är utloggad")
    assert "utloggad" not in farid.reads("talked").split()

    other = carin.context.new_page()
    other.goto("/logga-in/")
    other.locator('[data-demo-person^="carin@"]').dispatch_event("click")
    other.wait_for_url("/")
    wait_until(lambda: is_on_line(carin) and saved(carin), "the first tab is back by itself", 40)
    wait_until(lambda: "utloggad" in farid.reads("talked").split(), "and so are the words", 20)
    expect(carin.page.locator(".own-plan__saved")).to_have_text("Allt sparat", timeout=30_000)
    assert carin.loads == []
    other.goto(f"/handlingsplaner/{begun}/")
    expect(other.locator('[name="effort"]')).to_have_value("Skriven utan inloggning.")


def test_what_is_written_after_somebody_else_has_signed_in_is_never_sent_in_their_name(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    carin, farid = arrive("carin", LAPTOP), arrive("farid", LAPTOP)
    for person in (carin, farid):
        person.open_room(begun)
        wait_until(lambda p=person: saved(p), "the page is on line", 30)
    carin.context.clear_cookies(name="sessionid")
    other = carin.context.new_page()
    other.goto("/logga-in/")
    other.locator('[data-demo-person^="ester@"]').dispatch_event("click")
    other.wait_for_url("/")
    installation.kill()
    carin.type_in("talked", "carins-ord ")
    installation.start()

    wait_until(lambda: "Någon annan är inloggad" in says(carin), "the page says so", 30)
    carin.show("plan")
    carin.page.locator('own-plan [name="effort"]').fill("Carins hemliga plan.")
    carin.page.wait_for_timeout(3_000)
    other.goto(f"/moten/{begun}/rum/")
    wait_until(lambda: other.locator("saved-state").get_attribute("data-state") == "saved", "Ester is in", 20)
    assert "carins-ord" not in other.locator('[data-heading="talked"]').input_value()
    assert other.locator('own-plan [name="effort"]').input_value() != "Carins hemliga plan."

    other.context.clear_cookies(name="sessionid")
    other.goto("/logga-in/")
    other.locator('[data-demo-person^="carin@"]').dispatch_event("click")
    other.wait_for_url("/")
    wait_until(lambda: "carins-ord" in farid.reads("talked"), "Carin's words come when Carin is back", 40)
