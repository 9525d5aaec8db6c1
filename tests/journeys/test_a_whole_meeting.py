"""Nine teachers on nine devices hold one lärträff, and leave the room with the protocol mailed and open for all."""

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.world import Installation, MailServer, final_text, post, wait_until

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
STEPS = [
    "Introduktion och mötesordning",
    "Så här har jag gjort – Så här går det",
    "Det här har jag lärt mig, slutsatser och lärdomar",
    "Ny forskning och nya rön",
    "Upprättandet av personliga handlingsplaner",
    "Vad gav mötet? Gruppreflektion eller samtalsreflektör",
]
SAID = {
    "bo": "Eleverna ställde fler frågor när de fick rita först.",
    "carin": "Två av oss har låtit grupper jämföra sina skisser.",
    "farid": "Vi såg att hypotesen blev skarpare på åk 7.",
}
WRITERS = {*SAID, "lena"}
AWAY = "oskar"  # at home last month, without a plan from then
SHOWS, SHOWN, HIDDEN = "carin", "Lät grupperna byta skisser.", "Fyra som tvekar att visa."
CELLAR = "ester"


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
    for key, person in everyone.items():
        if key in WRITERS:
            person.show("plan")  # the page does not turn under one who was writing a moment ago
        if key == CELLAR:
            person.context.set_offline(True)
        write_plan(person, f"Låta varje elev rita sin hypotes ({key}).", is_saved=key != CELLAR)
    comes_up_from_the_cellar(everyone[CELLAR], installation, meeting)
    next_step(anna)
    all_are_in(everyone, 6)
    bo.type_in("reflections", "Vi lyssnade klart på varandra.")
    bo.type_in("next", "Alla provar att rita först i en grupp.")
    bo.type_in("difficulties", "Tiden för efterarbete är knapp.")
    wait_until(lambda: saved(bo), "what Bo wrote is on disk")
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
    kept = final_text(installation)
    assert kept | {"date": "", "participants": ""} == seen["anna"] | {"date": "", "participants": ""}
    assert {key: kept[key] for key in ("date", "participants")} == auto_filled(anna)
    assert sorted(str(letter["To"]) for letter in mail_server.letters) == sorted(recipients)
    for letter in mail_server.letters:
        assert_holds_all(letter, kept)
    assert_is_public(anna, meeting, kept, installation)
    for key, person in everyone.items():
        assert person.loads == [], f"{key} had to reload"
    is_read_by_the_group_alone(everyone, meeting, installation)
    the_next_plans_are_prefilled(everyone, installation, meeting)
    assert len(mail_server.letters) == len(recipients)


def next_step(leader: Person) -> None:
    leader.show("now")
    leader.page.locator("[data-next-step] button").click()


def all_are_in(everyone: dict[str, Person], step: int) -> None:
    for person in everyone.values():
        title = person.page.locator(f'h1[data-step="{step}"]')
        expect(title).to_have_text(STEPS[step - 1])
        expect(person.page.locator(f'[data-position="{step}"]')).to_have_attribute("aria-current", "step")
    clocks = [seconds_shown(person.page) for person in everyone.values()]
    assert max(clocks) - min(clocks) <= 2  # read one after the other


def seconds_shown(page: Page) -> int:
    minutes, seconds = page.locator(".clock").text_content().split(":")
    return int(minutes) * 60 + int(seconds)


def go_round(everyone: dict[str, Person], passes: str) -> None:
    """Each one has the word once, in everyone's sight, and hands it on from their own device."""
    names = {key: key.capitalize() for key in everyone}
    expect(everyone[AWAY].page.locator("[data-talker]")).to_contain_text("Du har ordet")
    for _ in everyone:
        speaker = next(key for key in everyone if has_the_word(everyone[key]))
        listener = next(person for key, person in everyone.items() if key != speaker)
        expect(listener.page.locator("[data-talker] strong")).to_have_text(names[speaker])
        if speaker == SHOWS:
            promise = listener.page.locator(".round__promise")
            expect(promise).to_contain_text(SHOWN)
            expect(promise).not_to_contain_text(HIDDEN)
        if speaker == passes:
            everyone[speaker].page.get_by_role("button", name="Stå över").click()
        else:
            everyone[speaker].page.get_by_role("button", name="Jag är klar").click()
        expect(listener.page.locator("[data-talker]")).not_to_contain_text(names[speaker] + " talar")
        expect(everyone[speaker].page.locator("[data-talker]")).not_to_contain_text("Du har ordet")
    for person in everyone.values():
        expect(person.page.locator("[data-talker]")).to_have_text("Alla har haft ordet.")
        expect(person.page.locator('.round__person[data-state="passed"] .round__name')).to_have_text(names[passes])


def has_the_word(person: Person) -> bool:
    return (person.page.locator("[data-talker]").text_content() or "").startswith("Du har ordet")


def three_type_at_once(everyone: dict[str, Person]) -> None:
    """Key by key in turns, so that all three are in the middle of a sentence at the same time."""
    writers = {key: everyone[key] for key in SAID}
    for person in writers.values():
        person.page.locator('[data-heading="talked"]').click()
    for position in range(max(map(len, SAID.values()))):
        for key, person in writers.items():
            if position < len(SAID[key]):
                person.page.keyboard.type(SAID[key][position])
    for person in everyone.values():
        wait_until(
            lambda p=person: all(words in p.reads("talked") for words in SAID.values()), "all see what three wrote"
        )


def was_away_last_time(installation: Installation) -> None:
    installation.shell(
        "from kollegium.models import ActionPlan, Protocol, User\n"
        f"person = User.objects.get(pk={installation.facts['people'][AWAY]})\n"
        f"protocol = Protocol.objects.get(pk={installation.facts['protocol']})\n"
        "there = [each.name for each in protocol.meeting.group.members() if each != person]\n"
        "protocol.text['participants'] = ', '.join(there)\nprotocol.save()\n"
        "ActionPlan.objects.of(person).filter(meeting=protocol.meeting).delete()"
    )


def asks_to_be_first_out(everyone: dict[str, Person]) -> None:
    """Asked of the one who was away, and of nobody else."""
    everyone[AWAY].page.get_by_role("button", name="Låt mig börja").click()
    expect(everyone[AWAY].page.locator(".first-out:visible")).to_contain_text("Du börjar laget runt.")
    for key, person in everyone.items():
        assert (person.page.locator(".first-out").count() > 0) == (key == AWAY)


def shows_one_field(person: Person) -> None:
    person.show("plan")
    person.page.locator('own-plan [name="tried"]').fill(SHOWN)
    person.page.locator('own-plan [name="pupils"]').fill(HIDDEN)
    expect(person.page.locator(".own-plan__saved")).to_have_text("Allt sparat")
    person.page.locator('#min-plan .switch[value="tried"]').click()
    expect(person.page.locator("#min-plan shown-field").first).to_contain_text("Gruppen ser det här.")
    person.show("protocol")


def comes_up_from_the_cellar(person: Person, installation: Installation, meeting: int) -> None:
    """Two devices have written in the same field while they could not hear of each other."""
    change = person.page.locator('own-plan [name="change"]')
    assert post(installation, CELLAR, f"/handlingsplaner/{meeting}/", change="Skrivet vid datorn.") == 204

    person.context.set_offline(False)

    expect(change).to_have_value("Skrivet vid datorn. Att alla har en egen fråga.", timeout=30_000)
    expect(person.page.locator(".own-plan__saved")).to_have_text("Allt sparat", timeout=30_000)


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


def write_plan(person: Person, words: str, is_saved: bool = True) -> None:
    tried, effort = person.page.locator('own-plan [name="tried"]'), person.page.locator('own-plan [name="effort"]')
    expect(effort).to_be_visible()  # it has opened by itself, with last month's report folded above
    expect(tried).to_be_hidden()
    assert tried.input_value() != ""  # last month's insats is here already
    assert person.page.locator('own-plan [name="learnt"]').input_value() != ""
    effort.fill(words)
    person.page.locator('own-plan [name="change"]').fill("Att alla har en egen fråga.")
    said = "Allt sparat" if is_saved else re.compile("Allt du skriver finns kvar$")
    expect(person.page.locator(".own-plan__saved")).to_have_text(said)


def saved(person: Person) -> bool:
    return person.page.locator("saved-state").get_attribute("data-state") == "saved"


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
