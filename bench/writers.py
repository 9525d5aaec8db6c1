"""Six people who write numbered tokens in six browsers, and the tally of what reached the protocol."""

import re
from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Error, Page

from bench.fault_proxy import Proxy
from tests.journeys.conftest import LAPTOP, PHONE
from tests.world import Installation, wait_until

# Three write together at the end of one heading; three under one of their own; all key by key.
HEADINGS = {
    "anna": "talked",
    "bo": "talked",
    "carin": "talked",
    "ester": "reflections",
    "farid": "learnings",
    "karim": "difficulties",
}
AREA = "document.querySelector('textarea[data-heading={}]')"
STATE = "document.querySelector('saved-state')?.dataset.state"


@dataclass(frozen=True)
class Token:
    words: str
    trouble: str  # during which it was written


@dataclass
class Writer:
    key: str
    browser: Browser
    installation: Installation
    proxy: Proxy
    written: list[Token] = field(default_factory=list)
    context: BrowserContext | None = None
    page: Page | None = None

    @property
    def heading(self) -> str:
        return HEADINGS[self.key]

    def open(self) -> None:
        """On a device that has never been here before."""
        address = f"http://localhost:{self.proxy.port}"
        size = PHONE if self.key in ("anna", "carin") else LAPTOP
        self.context = self.browser.new_context(base_url=address, viewport=size, reduced_motion="reduce")
        session = self.installation.facts["sessions"][self.key]
        self.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        self.page = self.context.new_page()
        self.page.goto(f"/moten/{self.installation.facts['meeting']}/rum/")
        self.focus_field()

    def reload(self) -> None:
        assert self.page
        self.page.reload()
        self.focus_field()

    def focus_field(self) -> None:
        """The field is open, and the caret stands last in it."""
        assert self.page
        page, area = self.page, AREA.format(self.heading)
        wait_until(lambda: page.evaluate(f"{area}?.readOnly === false"), f"{self.key}'s field is open", 60)
        if not page.evaluate(f"{area}.checkVisibility()"):
            page.locator("[data-show=protocol]:visible").first.click()
        page.evaluate(f"() => {{ {area}.focus(); {area}.setSelectionRange(1e9, 1e9); }}")

    def next_token(self, trouble: str) -> str:
        """What to press next, in a field that is open to write in."""
        assert self.page
        area = AREA.format(self.heading)
        if not self.page.evaluate(f"document.activeElement === {area} && !{area}.readOnly"):
            self.focus_field()  # the room has turned to its stage: who wants to write turns back
        token = Token(f"{self.key[0]}{len(self.written) + 1} ", trouble)
        self.written.append(token)
        return token.words

    def press(self, key: str) -> None:
        assert self.page
        self.page.keyboard.type(key)

    def lose_store(self) -> None:
        """As when site data are cleared under the open page."""
        assert self.context
        assert self.page
        devtools = self.context.new_cdp_session(self.page)
        origin = f"http://localhost:{self.proxy.port}"
        devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
        devtools.detach()

    def skew_the_clock(self, hours: float) -> None:
        assert self.page
        self.page.evaluate(
            "(ms) => { const real = window.realNow ??= Date.now.bind(Date); Date.now = () => real() + ms; }",
            hours * 3_600_000,
        )

    def lose_device(self) -> None:
        assert self.context
        self.context.close()

    def is_saved(self) -> bool:
        """What the page says."""
        assert self.page
        try:
            return self.page.evaluate(STATE) == "saved"
        except Error:  # in the middle of a reload
            return False

    def reads(self) -> list[str]:
        assert self.page
        return [self.page.evaluate(f"{AREA.format(heading)}.value") for heading in sorted(set(HEADINGS.values()))]


@dataclass
class Tally:
    """Each token must stand once and whole in the finished protocol."""

    lost: Counter[str] = field(default_factory=Counter)
    doubled: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)  # all of it is there, with others' words in it
    missing: list[str] = field(default_factory=list)
    foreign: str = ""  # what nobody has written, or not so

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.cut or self.foreign)

    def count(self, token: Token, times: int) -> None:
        if times == 0:
            self.lost[token.trouble] += 1
            self.missing.append(token.words.strip())
        elif times > 1:
            self.doubled[token.trouble] += 1


def tally(written: dict[str, list[Token]], text: dict[str, str]) -> Tally:
    """`written` and `text` by heading."""
    result = Tally()
    for heading, tokens in written.items():
        expected = {token.words for token in tokens}
        whole, rest = _taken_out(expected, text[heading])
        cut: Counter[str] = Counter()
        # What was cut is whole again when those that stood in it have been taken out.
        while (more := _taken_out(expected, rest))[0]:
            cut += more[0]
            rest = more[1]
        for token in tokens:
            result.cut[token.trouble] += cut[token.words]
            result.count(token, whole[token.words] + cut[token.words])
        result.foreign += rest
    result.cut = +result.cut
    return result


def _taken_out(expected: set[str], text: str) -> tuple[Counter[str], str]:
    """Which tokens stand whole in the text, and what is left of it without them."""
    found: Counter[str] = Counter()

    def take(match: re.Match[str]) -> str:
        for at in range(len(match[0])):
            if match[0][at:] in expected:
                found[match[0][at:]] += 1
                return match[0][:at]
        return match[0]

    return found, re.sub(r"[a-z]+\d+ ", take, text)
