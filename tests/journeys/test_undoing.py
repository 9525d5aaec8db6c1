"""A press too many is taken back: the start, a step, a turn, the end; and far from its time it is asked about first."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_voices import next_step, press, talker
from tests.world import Installation, post


def undo(person: Person) -> Locator:
    return person.page.locator("undo-press")


def take_back(person: Person, words: str) -> None:
    expect(undo(person)).to_contain_text(words)
    undo(person).get_by_role("button", name="Ångra").click()
    expect(undo(person)).to_be_hidden()


def move(installation: Installation, meeting: int, **by: float) -> None:
    installation.shell(
        "from datetime import timedelta; from django.utils import timezone; from kollegium.models import Meeting\n"
        f"Meeting.objects.filter(pk={meeting}).update(starts_at=timezone.now() + {timedelta(**by)!r})".replace(
            "datetime.timedelta", "timedelta"
        )
    )


def test_each_press_of_whoever_steers_can_be_undone_on_every_page(
    arrive: Callable[..., Person], installation: Installation, meeting: int
) -> None:
    move(installation, meeting, minutes=-25)
    anna, bo = arrive("anna", PHONE), arrive("bo", LAPTOP)
    for person in (anna, bo):
        person.open_room(meeting)
    expect(anna.page.get_by_text("Ni börjar 25 minuter sent.")).to_be_visible()

    starts_late(anna, bo)

    start_is_undone(anna, bo, installation, meeting)

    # A step: the round is as it was.
    next_step(anna, 2)
    expect(talker(anna)).to_contain_text("Du har ordet")
    press(anna, "Jag är klar")
    expect(talker(bo)).to_contain_text("Du har ordet")
    next_step(anna, 3)
    take_back(anna, "Ni är i steg 3.")
    for person in (anna, bo):
        expect(person.page.locator("[data-step-tag]")).to_have_text("Steg 2 av 6")
    expect(talker(bo)).to_contain_text("Du har ordet")

    # A turn, by the one who spoke, who does not lead.
    press(bo, "Jag är klar")
    expect(talker(bo)).to_contain_text("Alla har haft ordet")
    take_back(bo, "Ordet har gått vidare.")
    expect(talker(bo)).to_contain_text("Du har ordet")

    # A whole step back, by the quiet menu.
    next_step(anna, 3)
    anna.page.get_by_role("button", name="Gå tillbaka ett steg").click()
    expect(bo.page.locator("[data-step-tag]")).to_have_text("Steg 2 av 6")

    end_is_undone(anna, bo)


def end_is_undone(anna: Person, bo: Person) -> None:
    # The end, for all; and they go on writing, and go on.
    anna.page.get_by_role("button", name="Avsluta i förtid").click()
    expect(bo.page.get_by_role("heading", name="Läs igenom protokollet tillsammans")).to_be_visible()
    take_back(anna, "Lärträffen är avslutad.")
    for person in (anna, bo):
        expect(person.page.locator("[data-step-tag]")).to_have_text("Steg 2 av 6")
    bo.type_in("talked", "Vi går vidare.")
    expect(bo.page.locator("saved-state")).to_have_attribute("data-state", "saved")


def start_is_undone(anna: Person, bo: Person, installation: Installation, meeting: int) -> None:
    # The start: all wait again, and what was written waits in the draft.
    bo.type_in("purpose", " Skrivet för tidigt.")
    expect(bo.page.locator("saved-state")).to_have_attribute("data-state", "saved")
    expect(undo(bo)).to_be_hidden()  # a member who does not steer has nothing to undo
    take_back(anna, "Lärträffen har börjat.")
    expect(bo.page.get_by_text("Lärträffen har inte börjat").first).to_be_visible()
    expect(bo.page.locator('[data-heading="purpose"]')).not_to_be_editable()
    assert post(installation, "anna", f"/moten/{meeting}/start/", sure="1", ends="later") == 204
    expect(bo.page.locator('[data-heading="purpose"]')).to_have_value(re.compile("Skrivet för tidigt"))


def starts_late(anna: Person, bo: Person) -> None:
    # Late: nobody gets one minute of research without having chosen it. "Inte än" leaves all as it was.
    press(anna, "Starta lärträffen")
    question = anna.page.get_by_role("dialog", name="Starta lärträffen nu?")
    question.get_by_role("link", name="Inte än").click()
    expect(question).to_be_hidden()
    press(anna, "Starta lärträffen")
    question.get_by_role("button", name="Starta nu").click()
    expect(question).to_contain_text("Välj när ni slutar.")
    question.get_by_text("Skjut fram till").click()
    question.get_by_role("button", name="Starta nu").click()
    expect(question).to_be_hidden()
    expect(bo.page.get_by_role("heading", name="Introduktion")).to_be_visible()


def test_early_it_is_asked_about_and_called_off_it_takes_those_who_wait_to_its_page(
    arrive: Callable[..., Person], installation: Installation, meeting: int
) -> None:
    move(installation, meeting, days=5)
    anna, bo = arrive("anna", PHONE), arrive("bo", LAPTOP)
    for person in (anna, bo):
        person.open_room(meeting)
    press(anna, "Starta lärträffen")
    expect(anna.page.get_by_role("dialog")).to_contain_text("börjar det första steget för alla i gruppen")
    anna.page.keyboard.press("Escape")
    expect(anna.page.get_by_role("dialog")).to_be_hidden()
    expect(anna.page.get_by_role("button", name="Starta lärträffen")).to_be_focused()

    anna.page.goto(f"/moten/{meeting}/")
    anna.page.get_by_role("link", name="Ställ in").click()
    anna.page.get_by_label("Varför?").fill("Snö, inga bussar.")
    anna.page.get_by_role("button", name="Ställ in och mejla gruppen").click()

    bo.page.wait_for_url(f"**/moten/{meeting}/")
    expect(bo.page.get_by_text("Snö, inga bussar.")).to_be_visible()
