"""What nine teachers do at a whole lärträff, part by part."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person
from tests.world import Installation, post, wait_until

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


def writes_the_last_headings(bo: Person) -> None:
    bo.type_in("reflections", "Vi lyssnade klart på varandra.")
    bo.type_in("next", "Alla provar att rita först i en grupp.")
    bo.type_in("difficulties", "Tiden för efterarbete är knapp.")
    wait_until(lambda: saved(bo), "what Bo wrote is on disk")


def all_write_plans(everyone: dict[str, Person]) -> None:
    for key, person in everyone.items():
        if key in WRITERS:
            person.show("plan")  # the page does not turn under one who was writing a moment ago
        if key == CELLAR:
            person.context.set_offline(True)
        write_plan(person, f"Låta varje elev rita sin hypotes ({key}).", is_saved=key != CELLAR)


def next_step(leader: Person) -> None:
    """Returns when the leader's own page is there: a press that says another step than the running one is nothing."""
    leader.show("now")
    button, after = (leader.page.locator(f"[data-next-step] {part}") for part in ("button", "[name=after]"))
    expect(button).to_be_visible()
    before = after.input_value()
    button.click()
    expect(after).not_to_have_value(before)


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
