"""Devices with wrong clocks and bad sleep show the server's time."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from kollegium.live import clock
from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.world import Installation, post, wait_until

patiently = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
hours = 3600 * 1000
# Each sleep or changed clock in which no tick went numbers the next ping 0.002 ms later, twice at most; a story has 25.
HAIR = 25 * 2 * 0.002 + 0.01  # and what a float cannot tell apart a trillion ms from zero

# A device in a world of its own: true time goes on, ticks stand still in some sleeps, the time of day is what it is.
DEVICE = """async ([skew, story]) => {
  const { ServerClock } = await import("/static/kollegium/js/server_clock.js");
  let now = 1e12, ticks = 500, wrong = skew;
  const clock = new ServerClock(() => ticks, () => now + wrong);
  const pass = (ms) => { now += ms; ticks += ms; };
  const seen = [];
  for (const [what, ms, other] of story) {
    if (what === "wait") pass(ms);
    if (what === "hear") { const said = now; pass(ms); clock.guess(said); }
    if (what === "change") { clock.now(); wrong += ms; }
    if (what === "sleep") { clock.now(); now += ms; if (other) ticks += ms; clock.forget(); }
    if (what === "ping" || what === "sleepy") {
      const sent = clock.ask();
      pass(ms);
      const said = now;
      if (what === "sleepy") now += 5_000; // fell asleep with the answer on its way
      pass(other);
      clock.measure(sent, said);
    }
    seen.push([Math.abs(clock.now() - now), Math.min(clock.doubt, 1e15)]);
  }
  return seen;
}"""
LEFT = """async ([states, now]) => {
  const { left, pace } = await import("/static/kollegium/js/pace.js");
  return states.map((state) => [left(state, now), pace(state, now).ends]);
}"""
# Hours wrong, from before the page's first script; and sleeps in which the ticks stand still, or all clocks. No script
# runs in a sleep, as on a device: otherwise an answer that was waited for seems to have come at once. Not by
# Playwright's clock, which goes by timers and is late on a busy machine. The ping of every quarter of a minute is left
# out: it puts right in the end what ought to be seen at once.
WRONG_CLOCK = """(() => {
  const Right = Date, ticks = performance.now.bind(performance);
  let wrong = %d, stood = 0;
  const date = () => Right.now() + wrong;
  window.Date = class extends Right {
    constructor(...when) { when.length ? super(...when) : super(date()); }
    static now() { return date(); }
  };
  performance.now = () => ticks() - stood;
  const every = setInterval;
  window.setInterval = (what, ms, ...more) => (ms < 10_000 ? every(what, ms, ...more) : 0);
  window.device = {
    change: (ms) => { wrong += ms; },
    sleep: (ms, areAllStill) => {
      const began = ticks();
      while (ticks() < began + ms);
      stood += ticks() - began;
      if (areAllStill) wrong -= ticks() - began;
    },
  };
})()"""

trips = st.floats(0, 400)
stories = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.floats(0, 20 * 60 * 1000), st.none()),
        st.tuples(st.just("hear"), st.floats(0, 5_000), st.none()),
        st.tuples(st.just("change"), st.floats(-3 * hours, 3 * hours).filter(lambda ms: abs(ms) > 150), st.none()),
        st.tuples(st.just("sleep"), st.floats(150, 12 * hours), st.booleans()),
        st.tuples(st.just("ping"), trips, trips),
        st.tuples(st.just("sleepy"), trips, trips),
    ),
    min_size=1,
    max_size=25,
)


@pytest.fixture
def bare(chromium: Browser, installation: Installation) -> Iterator[Page]:
    """A page of ours without scripts, to try single modules on."""
    context = chromium.new_context(base_url=installation.address)
    page = context.new_page()
    page.goto("/halsa/")
    yield page
    context.close()


def test_a_device_is_never_more_wrong_than_it_knows(bare: Page) -> None:
    @patiently
    @given(skew=st.floats(-48 * hours, 48 * hours), story=stories)
    def whatever_happens(skew: float, story: list[tuple[str, float, float | bool | None]]) -> None:
        for wrong, doubt in bare.evaluate(DEVICE, [skew, story]):
            assert wrong <= doubt + HAIR

    whatever_happens()


def test_one_answered_ping_puts_a_device_right_whatever_has_happened(bare: Page) -> None:
    @patiently
    @given(skew=st.floats(-48 * hours, 48 * hours), story=stories, out=st.floats(0, 240), back=st.floats(0, 240))
    def whatever_happened(
        skew: float, story: list[tuple[str, float, float | bool | None]], out: float, back: float
    ) -> None:
        wrong, _ = bare.evaluate(DEVICE, [skew, [*story, ("ping", out, back)]])[-1]
        assert wrong <= 250

    whatever_happened()


def test_three_devices_with_wrong_clocks_and_bad_sleep_show_the_servers_time(
    arrive: Callable[..., Person], meeting: int, installation: Installation
) -> None:
    anna, bo, carin = arrive("anna", PHONE), arrive("bo", LAPTOP), arrive("carin", PHONE)
    bo.page.add_init_script(WRONG_CLOCK % (5 * hours))
    carin.page.add_init_script(WRONG_CLOCK % (-3 * hours))
    anna.page.add_init_script(WRONG_CLOCK % 0)
    everyone = (anna, bo, carin)
    for person in everyone:
        person.open_room(meeting)
    post(installation, "anna", f"/moten/{meeting}/start/")
    for person in everyone:
        expect(person.page.locator('h1[data-step="1"]')).to_be_visible()
        shows_the_servers_time(person.page)

    anna.page.evaluate("device.sleep(3000, true)")  # all clocks of the phone stand still
    anna.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    carin.page.evaluate("device.sleep(3000, false)")  # only the ticks do
    bo.page.evaluate(f"device.change({-2 * hours})")  # awake, but somebody sets the clock

    for person in everyone:
        shows_the_servers_time(person.page)
    bo.page.evaluate(f"device.change({4 * hours})")
    shows_the_servers_time(bo.page)


def shows_the_servers_time(page: Page) -> None:
    wait_until(lambda: error_of(page) <= 0.25, "the page's clock is within 250 ms of the server's", 20)
    look = """() => {
      const { link } = document.querySelector("live-room");
      const { steps, step_started_at: began } = link.state;
      return [document.querySelector(".clock").textContent, steps[0].seconds - (link.now() - began) / 1000];
    }"""

    def is_shown() -> bool:
        shown, left = page.evaluate(look)
        minutes, seconds = shown.split(":")
        return bool(-0.25 <= int(minutes) * 60 + int(seconds) - left <= 1.25)

    wait_until(is_shown, "the page shows the time left", 20)


def error_of(page: Page) -> float:
    """Seconds between the page's idea of the server's clock and that clock, less what the asking itself took."""
    errors = []
    for _ in range(5):
        before = time.time()
        page_now = page.evaluate("document.querySelector('live-room').link.now() / 1000")
        after = time.time()
        errors.append(max(before - page_now, page_now - after, 0))
    return min(errors)


BEGAN = 1_800_000_000_000  # ms


def test_pages_and_server_count_the_same_time_left(bare: Page) -> None:
    facts = st.tuples(
        st.lists(st.integers(1, 7200), min_size=1, max_size=6),
        st.integers(-3600, 7200),
        st.one_of(st.none(), st.integers(0, 3600)),
        st.integers(0, 1800),
    )
    now = datetime.fromtimestamp(BEGAN / 1000, UTC)

    @patiently
    @given(st.lists(facts, min_size=1, max_size=20))
    def whatever_the_facts(many: list[tuple[list[int], int, int | None, int]]) -> None:
        states, expected = [], []
        for lengths, ago, paused_ago, paused_for in many:
            states.append(
                {
                    "step": 1,
                    "steps": [{"position": n, "seconds": seconds} for n, seconds in enumerate(lengths, 1)],
                    "step_started_at": BEGAN - ago * 1000,
                    "paused_at": None if paused_ago is None else BEGAN - paused_ago * 1000,
                    "paused_for": paused_for,
                    "ends_at": None,
                }
            )
            paused_at = None if paused_ago is None else now - timedelta(seconds=paused_ago)
            began = now - timedelta(seconds=ago)
            position = clock.position(
                clock.Facts(lengths[0], began, paused_at, timedelta(seconds=paused_for)), lengths[1:], now=now
            )
            expected.append([position.left.total_seconds(), position.ends_at.timestamp() * 1000])
        assert bare.evaluate(LEFT, [states, BEGAN]) == [pytest.approx(pair) for pair in expected]

    whatever_the_facts()
