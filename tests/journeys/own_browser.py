"""A browser in a process of its own, its profile on disk: it can be killed, and opened again with what it had kept."""

import os
import signal
import subprocess
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Page

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.world import wait_until


class OwnBrowser:
    def __init__(self, chromium: BrowserType, profile: Path, address: str) -> None:
        self._chromium, self._profile, self._address = chromium, profile, address

    def open(self) -> BrowserContext:
        ready = self._profile / "DevToolsActivePort"
        ready.unlink(missing_ok=True)
        told = [CHROMIUM, f"--user-data-dir={self._profile}", "--remote-debugging-port=0", *FLAGS]
        self._process = subprocess.Popen(
            told, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_until(lambda: ready.exists() and "\n" in ready.read_text(), "the browser listens", 60)
        self._browser = self._chromium.connect_over_cdp(f"http://127.0.0.1:{ready.read_text().split()[0]}")
        return self._browser.contexts[0]

    def kill(self) -> None:
        """All its processes at once, as when the battery is gone."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        (self._profile / "SingletonLock").unlink(missing_ok=True)

    def sign_in(self, context: BrowserContext, key: str) -> Page:
        page = context.new_page()
        page.goto(f"{self._address}/logga-in/")
        if page.locator(f'[data-demo-person^="{key}@"]').count():
            page.locator(f'[data-demo-person^="{key}@"]').first.dispatch_event("click")
        page.wait_for_url(f"{self._address}/")
        return page
