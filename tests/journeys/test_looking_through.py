"""The protocol is looked through on a phone and a laptop: what is pointed at comes and goes with its words, on both."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_accessibility import look_at
from tests.world import Installation, post

CHOSEN = """() => {
    const field = document.activeElement;
    return [field.dataset.heading, field.value.slice(field.selectionStart, field.selectionEnd)];
}"""


def test_what_is_pointed_at_follows_the_words_on_both_devices_and_leads_to_them(
    arrive: Callable[..., Person], begun: int, installation: Installation
) -> None:
    anna, carin = arrive("anna", PHONE, bypass_csp=True), arrive("carin", LAPTOP)
    for person in (anna, carin):
        person.open_room(begun)

    carin.type_in("talked", "Eleven Ali i 5B hade en fråga, och Bo svarade. Han är född 20121212-1212.")
    told = hint(carin, "talked")
    expect(told).to_have_text(
        "Beskriv behovet, inte eleven. ”5B” ser ut som en klass, ”20121212-1212” ser ut som ett personnummer, "
        "”Ali” ser ut som ett namn."
    )
    expect(hint(anna, "talked")).to_have_count(0)  # it is for those who write there

    assert post(installation, "anna", f"/moten/{begun}/slut/") == 204
    for person in (anna, carin):
        for words in ("5B", "Ali", "Bo", "20121212-1212"):
            expect(pointed_at(person, words)).to_have_count(1)
        expect(person.page.locator("#granskning")).to_contain_text("Bo nämns vid namn, och alla kan läsa protokollet.")
        expect(marks(person, "talked")).to_have_text(["Ali", "5B", "Bo", "20121212-1212"])
    expect(anna.page.get_by_label("det får stå kvar")).to_have_count(1)
    expect(carin.page.get_by_label("det får stå kvar")).to_have_count(0)
    assert look_at(anna.page, "the end screen with something to look at") == {}
    anna.page.set_viewport_size(PHONE)

    a_press_leads_to_the_words(anna, carin)

    the_yes_stands_while_the_findings_do(anna, carin)


def the_yes_stands_while_the_findings_do(anna: Person, carin: Person) -> None:
    # The yes stands while the findings do: a personnummer has none, an empty heading asks for none.
    anna.show("now")
    anna.page.get_by_label("det får stå kvar").check()
    pointed_at(carin, "20121212-1212").click()
    assert carin.page.evaluate(CHOSEN) == ["talked", "20121212-1212"]
    carin.page.keyboard.press("Delete")
    carin.type_in("reflections", "Vi lyssnade.")
    for person in (anna, carin):
        expect(pointed_at(person, "20121212-1212")).to_have_count(0)
        expect(person.page.locator("#granskning")).not_to_contain_text("Reflektioner under träffen")
    expect(anna.page.locator("#granskning")).not_to_contain_text("Det här måste bort")
    expect(anna.page.get_by_label("det får stå kvar")).to_be_checked()

    carin.type_in("reflections", " Också i 7C.")
    expect(pointed_at(anna, "7C")).to_have_count(1)
    expect(anna.page.get_by_label("det får stå kvar")).not_to_be_checked()


def a_press_leads_to_the_words(anna: Person, carin: Person) -> None:
    # On the phone the words are in another view: a press leads there, and what is typed replaces them.
    anna.show("now")
    pointed_at(anna, "5B").click()
    expect(anna.page.locator('[data-heading="talked"]')).to_be_focused()
    assert anna.page.evaluate(CHOSEN) == ["talked", "5B"]
    expect(marks(anna, "talked").nth(1)).to_be_in_viewport()
    anna.page.keyboard.type("årskurs 5")
    for person in (anna, carin):
        expect(pointed_at(person, "5B")).to_have_count(0)
        expect(marks(person, "talked")).to_have_text(["Ali", "Bo", "20121212-1212"])
    expect(hint(carin, "talked")).not_to_contain_text("5B")  # mended by somebody else


def hint(person: Person, heading: str) -> Locator:
    return person.page.locator(f"[data-hint-for=rubrik-{heading}]")


def pointed_at(person: Person, words: str) -> Locator:
    return person.page.locator(f'#granskning [data-words="{words}"]')


def marks(person: Person, heading: str) -> Locator:
    return person.page.locator(f'.field:has([data-heading="{heading}"]) mark')
