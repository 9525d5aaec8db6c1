"""The clock, whose turn it is and the pause are in sight in every view, however far down one has scrolled."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.world import Installation, post

# Whether the whole of it is in the window, with nothing over it.
IS_IN_SIGHT = """(selector) => {
  const part = [...document.querySelectorAll(selector)].find((part) => part.checkVisibility());
  if (!part) return false;
  const { left, right, top, bottom } = part.getBoundingClientRect();
  const isInside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  return isInside && part.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
}"""
TO_THE_BOTTOM = (
    "[document.documentElement, document.querySelector('.room__stage')].forEach((part) => part.scrollTo(0, 1e6))"
)
TO_THE_TOP = TO_THE_BOTTOM.replace("1e6", "0")
ROW = [".now .clock", ".now__step", ".now [data-pause] button"]


def test_clock_speaker_and_pause_are_in_sight_wherever_one_is(
    arrive: Callable[..., Person], begun: int, installation: Installation
) -> None:
    phone, laptop = arrive("anna", PHONE), arrive("anna", LAPTOP)
    for device in (phone, laptop):
        device.open_room(begun)
    for step in (1, 2, 3, 4):
        assert post(installation, "anna", f"/moten/{begun}/steg/", after=str(step)) == 204
        for device in (phone, laptop):
            expect(device.page.locator(f'[data-position="{step + 1}"]')).to_have_attribute("aria-current", "step")
            if step == 4:
                device.open_room(begun)  # turned by hand to the protocol a moment ago, it would stay there
                begins_with_the_month_that_comes(device.page)
            if step < 3:
                expect(device.page.locator("[data-talker]")).to_contain_text("Du har ordet")
            for view in ("now", "protocol", "plan") if step in (1, 4) else ("now",):
                device.show(view)
                all_is_in_sight(
                    device.page, [*ROW, ".now [data-talker]"] if step < 3 else ROW, f"step {step + 1}, {view}"
                )


def all_is_in_sight(page: Page, row: list[str], where: str) -> None:
    for scroll in (TO_THE_BOTTOM, TO_THE_TOP):
        page.evaluate(scroll)
        hidden = [part for part in row if not page.evaluate(IS_IN_SIGHT, part)]
        assert hidden == [], f"{where}, {page.viewport_size}"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def begins_with_the_month_that_comes(page: Page) -> None:
    expect(page.locator('own-plan [name="effort"]')).to_be_visible()
    for part in (".now .clock", 'label[for="plan-effort"]', 'own-plan [name="effort"]'):
        assert page.evaluate(IS_IN_SIGHT, part), f"{part} at {page.viewport_size}"
