"""A line flows when its author says so, the reflector's mirror is shown, and the helm moves from page to page."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.parts_of_a_meeting import saved
from tests.journeys.test_accessibility import look_at
from tests.world import Installation, finalise, post, wait_until

Arrive = Callable[..., Person]
SLOW = 30_000


def come(arrive: Arrive, meeting: int, key: str, size: dict[str, int] = LAPTOP) -> Person:
    person = arrive(key, size)
    person.open_room(meeting)
    expect(person.page.locator("saved-state")).to_have_attribute("data-state", "saved", timeout=SLOW)
    expect(person.page.locator("live-protocol")).to_have_attribute("data-live", "", timeout=SLOW)
    return person


def to_step(installation: Installation, meeting: int, step: int) -> None:
    for after in range(1, step):
        post(installation, "anna", f"/moten/{meeting}/steg/", after=str(after))


def line(person: Person, heading: str) -> Locator:
    return person.page.locator(f'own-line[data-to="{heading}"]:visible')


def test_a_learning_is_ones_own_until_its_author_puts_it_in_the_protocol(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    bo, carin = come(arrive, begun, "bo", PHONE), come(arrive, begun, "carin")
    bo.show("plan")
    bo.page.locator('own-plan [name="learnt"]').fill("pauser ger\nfler svar")
    expect(bo.page.locator(".own-plan__saved")).to_have_text("Allt sparat", timeout=SLOW)
    bo.show("now")
    bo.page.wait_for_timeout(300)
    to_step(installation, begun, 3)

    field = line(bo, "learnings").locator("textarea")
    expect(field).to_have_value("pauser ger fler svar", timeout=SLOW)  # as a suggestion, in one line
    expect(line(carin, "learnings").locator("textarea")).to_have_value("")  # what we filled in ourselves is no learning
    field.fill("Pauser ger fler svar, det hörde jag i 8B.")
    bo.page.reload()
    field = line(bo, "learnings").locator("textarea")
    expect(field).to_have_value("Pauser ger fler svar, det hörde jag i 8B.", timeout=SLOW)
    expect(bo.page.locator("live-protocol")).to_have_attribute("data-live", "", timeout=SLOW)
    assert carin.reads("learnings") == ""

    carin.type_in("learnings", "Vi väntar längre nu.")
    wait_until(lambda: bo.reads("learnings") == "Vi väntar längre nu.", "Bo's page has it too", 30)
    line(bo, "learnings").get_by_role("button", name="Lägg i protokollet").click()

    whole = "Vi väntar längre nu.\n– Pauser ger fler svar, det hörde jag i 8B.\n"
    wait_until(lambda: carin.reads("learnings") == whole, "all see the line", 30)
    expect(line(bo, "learnings")).to_contain_text("Tillagt i protokollet")
    line(bo, "learnings").get_by_role("button", name="Ångra").click()
    wait_until(lambda: carin.reads("learnings") == "Vi väntar längre nu.", "it is gone for all", 30)
    expect(field).to_have_value("Pauser ger fler svar, det hörde jag i 8B.")


def test_a_line_that_others_have_changed_is_not_taken_out(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    bo, carin = come(arrive, begun, "bo"), come(arrive, begun, "carin")
    to_step(installation, begun, 6)
    line(bo, "reflections").locator("textarea").fill("Vi lyssnade.")
    line(bo, "reflections").get_by_role("button", name="Lägg i protokollet").click()
    wait_until(lambda: carin.reads("reflections") == "– Vi lyssnade.\n", "Carin sees it", 30)

    carin.page.locator('textarea[data-heading="reflections"]').fill("– Vi lyssnade på varandra.\n")
    wait_until(lambda: "varandra" in bo.reads("reflections"), "Bo sees what Carin wrote", 30)
    line(bo, "reflections").get_by_role("button", name="Ångra").click()

    expect(line(bo, "reflections")).to_contain_text("Raden är ändrad i protokollet")
    assert carin.reads("reflections") == "– Vi lyssnade på varandra.\n"


def test_a_line_flows_without_a_net_and_one_may_stand_over(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    bo, carin = come(arrive, begun, "bo"), come(arrive, begun, "carin")
    to_step(installation, begun, 6)
    expect(line(bo, "reflections")).to_be_visible(timeout=SLOW)
    line(carin, "reflections").get_by_role("button", name="Stå över").click()
    expect(line(carin, "reflections")).to_contain_text("Du står över.")

    bo.context.set_offline(True)
    line(bo, "reflections").locator("textarea").fill("Utan nät, men inte utan tankar.")
    line(bo, "reflections").get_by_role("button", name="Lägg i protokollet").click()
    assert bo.reads("reflections") == "– Utan nät, men inte utan tankar.\n"
    assert carin.reads("reflections") == ""
    bo.context.set_offline(False)

    wait_until(lambda: carin.reads("reflections") == "– Utan nät, men inte utan tankar.\n", "it comes over", 60)
    wait_until(lambda: saved(bo), "it is on disk", 60)


def test_who_documents_begins_with_one_press_and_takes_it_back_as_what_one_has_typed(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    farid, carin = come(arrive, begun, "farid"), come(arrive, begun, "carin", PHONE)
    carin.show("protocol")
    begin = farid.page.get_by_role("button", name="Börja med material och samtalsform")
    theirs = carin.page.locator('[data-heading="talked"]')

    begin.click()
    farid.page.keyboard.type("Vi talade om tystnad.")
    words = "Vi läste ”Från vardagsspråk till ämnesspråk”.\nSamtalsform: EPA: enskilt, par, alla.\n"
    expect(theirs).to_have_value(f"{words}Vi talade om tystnad.", timeout=SLOW)
    expect(begin).to_be_hidden()  # it is for an empty heading only
    expect(carin.page.get_by_role("button", name="Börja med material och samtalsform")).to_have_count(0)

    for _ in range(3):  # what was typed, and what the press put there
        farid.page.keyboard.press("Control+z")
    expect(theirs).to_have_value("", timeout=SLOW)
    expect(begin).to_be_visible()


def test_a_line_left_behind_is_offered_after_the_end_and_forgotten_with_the_final_protocol(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    bo = come(arrive, begun, "bo")
    to_step(installation, begun, 6)
    line(bo, "reflections").locator("textarea").fill("Den här hann jag inte lägga dit.")
    post(installation, "anna", f"/moten/{begun}/slut/")

    # The page has turned to the end: the step's own line, which looks the same, is no longer what one sees.
    expect(bo.page.locator("own-line[data-leftover][data-to=reflections]")).to_be_visible(timeout=SLOW)
    expect(line(bo, "reflections").locator("textarea")).to_have_value("Den här hann jag inte lägga dit.", timeout=SLOW)
    expect(line(bo, "learnings")).to_have_count(0)
    line(bo, "reflections").get_by_role("button", name="Lägg i protokollet").click()
    wait_until(lambda: "hann jag inte" in bo.reads("reflections"), "it is in the protocol")
    wait_until(lambda: saved(bo), "it is on disk", 30)
    finalise(installation, "anna")

    expect(bo.page.locator("#avslut h1")).to_have_text("Tack för i dag", timeout=SLOW)
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('kollegium-rad-'))"
    wait_until(lambda: bo.page.evaluate(kept) == [], "the browser has forgotten it", 30)


def test_the_reflector_taps_all_through_and_shows_the_group_at_the_end(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    karim, bo = come(arrive, begun, "karim", PHONE), come(arrive, begun, "bo")
    taps = karim.page.locator("#spegel form:has(#spegel-question) button")

    expect(taps).to_be_hidden()  # folded under the purpose, until there is something to hear
    to_step(installation, begun, 2)
    expect(taps).to_be_visible(timeout=SLOW)
    for _ in range(3):
        taps.click()
    karim.page.get_by_role("button", name="Ångra ett tryck på Frågor").click()
    expect(karim.page.locator("#spegel-question")).to_have_text("2", timeout=SLOW)
    karim.page.locator("#spegel-ord").fill("Vi väntade på varandras svar.")
    expect(karim.page.locator("#spegel-sparat")).to_have_text("Sparat", timeout=SLOW)
    expect(bo.page.locator("#spegel .mirror")).to_have_count(0)
    expect(karim.page.get_by_role("button", name="Visa för gruppen")).to_be_hidden()
    to_step(installation, begun, 6)
    assert bo.page.get_by_text("Vi väntade på varandras svar.").count() == 0
    karim.show("now")
    karim.page.get_by_role("button", name="Visa för gruppen").click()

    shown = bo.page.locator("section", has=bo.page.get_by_role("heading", name="Så samtalade ni"))
    expect(shown.last).to_contain_text("Vi väntade på varandras svar.", timeout=SLOW)
    expect(shown.last.locator(".mirror__row").first).to_have_text("Frågor2")
    assert bo.reads("reflections") == ""
    expect(line(karim, "reflections").locator("textarea")).to_have_value("Vi väntade på varandras svar.")
    line(karim, "reflections").get_by_role("button", name="Lägg i protokollet").click()
    wait_until(lambda: bo.reads("reflections") == "– Vi väntade på varandras svar.\n", "by choice it flows", 30)


def test_axe_finds_nothing_on_the_card_the_mirror_and_the_helm(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    karim, anna = arrive("karim", bypass_csp=True), arrive("anna", bypass_csp=True)
    for person in (karim, anna):
        person.open_room(begun)
        expect(person.page.locator("live-protocol")).to_have_attribute("data-live", "", timeout=SLOW)
    anna.page.get_by_text("Vem styr?").click()
    karim.page.locator("#spegel summary").click()
    found = look_at(karim.page, "the card") | look_at(anna.page, "the helm's choices")

    to_step(installation, begun, 6)
    post(installation, "karim", f"/moten/{begun}/spegel/question/")
    assert post(installation, "karim", f"/moten/{begun}/spegel/visning/") == 200
    expect(anna.page.get_by_role("heading", name="Så samtalade ni")).to_be_visible(timeout=SLOW)
    line(anna, "reflections").get_by_role("button", name="Stå över").click()

    assert found | look_at(anna.page, "the mirror") == {}
