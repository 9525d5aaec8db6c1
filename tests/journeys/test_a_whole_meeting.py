"""Nine teachers on nine devices hold one lärträff, and leave the room with the protocol mailed and open for all."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.parts_of_a_meeting import (
    CELLAR,
    HIDDEN,
    SHOWN,
    SHOWS,
    all_are_in,
    all_write_plans,
    asks_to_be_first_out,
    comes_up_from_the_cellar,
    go_round,
    next_step,
    shows_one_field,
    three_type_at_once,
    was_away_last_time,
    writes_the_last_headings,
)
from tests.world import Installation, MailServer, final_text, wait_until

DEVICES = {
    "anna": PHONE,  # leads, from her phone
    "bo": LAPTOP,
    "carin": LAPTOP,
    "ester": PHONE,
    "farid": LAPTOP,
    "karim": PHONE,
    "lena": LAPTOP,
    "mirja": PHONE,
    "oskar": LAPTOP,
}


@pytest.fixture
def everyone(arrive: Callable[..., Person], meeting: int, installation: Installation) -> dict[str, Person]:
    was_away_last_time(installation)
    people = {key: arrive(key, size) for key, size in DEVICES.items()}
    for person in people.values():
        person.open_room(meeting)
        expect(person.page.locator("saved-state")).to_have_attribute("data-state", "saved")
        person.loads.clear()  # from here on nobody reloads
    return people


def test_nine_teachers_hold_a_meeting_and_the_protocol_is_mailed_and_open(
    everyone: dict[str, Person], meeting: int, installation: Installation, mail_server: MailServer
) -> None:
    anna, bo = everyone["anna"], everyone["bo"]
    for person in everyone.values():
        expect(person.page.locator("[data-present-count]").first).to_have_text("9")

    come_to_step_5(everyone)
    all_write_plans(everyone)
    comes_up_from_the_cellar(everyone[CELLAR], installation, meeting)
    next_step(anna)
    all_are_in(everyone, 6)
    writes_the_last_headings(bo)
    anna.show("now")
    anna.page.get_by_role("button", name="Avsluta").click()
    for person in everyone.values():
        expect(person.page.locator("#avslut h1")).to_have_text("Läs igenom protokollet tillsammans")
    recipients = anna.page.locator(".ending__recipients li").all_text_contents()
    seen = {key: what_is_seen(person) for key, person in everyone.items()}
    assert all(text == seen["anna"] for text in seen.values())

    anna.page.get_by_role("button", name="Färdigställ och skicka").click()
    anna.page.get_by_role("button", name="Skicka nu").click()

    for person in everyone.values():
        expect(person.page.locator("#avslut h1")).to_have_text("Tack för i dag")
    wait_until(lambda: len(mail_server.letters) >= len(recipients), "the protocol has been mailed", 20)
    kept = is_mailed_whole(anna, installation, mail_server, recipients, seen)
    assert_is_public(anna, meeting, kept, installation)
    for key, person in everyone.items():
        assert person.loads == [], f"{key} had to reload"
    is_read_by_the_group_alone(everyone, meeting, installation)
    the_next_plans_are_prefilled(everyone, installation, meeting)
    assert len(mail_server.letters) == len(recipients)


def come_to_step_5(everyone: dict[str, Person]) -> None:
    anna = everyone["anna"]
    asks_to_be_first_out(everyone)
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    all_are_in(everyone, 1)
    shows_one_field(everyone[SHOWS])
    next_step(anna)
    all_are_in(everyone, 2)
    go_round(everyone, passes="karim")
    next_step(anna)
    all_are_in(everyone, 3)
    everyone["lena"].type_in("learnings", "Att rita först ger alla en egen fråga.")
    next_step(anna)
    all_are_in(everyone, 4)
    three_type_at_once(everyone)
    next_step(anna)
    all_are_in(everyone, 5)


def is_mailed_whole(
    anna: Person,
    installation: Installation,
    mail_server: MailServer,
    recipients: list[str],
    seen: dict[str, dict[str, str]],
) -> dict[str, str]:
    """The final text, which all have seen and which every letter holds."""
    kept = final_text(installation)
    assert kept | {"date": "", "participants": ""} == seen["anna"] | {"date": "", "participants": ""}
    assert {key: kept[key] for key in ("date", "participants")} == auto_filled(anna)
    assert sorted(str(letter["To"]) for letter in mail_server.letters) == sorted(recipients)
    for letter in mail_server.letters:
        assert_holds_all(letter, kept)
    return kept


def is_read_by_the_group_alone(everyone: dict[str, Person], meeting: int, installation: Installation) -> None:
    read = {
        who: asked_by(who, everyone, installation, f"/moten/{meeting}/delat/") for who in ("bo", "david", "gunilla")
    }
    assert [status for status, _ in read.values()] == [200, 404, 404]
    assert [SHOWN in page for _, page in read.values()] == [True, False, False]
    assert not any(HIDDEN in page for _, page in read.values())
    own = everyone[SHOWS].context.request.get(f"/handlingsplaner/{meeting}/").text()
    assert "<strong>Bo " in own.split("Vem har öppnat min plan?")[1]


def asked_by(who: str, everyone: dict[str, Person], installation: Installation, path: str) -> tuple[int, str]:
    context = everyone["anna"].context.browser.new_context(base_url=installation.address)
    session = installation.facts["sessions"][who]
    context.add_cookies([{"name": "sessionid", "value": session, "url": installation.address}])
    answer = context.request.get(path)
    status, page = answer.status, answer.text()
    context.close()
    return status, page


def what_is_seen(person: Person) -> dict[str, str]:
    fields = person.page.locator("[data-heading]").all()
    written = {field.get_attribute("data-heading") or "": field.input_value() for field in fields}
    return written | auto_filled(person)


def auto_filled(person: Person) -> dict[str, str]:
    date, participants = person.page.locator("live-protocol .minutes__text:not(.only-print)").all_text_contents()
    return {"date": date, "participants": participants}


def assert_holds_all(letter: EmailMessage, kept: dict[str, str]) -> None:
    plain = letter.get_body(("plain",)).get_content()
    for words in kept.values():
        assert " ".join(words.split()) in " ".join(plain.split())
    assert "/protokoll/" in plain


def assert_is_public(anna: Person, meeting: int, kept: dict[str, str], installation: Installation) -> None:
    """Read as anyone reads it: without signing in, and with a number instead of names."""
    link = anna.page.get_by_role("link", name="Läs protokollet").get_attribute("href")
    stranger = anna.context.browser.new_context(base_url=installation.address)
    page = stranger.new_page()
    page.goto(link)
    text = " ".join(page.locator("main").inner_text().split())
    for key, words in kept.items():
        if key != "participants":
            assert " ".join(words.split()) in text
    assert "Nio deltagare" in text
    assert "Anna" not in text
    page.goto("/protokoll/")
    expect(page.get_by_role("link", name=kept["question"]).first).to_be_visible()
    stranger.close()


def the_next_plans_are_prefilled(everyone: dict[str, Person], installation: Installation, meeting: int) -> None:
    planned = installation.shell(
        "from datetime import timedelta; from kollegium.models import Meeting; from kollegium.meetings import actions\n"
        f"m = Meeting.objects.get(pk={meeting})\n"
        "n = actions.plan(m.group, by=m.group.leaders().get(), starts_at=m.starts_at + timedelta(days=28),"
        " question=m.question, template=m.template)\nprint(n.pk)"
    )
    for key, person in everyone.items():
        person.page.goto(f"/handlingsplaner/{int(planned)}/")
        expect(person.page.locator('[name="tried"]')).to_have_value(f"Låta varje elev rita sin hypotes ({key}).")
