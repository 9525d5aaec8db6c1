"""The helm changes hands: handed over, or asked for by the deputy."""

from playwright.sync_api import expect

from tests.journeys.parts_of_a_meeting import next_step
from tests.journeys.test_reflection import SLOW, Arrive, come
from tests.world import Installation, post


def test_the_helm_is_handed_over_and_the_controls_move_with_it(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    anna, carin, bo = (come(arrive, begun, key) for key in ("anna", "carin", "bo"))
    for person in (anna, carin, bo):
        person.loads.clear()
    expect(carin.page.locator("[data-next-step]")).to_have_count(0)

    anna.page.get_by_text("Vem styr?").click()
    anna.page.get_by_label("Vem ska styra?").select_option(label="Carin Ceder")
    anna.page.get_by_role("button", name="Lämna över").click()

    expect(carin.page.locator("[data-next-step] button")).to_have_text("Nästa steg: Så här går det", timeout=SLOW)
    word = carin.page.get_by_role("dialog", name="Nu styr du lärträffen. Anna lämnade över till dig.")
    word.get_by_role("button", name="Okej").click(timeout=SLOW)
    expect(word).to_be_hidden()
    assert [person.page.get_by_role("dialog").count() for person in (anna, bo)] == [0, 0]
    expect(bo.page.locator(".helm__who")).to_have_text("Carin styr lärträffen i lärledarens ställe.", timeout=SLOW)
    expect(bo.page.locator("[data-next-step]")).to_have_count(0)
    next_step(carin)
    for person in (anna, carin, bo):
        expect(person.page.locator('[data-position="2"]')).to_have_attribute("aria-current", "step", timeout=SLOW)
    carin.page.locator(".controls").get_by_role("button", name="Nästa talare").click()  # Anna had the word
    expect(bo.page.locator("[data-talker]")).to_contain_text("Du har ordet", timeout=SLOW)

    anna.page.get_by_role("button", name="Ta tillbaka styrningen").click()
    expect(carin.page.locator("[data-next-step]")).to_have_count(0, timeout=SLOW)
    expect(bo.page.locator(".helm__who")).to_have_text("Anna styr lärträffen.", timeout=SLOW)
    assert [person.loads for person in (anna, carin, bo)] == [[], [], []]


def test_the_deputy_is_asked_on_their_own_page_only_and_may_say_not_now(
    arrive: Arrive, begun: int, installation: Installation
) -> None:
    installation.stop()
    installation.environment |= {"KOLLEGIUM_HELM_AWAY": "20", "KOLLEGIUM_LOOKOUT_PAUSE": "0.5"}
    installation.start()
    bo, carin = come(arrive, begun, "bo"), come(arrive, begun, "carin")
    assert (
        post(installation, "anna", f"/moten/{begun}/ersattare/", person=str(installation.facts["people"]["bo"])) == 204
    )

    question = bo.page.get_by_role("dialog", name="Anna har varit borta i över en minut. Vill du ta över?")
    expect(question).to_be_visible(timeout=60_000)
    assert carin.page.get_by_role("dialog").count() == 0
    bo.page.get_by_role("button", name="Inte nu").click()
    expect(question).to_be_hidden()
    expect(bo.page.locator("[data-next-step]")).to_have_count(0)  # nothing changes by itself
    bo.page.reload()
    bo.page.get_by_role("button", name="Ta över").click(timeout=SLOW)

    expect(bo.page.locator("[data-next-step] button")).to_be_visible(timeout=SLOW)
    expect(carin.page.locator(".helm__who")).to_have_text("Bo styr lärträffen i lärledarens ställe.", timeout=SLOW)
