"""A phone that loses its network in mid-sentence: nothing is lost, nobody diverges, the words on screen are true."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import WebSocketRoute, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.parts_of_a_meeting import next_step
from tests.journeys.test_a_killed_server import is_on_line, saved
from tests.world import Installation, wait_until


def test_one_who_writes_without_network_is_told_so_and_all_read_the_same_afterwards(
    arrive: Callable[..., Person], meeting: int
) -> None:
    anna, carin, farid = arrive("anna", PHONE), arrive("carin", PHONE), arrive("farid", LAPTOP)
    for person in (anna, carin, farid):
        person.open_room(meeting)
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    expect(carin.page.locator('[data-position="1"]')).to_have_attribute("aria-current", "step")
    carin.type_in("talked", "före ")

    for number in range(3):
        carin.context.set_offline(True)
        carin.type_in("talked", f"utan-{number} ")
        wait_until(lambda: not is_on_line(carin), "the page has noticed", 30)
        state = carin.page.locator("saved-state")
        assert state.get_attribute("data-state") in ("local", "offline")
        assert "Allt sparat" not in (state.text_content() or "")
        farid.type_in("talked", f"med-{number} ")
        carin.context.set_offline(False)
        wait_until(lambda: is_on_line(carin) and saved(carin), "all is on disk", 30)
        carin.type_in("talked", f"efter-{number} ")
        wait_until(lambda: carin.reads("talked") == farid.reads("talked") == anna.reads("talked"), "all read the same")

    for number in range(3):
        for word in (f"utan-{number}", f"med-{number}", f"efter-{number}"):
            assert farid.reads("talked").count(word) == 1


def test_a_plan_written_without_network_is_not_called_saved_until_it_is(
    arrive: Callable[..., Person], meeting: int, installation: Installation
) -> None:
    carin = arrive("carin", PHONE)
    carin.open_room(meeting)
    carin.show("plan")
    state = carin.page.locator("saved-state")
    expect(state).to_contain_text("Allt sparat")

    carin.context.set_offline(True)
    carin.page.locator('own-plan [name="effort"]').fill("Skriven i en källare.")
    expect(carin.page.locator(".own-plan__saved")).to_contain_text("Allt du skriver finns kvar", timeout=15_000)
    wait_until(
        lambda: state.get_attribute("data-state") in ("local", "offline"), "the page says where the words are", 30
    )
    carin.page.wait_for_timeout(500)
    assert "Allt sparat" not in (state.text_content() or "")
    carin.context.set_offline(False)

    expect(carin.page.locator(".own-plan__saved")).to_have_text("Allt sparat", timeout=30_000)
    carin.page.goto(f"/handlingsplaner/{meeting}/")
    expect(carin.page.locator('[name="effort"]')).to_have_value("Skriven i en källare.")


def test_what_may_be_personal_is_pointed_out_and_answered_before_the_protocol_is_final(
    arrive: Callable[..., Person], meeting: int
) -> None:
    anna = arrive("anna", LAPTOP)
    anna.open_room(meeting)
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    expect(anna.page.locator('[data-position="1"]')).to_have_attribute("aria-current", "step")
    anna.type_in("talked", "Vi ringde 070-123 45 67.")
    wait_until(lambda: saved(anna), "it is on disk")
    for step in range(2, 7):
        next_step(anna)
        expect(anna.page.locator(f'[data-position="{step}"]')).to_have_attribute("aria-current", "step")
    anna.page.get_by_role("button", name="Avsluta", exact=True).click()
    expect(anna.page.locator("#avslut .present [data-present-count]")).to_have_text("1")

    anna.page.get_by_role("button", name="Färdigställ och skicka").click()
    expect(anna.page.locator("[data-alert]")).to_contain_text("Gå igenom det som kan vara personuppgifter")
    anna.page.wait_for_timeout(500)
    expect(anna.page.locator("[data-alert]")).to_be_visible()
    anna.page.get_by_label("Vi har gått igenom det").check()
    anna.page.get_by_role("button", name="Färdigställ och skicka").click()
    anna.page.get_by_role("button", name="Skicka nu").click()

    expect(anna.page.locator("#avslut h1")).to_have_text("Tack för i dag")


def test_a_state_that_was_read_before_the_news_and_comes_after_it_changes_nothing(
    arrive: Callable[..., Person], meeting: int
) -> None:
    anna = arrive("anna", LAPTOP)
    lines: list[WebSocketRoute] = []
    states: list[str] = []

    def through(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        lines.append(line)

        def down(frame: str | bytes) -> None:
            if isinstance(frame, str) and json.loads(frame)["type"] == "state":
                states.append(frame)
            line.send(frame)

        server.on_message(down)
        line.on_message(server.send)

    anna.page.route_web_socket(re.compile("/rum/"), through)
    anna.open_room(meeting)
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    next_step(anna)
    with anna.page.expect_response("**/rum/styrda-delar/"):
        lines[-1].send(states[0])  # as a greeting does that has waited for the database
        lines[-1].send(json.dumps({"type": "event", "name": "members.changed"}))  # some part is fetched and drawn
    anna.page.wait_for_timeout(500)

    expect(anna.page.locator("[data-next-step] button")).to_be_visible()
    expect(anna.page.locator("[data-next-step] [name=after]")).to_have_value("2")
