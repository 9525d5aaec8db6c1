"""The Tab key through a whole lärträff: it comes to all that can be pressed, in the order of reading, and is seen."""

from collections.abc import Callable
from itertools import pairwise

from playwright.sync_api import Page, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_keyboard_and_voice import STOPS
from tests.world import Installation, finalise, post

MOST = 150  # presses of Tab; a page that needs more holds the keyboard
FROM_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  window.stops = new Map();
}"""
# Where the keyboard is: what a trace is written with, and what is wrong with it as one looks at the page.
LOOK = """() => {
  const PLACES = "header, nav, dialog, .undo, .track, .now, .minutes, own-plan, .ending, .room__tabs, .tabs";
  const part = document.activeElement;
  if (!part || part === document.body) return null;
  const words = (part.ariaLabel || part.labels?.[0]?.innerText || part.innerText || part.name || part.tagName).trim();
  const name = `${part.tagName.toLowerCase()} ${words.replace(/\\s+/g, " ").slice(0, 40)}`;
  const wrong = [];
  const { left, right, top, bottom, width, height } = part.getClientRects()[0] ?? part.getBoundingClientRect();
  let scrolled = 0;
  for (let each = part; each; each = each.parentElement) scrolled += each.scrollTop;
  const ring = [part, part.parentElement, ...part.labels ?? []].map((each) => getComputedStyle(each));
  const isMarked = ring.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  if (!isMarked) wrong.push("no ring");
  if (width < 1 || height < 1) wrong.push("no size");
  if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) wrong.push("out of sight");
  else {
    const x = Math.min(Math.max((left + right) / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max((top + bottom) / 2, Math.max(top, 1)), Math.min(bottom, innerHeight) - 2);
    const seen = document.elementFromPoint(x, y);
    const isSeen = [part, ...part.labels ?? []].some((each) => each.contains(seen)) || seen?.contains(part);
    const over = seen?.closest(".undo") ?? seen;
    if (!isSeen) wrong.push(`under ${over?.className || over?.tagName}`);
  }
  const place = part.closest(PLACES) ?? document.body;
  const number = (window.stops ??= new Map()).get(part) ?? window.stops.size;
  window.stops.set(part, number);
  return { name, wrong, number, place: place.className || place.tagName, top: top + scrolled, left, height };
}"""


def test_tab_comes_to_everything_in_the_order_of_reading_from_the_start_to_the_end(
    arrive: Callable[..., Person], meeting: int, installation: Installation
) -> None:
    people = [arrive("anna", PHONE), arrive("farid", LAPTOP)]
    for person in people:
        person.open_room(meeting)
    wrong: list[str] = []

    def walk(moment: str, views: tuple[str, ...] = ("now",)) -> None:
        for person in people:
            for view in views:
                person.show(view)
                wrong.extend(f"{moment}, {person.key}, {view}: {said}" for said in wrong_with_tab(person.page))

    walk("before the start", ("now", "protocol", "plan"))
    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    for step in range(1, 7):
        for person in people:
            expect(person.page.locator(f'[data-position="{step}"]')).to_have_attribute("aria-current", "step")
        walk(f"step {step}", ("now", "plan") if step == 5 else ("now",))
        if step < 6:
            assert post(installation, "anna", f"/moten/{meeting}/steg/", after=str(step)) == 204
    assert post(installation, "anna", f"/moten/{meeting}/slut/") == 204
    for person in people:
        expect(person.page.locator("#avslut h1")).to_have_text("Läs igenom protokollet tillsammans")
    walk("the end", ("now", "protocol"))
    finalise(installation, "farid")
    for person in people:
        expect(person.page.locator("#avslut h1")).to_have_text("Tack för i dag")
    walk("afterwards")

    assert not wrong, "\n".join(wrong)


def wrong_with_tab(page: Page) -> list[str]:
    """Walks the page once around; what is missed, comes twice, isn't seen, or comes before what stands above it."""
    page.evaluate(FROM_THE_TOP)
    trace = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(LOOK)
        if here and any("under undo" in said for said in here["wrong"]):
            page.keyboard.press("Escape")  # puts the row with "Ångra" away, where the page can't be scrolled past it
            here = page.evaluate(LOOK)
        if here is None or (trace and here["number"] == 0):
            break
        trace.append(here)
    found = [f"{here['name']}: {said}" for here in trace for said in here["wrong"]]
    found += [] if len(trace) < MOST else [f"never comes around: {trace[-1]['name']}"]
    found += [f"twice: {here['name']}" for number, here in enumerate(trace) if here["number"] != number]
    for before, here in pairwise(trace):
        is_above = here["top"] + here["height"] <= before["top"] and here["left"] <= before["left"]
        if before["place"] == here["place"] and is_above:
            found.append(f"{here['name']} stands above {before['name']} and comes after")
    missed = page.evaluate(f"""() => ({STOPS})().filter((part) => !window.stops.has(part) && part.type !== "radio")
      .map((part) => `${{part.tagName}} ${{(part.ariaLabel ?? part.innerText ?? part.name).trim().slice(0, 40)}}`)""")
    return found + [f"missed: {name}" for name in missed]
