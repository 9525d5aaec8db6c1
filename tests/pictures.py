"""`bin/pictures`: the README's pictures, taken from the running demo."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.world import ROOT, Installation, post, prepare, wait_until

PICTURES = ROOT / "docs" / "pictures"
SAID = "Tre av oss har låtit eleverna rita sin förklaring innan de skrev. Fler vågade börja, och frågorna blev fler."


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        demo = {"KOLLEGIUM_DEMO": "1"}
        prepare(Path(folder) / "data", demo)
        installation = Installation(Path(folder) / "data", demo)
        installation.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                take_room(browser, installation)
                take_thread(browser, installation)
                browser.close()
        finally:
            installation.stop()


def take_room(browser: Browser, installation: Installation) -> None:
    meeting, people = installation.facts["meeting"], installation.facts["people"]
    page = page_of("farid", browser, installation)
    for who in ("anna", "bo", "carin", "ester", "karim", "lena", "mirja", "oskar"):
        post(installation, who, f"/moten/{meeting}/narvaro/{people[who]}/", is_here="1")
    post(installation, "anna", f"/moten/{meeting}/start/")
    post(installation, "anna", f"/moten/{meeting}/steg/")
    for speaker in ("anna", "bo"):
        post(installation, speaker, f"/moten/{meeting}/tur/", after=str(people[speaker]))
    page.goto(f"/moten/{meeting}/rum/")
    talked = page.locator('[data-heading="talked"]')
    wait_until(lambda: talked.is_editable(), "the draft is open")
    talked.fill(SAID)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(40_000)  # so that the clock and the speaker's ring have moved
    page.screenshot(path=PICTURES / "room.png")


def take_thread(browser: Browser, installation: Installation) -> None:
    page = page_of("carin", browser, installation)
    page.goto("/")
    page.screenshot(path=PICTURES / "thread.png")


def page_of(who: str, browser: Browser, installation: Installation) -> Page:
    context = browser.new_context(
        base_url=installation.address, viewport={"width": 1440, "height": 900}, locale="sv-SE", device_scale_factor=1.5
    )
    session = installation.facts["sessions"][who]
    context.add_cookies([{"name": "sessionid", "value": session, "url": installation.address}])
    return context.new_page()


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    main()
