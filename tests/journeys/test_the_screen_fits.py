"""Nobody scrolls a projector: whatever is shown on the big screen is seen whole, at the sizes that projectors have."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from tests.journeys.conftest import Person
from tests.journeys.test_accessibility import look_at
from tests.journeys.walk_of_the_screen import Walk
from tests.world import Installation

SIZES = ((1024, 768), (1280, 720), (1366, 768), (1920, 1080))
# Every text that is seen stands whole in the picture and in all that would cut it, and upon no other text.
CUT = """() => {
  const found = [];
  const say = (what, words) => found.push(`${what}: ${words.trim().slice(0, 40)}`);
  const style = (part) => getComputedStyle(part);
  const above = (part, last = null) => (part && part !== last ? [part, ...above(part.parentElement, last)] : []);
  const isSeen = (part) => part.checkVisibility({ visibilityProperty: true })
    && above(part).every((each) => style(each).clipPath === "none" && !each.matches(".visually-hidden"));
  // A line of text reaches higher and lower than its letters do.
  const letters = ({ left, right, top, bottom, height }) => (
    { left, right, top: top + height / 6, bottom: bottom - height / 6, height });
  const isInside = (inner, outer) => inner.left >= outer.left - 1.5 && inner.right <= outer.right + 1.5
    && inner.top >= outer.top - 1.5 && inner.bottom <= outer.bottom + 1.5;

  const texts = [];
  const walker = document.createTreeWalker(document.querySelector("room-screen"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data: words, parentElement: part } = walker.currentNode;
    if (!words.trim() || !isSeen(part)) continue;
    const scroller = part.closest(".screen__reading[data-cut]");
    const shortened = above(part).find((each) => style(each).webkitLineClamp !== "none");
    if (shortened) {
      const lines = shortened.clientHeight / parseFloat(style(shortened).lineHeight);
      if (Math.abs(lines - Math.round(lines)) > 0.15) say("cut within a line", words);
      texts.push({ words, part: shortened, rect: shortened.getBoundingClientRect(), scroller });
    } else {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const rect of range.getClientRects()) texts.push({ words, part, rect: letters(rect), scroller });
    }
  }
  const picture = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  for (const { words, part, rect, scroller } of texts) {
    if (!scroller && !isInside(rect, picture)) say("outside the picture", words);
    for (const each of above(part, scroller)) {
      const cuts = style(each).overflow !== "visible";
      if (cuts && !isInside(rect, each.getBoundingClientRect())) say(`cut by ${each.className || each.tagName}`, words);
    }
  }
  for (const [at, one] of texts.entries()) {
    for (const other of texts.slice(at + 1)) {
      if (one.part === other.part || one.scroller || other.scroller) continue;
      const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
      if (across > 1 && down > Math.min(one.rect.height, other.rect.height) / 3) say(`upon ${one.words}`, other.words);
    }
  }
  const { scrollWidth, scrollHeight } = document.documentElement;
  if (scrollHeight > innerHeight || scrollWidth > innerWidth) say("the page scrolls", `${scrollWidth}×${scrollHeight}`);
  const seen = (names) => [...document.querySelectorAll(names)].filter(isSeen);
  const [stage, track] = [".screen__now, .screen__reading", ".screen__foot"].map((name) => seen(name)[0]);
  if (stage.getBoundingClientRect().bottom > track.getBoundingClientRect().top + 1) say("upon the stage", "the track");
  const isCut = seen(".screen__main[data-cut]").length > 0;
  if (isCut !== seen(".screen__main > .screen__more").length > 0) say("mer i rummet", isCut ? "not told" : "not true");
  return found;
}"""
# Once the page, which has just been given another size, has drawn itself anew.
DRAWN = f"new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(({CUT})()))))"


def test_nothing_on_the_screen_is_cut_whatever_is_shown(
    arrive: Callable[..., Person], installation: Installation, meeting: int
) -> None:
    wall = arrive("carin", {"width": 1280, "height": 720}, bypass_csp=True)
    wall.page.goto(f"/moten/{meeting}/skarm/")

    for shown in whatever_is_shown(wall.page, installation, meeting):
        if shown.startswith(("ended", "final")):
            assert look_at(wall.page, shown) == {}
        cut = {}
        for width, height in SIZES:
            wall.page.set_viewport_size({"width": width, "height": height})
            cut[width, height] = cut_in(wall.page)
        assert cut == {size: [] for size in SIZES}, shown
        assert shown.startswith("long") or wall.page.locator("[data-cut]:visible").count() == 0, shown


def cut_in(page: Page) -> list[str]:
    """A busy machine may need some pictures more."""
    found: list[str] = []
    for _ in range(10):
        found = page.evaluate(DRAWN)
        if not found:
            break
    return found


def whatever_is_shown(page: Page, installation: Installation, meeting: int) -> Iterator[str]:
    """Walks a meeting through, and tells what the wall shows when it shows it."""
    return Walk(page, installation, meeting).whole()
