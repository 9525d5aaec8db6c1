"""The room's screen follows the room, a guest follows without plan or draft, and the room opens without network."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person, _listen
from tests.journeys.parts_of_a_meeting import next_step, seconds_shown
from tests.journeys.test_a_killed_server import saved
from tests.journeys.test_accessibility import look_at
from tests.world import Installation, post, wait_until

INVITE = """
from kollegium.models import Meeting, User
from kollegium.meetings import actions
by = User.objects.get(email__startswith="anna@")
print(actions.invite_guest(Meeting.objects.get(pk={meeting}), "Saga Sten", by=by))
"""
# Which wake locks the page holds; asking the browser goes on as before.
COUNT_WAKE_LOCKS = """
globalThis.locks = new Set();
const ask = WakeLock.prototype.request;
WakeLock.prototype.request = async function (kind) {
  const lock = await ask.call(this, kind);
  locks.add(lock);
  lock.addEventListener("release", () => locks.delete(lock));
  return lock;
};
"""


@pytest.fixture
def guest(chromium: Browser, installation: Installation, meeting: int) -> Iterator[Page]:
    """Saga's phone, with the link just opened."""
    context = chromium.new_context(
        base_url=installation.address, viewport=PHONE, locale="sv-SE", reduced_motion="reduce", bypass_csp=True
    )
    saga = Person("saga", context.new_page(), context)
    _listen(saga, installation)
    saga.page.on("websocket", lambda line: line.on("framereceived", lambda frame: heard_by(saga.page).append(frame)))
    saga.page.goto("/" + installation.shell(INVITE.format(meeting=meeting)).strip().split("//")[1].partition("/")[2])
    yield saga.page
    context.close()
    assert saga.trouble == []


_heard: dict[Page, list[str | bytes]] = {}


def heard_by(page: Page) -> list[str | bytes]:
    return _heard.setdefault(page, [])


def test_the_screen_follows_the_room_and_the_clocks_agree(arrive: Callable[..., Person], meeting: int) -> None:
    anna, bo, wall = arrive("anna", PHONE), arrive("bo", PHONE), arrive("carin", {"width": 1280, "height": 720})
    for person in (anna, bo, wall):
        person.context.grant_permissions(["screen-wake-lock"])
        person.context.add_init_script(COUNT_WAKE_LOCKS)
    lines: list[str] = []
    wall.page.on("websocket", lambda line: lines.append(line.url.rsplit("/moten/", 1)[1]))
    anna.open_room(meeting)
    bo.open_room(meeting)
    wall.page.goto(f"/moten/{meeting}/skarm/")
    expect(wall.page.locator(".screen__code:visible")).to_have_text(
        anna.page.locator(".nowrap:visible").last.inner_text()
    )
    wall.loads.clear()

    anna.page.get_by_role("button", name="Starta lärträffen").click()
    expect(wall.page.locator("h1:visible")).to_have_text("Introduktion och mötesordning")
    next_step(anna)
    expect(wall.page.locator("h1:visible")).to_have_text("Så här har jag gjort – Så här går det")
    expect(wall.page.locator("[data-talker]")).to_contain_text("Anna talar")
    expect(wall.page.locator("[data-talker]")).to_contain_text("sedan Bo")
    wait_until(lambda: is_lit(anna), "the speaker's phone stays lit")
    assert is_lit(wall)
    assert not is_lit(bo)
    anna.page.get_by_role("button", name="Jag är klar").click()
    expect(wall.page.locator("[data-talker]")).to_contain_text("Bo talar")
    wait_until(lambda: is_lit(bo) and not is_lit(anna), "the next speaker's phone stays lit instead")

    assert abs(seconds_shown(wall.page) - seconds_shown(anna.page)) <= 2  # read one after the other
    assert wall.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    next_step(anna)
    expect(anna.page.locator('h1[data-step="3"]')).to_be_visible()
    card = anna.page.locator(".wonder__text[data-shown]").inner_text()
    expect(wall.page.locator(".wonder__text:visible")).to_have_text(card)
    assert wall.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert lines == [f"{meeting}/skarm/"]
    assert wall.loads == []
    with wall.page.expect_response("**/skarm/lofte/"):  # one that is opened while somebody speaks asks at once
        wall.page.reload()


def test_the_screen_keeps_nothing_of_a_draft_once_whoever_is_signed_in_on_it_has_left_the_group(
    arrive: Callable[..., Person], begun: int, installation: Installation
) -> None:
    walls = {who: arrive(who, {"width": 1280, "height": 720}).page for who in ("bo", "carin")}
    assert post(installation, "anna", f"/moten/{begun}/slut/") == 204
    for wall in walls.values():
        wall.goto(f"/moten/{begun}/skarm/")
        expect(wall.locator(".screen__said").first).to_be_visible()

    left = installation.facts["memberships"]["carin"]
    assert (
        post(
            installation, "anna", f"/grupper/{installation.facts['group']}/medlemmar/{left}/slut/", on=str(date.today())
        )
        == 200
    )

    expect(walls["carin"].locator("[data-contact]")).to_be_visible()
    assert walls["carin"].locator(".screen__reading").inner_text().strip() == ""
    expect(walls["bo"].locator(".screen__said").first).to_be_visible()


def test_a_guest_follows_without_plan_or_draft_until_the_meeting_ends(
    arrive: Callable[..., Person], meeting: int, guest: Page
) -> None:
    anna, bo = arrive("anna", LAPTOP), arrive("bo", LAPTOP)
    expect(guest.locator("h1:visible")).to_have_text("Välkommen, Saga Sten")
    anna.open_room(meeting)
    bo.open_room(meeting)
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    expect(guest.locator("h1:visible")).to_have_text("Introduktion och mötesordning")
    bo.type_in("talked", "hemligt utkast")
    wait_until(lambda: saved(bo), "it is on disk")
    next_step(anna)
    expect(guest.locator("h1:visible")).to_have_text("Så här har jag gjort – Så här går det")
    expect(guest.locator(".guest__talker")).to_contain_text("Anna talar 0:")
    expect(guest.locator(".guest__talker")).to_contain_text("sedan Bo")

    assert [frame for frame in heard_by(guest) if isinstance(frame, bytes)] == []
    assert not any('"writing"' in str(frame) for frame in heard_by(guest))
    assert "hemligt utkast" not in guest.content()
    assert guest.locator("textarea, a[href^='/handlingsplaner/']").count() == 0
    anna.page.get_by_role("button", name="Avsluta i förtid").click()
    expect(guest.locator("h1:visible")).to_have_text("Lärträffen är slut", timeout=20_000)


def test_axe_finds_nothing_on_the_screen_the_guests_page_and_where_one_joins(
    arrive: Callable[..., Person], meeting: int, guest: Page
) -> None:
    anna, bo = arrive("anna", LAPTOP), arrive("bo", LAPTOP, bypass_csp=True)
    found = look_at(guest, "guest, before")
    for address in ("/med/", "/med/000000/", "/utan-nat/", f"/moten/{meeting}/skarm/"):
        bo.page.goto(address)
        found |= look_at(bo.page, address)
    anna.page.goto(f"/moten/{meeting}/gaster/ny/")
    anna.open_room(meeting)
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    for step in (2, 3, 4):
        next_step(anna)
        expect(bo.page.locator(f'[data-position="{step}"]')).to_have_attribute("aria-current", "step")
        found |= look_at(bo.page, f"screen, step {step}")
    found |= look_at(guest, "guest, step 4")

    assert found == {}


def is_lit(person: Person) -> bool:
    return person.page.evaluate("globalThis.locks.size") == 1
