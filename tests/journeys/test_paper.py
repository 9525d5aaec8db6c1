"""What comes out of the printer: A4 that can be read and filled in, without what is for the screen."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person
from tests.world import Installation, post

SHEETS = {  # the pages that are one sheet each, or as many as there are papers
    "/moten/{meeting}/": 1,
    "/moten/{meeting}/papper/": 3,
    "/handlingsplaner/{meeting}/": 1,
    "/handlingsplaner/{meeting}/tom/": 1,
    "/protokoll/{protocol}/": 1,
}
OTHERS = ["/", "/om/", "/vem-ser-vad/", "/protokoll/", "/grupper/", "/grupper/{group}/", "/moten/{meeting}/rum/"]
OTHERS += ["/moten/{meeting}/andra/", "/moten/{meeting}/kallelse/", "/moten/{meeting}/delat/", "/material/", "/konto/"]

# Read from a page as it is printed: what can be pressed, and which lines stand on each other. The page is broken by
# columns as large as a sheet, which a browser fills as it fills sheets; and smaller ones, so that other lines are last.
ON_THE_SCREEN_ONLY = """() => [...document.querySelectorAll("button, .button, input, select, nav, form")]
  .filter((part) => part.checkVisibility()).map((part) => part.outerHTML.slice(0, 80))"""
ON_EACH_OTHER = """() => {
  const width = document.querySelector(".page--landscape") ? "1009px" : "642px";
  const sheet = { display: "block", width, columnWidth: width, columnFill: "auto" };
  const read = (height) => {
    Object.assign(document.body.style, sheet, { height });
    const lines = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode, range = document.createRange();
      if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
      range.selectNodeContents(text);
      for (const { left, right, top, bottom } of range.getClientRects()) {
        const words = text.data.trim().slice(0, 40), edge = (bottom - top) / 4;
        lines.push({ text, words, left: left + 1, right: right - 1, top: top + edge, bottom: bottom - edge });
      }
    }
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const met = (a, at) => lines.slice(at + 1).filter((b) => a.text !== b.text && meet(a, b));
    return lines.flatMap((a, at) => met(a, at).map((b) => `${a.words} | ${b.words}`));
  };
  return ["1009px", "930px", "851px", "772px"].flatMap(read);
}"""


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type /Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


def wrong_on_paper(page: Page) -> list[str]:
    page.emulate_media(media="print")
    found = [f"on paper: {part}" for part in page.evaluate(ON_THE_SCREEN_ONLY)]
    found += [f"on each other: {pair}" for pair in page.evaluate(ON_EACH_OTHER)]
    page.emulate_media(media="null")
    return found


def test_what_is_printed_is_for_paper(installation: Installation, arrive: Callable[..., Person]) -> None:
    anna = arrive("anna").page
    anna.set_viewport_size({"width": 794, "height": 1123})  # A4
    wrong, counted = {}, {}

    def look(address: str) -> None:
        anna.goto(address.format(**installation.facts))
        if address in SHEETS:
            counted[address] = sheets(anna)
        if said := wrong_on_paper(anna):
            wrong[address] = said

    for address in [*SHEETS, *OTHERS]:
        look(address)
    assert post(installation, "anna", f"/moten/{installation.facts['meeting']}/start/") == 204
    look("/moten/{meeting}/rum/#protokoll")
    expect(anna.locator("live-room")).to_have_attribute("data-view", "protocol")  # the tab that the address names
    assert sheets(anna) == 1
    anna.emulate_media(media="print")
    assert (
        anna.locator("#protokoll [data-words-of]").first.inner_text() == anna.locator("#rubrik-question").input_value()
    )
    assert not anna.locator(".room__plan").is_visible()

    assert wrong == {}
    assert counted == SHEETS

    # Of who sees what the table is printed, and not the phone's cards.
    anna.goto("/vem-ser-vad/")
    anna.emulate_media(media="print")
    assert anna.locator("#vem-ser-vad").is_visible()
    assert not anna.locator(".only-phone").is_visible()

    plan_is_whole_on_paper(anna, installation)


def plan_is_whole_on_paper(anna: Page, installation: Installation) -> None:
    # A plan as it stands in its fields; a long text makes it longer, and is not cut.
    anna.emulate_media(media="null")
    anna.goto(f"/handlingsplaner/{installation.facts['meeting']}/")
    anna.locator("#plan-effort").fill("Vänta tre sekunder")
    anna.locator("#plan-change").fill("\n".join(f"rad {number}" for number in range(70)))
    assert sheets(anna) > 1
    anna.emulate_media(media="print")
    assert anna.locator('[data-words-of="plan-effort"]').inner_text() == "Vänta tre sekunder"
    assert anna.locator('[data-words-of="plan-change"]').inner_text().endswith("rad 69")
    assert wrong_on_paper(anna) == []
