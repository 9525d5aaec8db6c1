"""People with browsers: each their own context, phone or laptop, against a real server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.world import Installation, post

# The same engine without windows, whose buttons cost more than the pages (docs/performance.md).
CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"]
# What is written and kept is tried on both databases; what the page does with it is the same on either.
ON_BOTH_DATABASES = {"test_a_whole_meeting", "test_a_killed_server"}
expect.set_options(timeout=20_000)  # a slow machine is not a broken page
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if item.path.stem not in ON_BOTH_DATABASES:
                item.add_marker(pytest.mark.same_on_both_databases)


@dataclass
class Person:
    """One teacher with one device."""

    key: str
    page: Page
    context: BrowserContext
    trouble: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)

    def open_room(self, meeting: int) -> None:
        self.page.goto(f"/moten/{meeting}/rum/")
        self.page.locator("live-protocol").wait_for(state="attached")

    def show(self, view: str) -> None:
        """The phone's tab, or the laptop's."""
        tab = self.page.locator(f".tabs [data-show={view}]:visible").first
        if view != "now" or tab.is_visible():  # a laptop shows the stage all the time
            tab.click()

    def type_in(self, heading: str, words: str, delay: float = 0) -> None:
        field = self.page.locator(f'[data-heading="{heading}"]')
        if not field.is_visible():
            self.show("protocol")
        expect(field).to_be_visible()  # a step that begins in this moment does not turn the page away
        expect(field).to_be_editable()  # keys pressed in a field that is not yet open are nobody's text
        field.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(words, delay=delay)

    def reads(self, heading: str) -> str:
        return self.page.locator(f'[data-heading="{heading}"]').input_value()


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Lives for the journeys only: while it runs, the thread has an event loop that others would trip over."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def arrive(chromium: Browser, installation: Installation) -> Iterator[Callable[..., Person]]:
    """`arrive("anna", PHONE)`: signs in with a device of one's own."""
    people: list[Person] = []

    def come(key: str, size: dict[str, int] = LAPTOP, scheme: str = "light", bypass_csp: bool = False) -> Person:
        context = chromium.new_context(
            base_url=installation.address,
            viewport=size,
            color_scheme=scheme,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            has_touch=size == PHONE,
            reduced_motion="reduce",
            bypass_csp=bypass_csp,  # axe is put into the page as a script
        )
        person = Person(key, context.new_page(), context)
        _listen(person, installation)
        _sign_in(person, installation)
        person.page.goto("/")
        people.append(person)
        return person

    yield come
    for person in people:
        person.context.close()
    assert {person.key: person.trouble for person in people if person.trouble} == {}


@pytest.fixture
def begun(installation: Installation, meeting: int) -> int:
    """The meeting, started by Anna."""
    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    return meeting


def _sign_in(person: Person, installation: Installation) -> None:
    """What the button of the demo sends, with the page of it left out: a session of this browser's own."""
    token = "t" * 32
    person.context.add_cookies([{"name": "csrftoken", "value": token, "url": installation.address}])
    answer = person.context.request.post(
        f"/demo/{installation.facts['people'][person.key]}/",
        form={"csrfmiddlewaretoken": token},
        headers={"Origin": installation.address},
        max_redirects=0,
    )
    assert answer.status == 302, answer.text()


def _listen(person: Person, installation: Installation) -> None:
    """No page may ask another host for anything, break, or be refused by its own security policy."""

    def asked(url: str) -> None:
        if not url.startswith((installation.address, "data:", "blob:")):
            person.trouble.append(f"asked another host: {url}")

    def said(kind: str, words: str) -> None:
        # A server that is away is part of some journeys; what it answers wrongly is caught by `answered`.
        signs = (
            "Failed to load resource",
            "when fetching the script",  # the service worker's, asked for as the network went
            "WebSocket",
            "htmx:",
            "ERR_",
            "Response Status Error Code 4",
            "[object HTML",
        )
        is_about_contact = any(sign in words for sign in signs)
        if "Content Security Policy" in words or (kind == "error" and not is_about_contact):
            person.trouble.append(words)

    def answered(status: int, url: str) -> None:
        if status >= 500:
            person.trouble.append(f"{status} from {url}")

    person.page.on("request", lambda request: asked(request.url))
    person.page.on("response", lambda response: answered(response.status, response.url))
    person.page.on("console", lambda message: said(message.type, message.text))
    person.page.on("pageerror", lambda error: person.trouble.append(str(error)))
    person.page.on("load", lambda page: person.loads.append(page.url))
