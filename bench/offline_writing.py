"""Writing offline, in two tabs or before the browser is killed: do the words reach the server?"""

import contextlib
import itertools
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.own_browser import OwnBrowser
from tests.world import Installation, wait_until

PATIENCE = 120
NUMBERS = itertools.count(1)
WRITES = """([where, words]) => {
  const field = document.querySelector(where);
  field.value = `${field.value} ${words}`.trim();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
PLAN, NOTE, LINE = 'own-plan [name="change"]', 'quick-note [name="text"]', 'own-line[data-to="learnings"] textarea'
SAYS = "document.querySelector('.own-plan__saved, [data-told]')?.textContent ?? ''"


class OfflineWriting:
    """One person's plan, line and notes. Each trouble returns how often each word reached the server."""

    def __init__(self, installation: Installation, browser: Browser, chance: random.Random) -> None:
        self.installation, self.browser, self.chance = installation, browser, chance
        self._meeting = installation.facts["meeting"]

    def two_tabs(self, key: str) -> dict[str, int]:
        """Both written in without net; one is closed, the other finds the net again."""
        context = self.browser.new_context(base_url=self.installation.address, reduced_motion="reduce")
        self._sign_in(context, key)
        tabs = [(self._open(context, self._plan), self._open(context, "/")) for _ in range(2)]
        context.set_offline(True)
        words = [word for plan, thread in tabs for word in (self._write(plan, PLAN), self._note(thread))]
        for page in tabs[self.chance.randrange(2)]:
            page.close()
        context.set_offline(False)
        found = self._counts_on_server(key, words)
        context.close()
        return found

    def browser_killed(self, key: str) -> dict[str, int]:
        """Once the page has said that the words are saved here."""
        profile = Path(tempfile.mkdtemp(prefix="kollegium-profile-"))
        own = OwnBrowser(self.browser.browser_type, profile, self.installation.address)
        context = own.open()
        self._sign_in(context, key)
        plan, thread, room = (self._open(context, path) for path in (self._plan, "/", self._room))
        context.set_offline(True)
        words = [self._write(plan, PLAN), self._note(thread)]
        line = self._write(room, LINE)
        room.wait_for_timeout(500)  # a line says nothing of being saved
        own.kill()

        context = own.open()
        self._sign_in(context, key)
        self._open(context, "/")
        self._open(context, self._plan)
        room = self._open(context, self._room)
        found = self._counts_on_server(key, words)
        with contextlib.suppress(AssertionError):
            wait_until(lambda: line in room.locator(LINE).first.input_value(), "the line is there", PATIENCE)
        found[line] = room.locator(LINE).first.input_value().count(line)
        own.kill()
        shutil.rmtree(profile, ignore_errors=True)
        return found

    @property
    def _plan(self) -> str:
        return f"/handlingsplaner/{self._meeting}/"

    @property
    def _room(self) -> str:
        return f"/moten/{self._meeting}/rum/"

    def _sign_in(self, context: BrowserContext, key: str) -> None:
        session = self.installation.facts["sessions"][key]
        context.add_cookies([{"name": "sessionid", "value": session, "url": self.installation.address}])

    def _open(self, context: BrowserContext, path: str) -> Page:
        page = context.new_page()
        page.goto(f"{self.installation.address}{path}")
        page.wait_for_function("Boolean(customElements.get('own-plan'))")
        return page

    def _write(self, page: Page, where: str) -> str:
        words = f"eget{next(NUMBERS)}."
        page.evaluate(WRITES, [where, words])
        if where == PLAN:
            _wait_for_status(page, "Sparat i")
        return words

    def _note(self, page: Page) -> str:
        words = self._write(page, NOTE)
        page.evaluate("document.querySelector('.notes__write form').requestSubmit()")
        _wait_for_status(page, "finns kvar")
        return words

    def _counts_on_server(self, key: str, words: list[str]) -> dict[str, int]:
        with contextlib.suppress(AssertionError):
            wait_until(lambda: all(word in self._stored_text(key) for word in words), "all are there", PATIENCE)
        stored = self._stored_text(key)
        return {word: stored.count(word) for word in words}

    def _stored_text(self, key: str) -> str:
        return self.installation.shell(
            "from kollegium.models import ActionPlan, Note, User\n"
            f"owner = User.objects.get(email__startswith='{key}@')\n"
            f"print(*[plan.change for plan in ActionPlan.objects.of(owner).filter(meeting={self._meeting})])\n"
            "print(*[note.text for note in Note.objects.of(owner)])"
        )


def _wait_for_status(page: Page, words: str) -> None:
    """Wait until the page says `words`, or that what was written is kept although the network is away."""
    status: Callable[[], str] = lambda: str(page.evaluate(SAYS))  # noqa: E731
    wait_until(lambda: words in status() or "finns kvar" in status(), f"the page says: {words}", PATIENCE)
