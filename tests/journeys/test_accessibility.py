"""axe-core finds nothing on any page of the journey: light and dark, at 320 and 1280 pixels (WCAG 2.0–2.2 A and AA)."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Person
from tests.journeys.parts_of_a_meeting import next_step
from tests.world import Installation

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LOOKS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]
OPEN = [
    "/",
    "/logga-in/",
    "/med/",
    "/losenord/",
    "/protokoll/",
    "/protokoll/{protocol}/",
    "/om/",
    "/vem-ser-vad/",
    "/finns-inte/",
]
SIGNED_IN = [
    "/",
    "/grupper/",
    "/grupper/ny/",
    "/grupper/{group}/",
    "/grupper/{group}/andra/",
    "/grupper/{group}/medlemmar/ny/",
    "/grupper/{group}/medlemmar/flera/",
    "/grupper/{group}/medlemmar/inbjudan/",
    "/grupper/{group}/moten/nytt/",
    "/moten/{meeting}/",
    "/moten/{meeting}/andra/",
    "/moten/{meeting}/kallelse/",
    "/moten/{meeting}/gaster/ny/",
    "/moten/{meeting}/papper/",
    "/moten/{meeting}/installning/",
    "/moten/{held}/ikapp/",
    "/handlingsplaner/{meeting}/",
    "/handlingsplaner/{meeting}/tom/",
    "/material/",
    "/material/ny/",
    "/material/undrande-fragor/",
    "/konto/",
    "/konto/inloggningar/",
    "/paminnelse/",
    "/protokoll/{protocol}/leverans/",
    "/utkorg/",
    "/stilguide/",
]
ADMINISTRATORS = [
    "/huvudman/",
    "/huvudman/sakerhetslogg/",
    "/huvudman/medarbetare/",
    "/huvudman/medarbetare/ny/",
    "/huvudman/skolor/ny/",
]


def findings(page: Page) -> list[str]:
    """What axe has to say, and whether the page must be scrolled sideways."""
    result = Axe().run(page, options=RULES)
    said = [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*said, f"{wide} px too wide"] if wide > 0 else said


def look_at(page: Page, where: str) -> dict[str, list[str]]:
    found = {}
    for width, scheme in LOOKS:
        # Tall, so that everything is in view: what is scrolled half under a sticky bar is no small target.
        page.set_viewport_size({"width": width, "height": 4000})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if said := findings(page):
            found[f"{where} at {width} px, {scheme}"] = said
    return found


@pytest.mark.parametrize(("who", "pages"), [("anyone", OPEN), ("anna", SIGNED_IN), ("inga", ADMINISTRATORS)])
def test_axe_finds_nothing_on_the_pages(
    chromium: Browser, installation: Installation, who: str, pages: list[str]
) -> None:
    facts = installation.facts
    context = chromium.new_context(base_url=installation.address, bypass_csp=True, locale="sv-SE")
    if who != "anyone":
        context.add_cookies([{"name": "sessionid", "value": facts["sessions"][who], "url": installation.address}])
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for address in pages:
        page.goto(address.format(**facts))
        found |= look_at(page, address)
    context.close()

    assert found == {}


def test_axe_finds_nothing_in_the_room_from_the_start_to_the_end(
    arrive: Callable[..., Person], meeting: int, installation: Installation
) -> None:
    anna = arrive("anna", bypass_csp=True)
    anna.open_room(meeting)
    found = look_at(anna.page, "before the start")
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    for step in range(1, 7):
        expect(anna.page.locator(f'[data-position="{step}"]')).to_have_attribute("aria-current", "step")
        for view in ("now", "protocol", "plan") if step in (2, 5) else ("now",):
            anna.page.set_viewport_size({"width": 320, "height": 800})
            anna.show(view)
            found |= look_at(anna.page, f"step {step}, {view}")
        if step < 6:
            next_step(anna)
    anna.show("now")
    anna.page.get_by_role("button", name="Avsluta").click()
    expect(anna.page.locator("#avslut h1")).to_have_text("Läs igenom protokollet tillsammans")
    found |= look_at(anna.page, "the end screen")
    anna.page.get_by_role("button", name="Färdigställ och skicka").click()
    expect(anna.page.locator("#avslut h1")).to_contain_text("Skickas om")
    found |= look_at(anna.page, "the minute in which it can be taken back")
    anna.page.get_by_role("button", name="Skicka nu").click()
    expect(anna.page.locator("#avslut h1")).to_have_text("Tack för i dag")
    found |= look_at(anna.page, "afterwards")

    assert found == {}
