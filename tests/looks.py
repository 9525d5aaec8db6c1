"""`bin/looks`: what a person sees, to be looked at by a person. Every page at every width, light and dark; the room
through a whole lärträff; the big screen; every printed page; every letter."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.test_accessibility import ADMINISTRATORS, OPEN, SIGNED_IN
from tests.journeys.test_the_screen_fits import SIZES, cut_in, whatever_is_shown
from tests.world import Installation, finalise, post, prepare

HEIGHTS = {320: 640, 390: 844, 1280: 800, 1440: 900}
SCHEMES = ("light", "dark")
PAPER = {
    "anna": (
        *("/", "/grupper/{group}/", "/moten/{meeting}/", "/moten/{meeting}/rum/", "/moten/{meeting}/papper/"),
        *("/moten/{held}/ikapp/", "/handlingsplaner/{meeting}/", "/handlingsplaner/{meeting}/tom/"),
    ),
    "anyone": ("/om/", "/vem-ser-vad/", "/protokoll/{protocol}/"),
}
A_TEACHER = ("/", "/grupper/{group}/", "/moten/{meeting}/", "/handlingsplaner/{held}/")
A_STEP = ("now", "protocol", "plan")  # what a phone shows one at a time
Part = Callable[[Browser, Installation, Path], None]


def main(folder: Path, parts: Sequence[str]) -> None:
    for part in parts:
        with serving() as installation, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            into = folder / part
            into.mkdir(parents=True, exist_ok=True)
            PARTS[part](browser, installation, into)
            browser.close()
            sys.stdout.write(f"{part}: {len(list(into.glob('*.png')))} pictures in {into}\n")


@contextmanager
def serving() -> Iterator[Installation]:
    with tempfile.TemporaryDirectory() as folder:
        demo = {"KOLLEGIUM_DEMO": "1"}
        prepare(Path(folder) / "data", demo)
        installation = Installation(Path(folder) / "data", demo)
        installation.start()
        try:
            yield installation
        finally:
            installation.stop()


def take_pages(browser: Browser, installation: Installation, into: Path) -> None:
    """Each page whole, also what lies below the fold."""
    everybody = {"anyone": OPEN, "anna": SIGNED_IN, "inga": ADMINISTRATORS, "carin": A_TEACHER, "gunilla": ("/",)}
    for who, addresses in everybody.items():
        page = page_of(who, browser, installation)
        for address in addresses:
            page.goto(address.format(**installation.facts))
            for name in looks(page):
                page.screenshot(path=into / f"{who}{named(address)}-{name}.png", full_page=True)


def take_room(browser: Browser, installation: Installation, into: Path) -> None:
    """As far as one sees without scrolling, for who leads, documents or takes part; on a phone each tab too."""
    meeting, people = installation.facts["meeting"], installation.facts["people"]
    pages = {who: page_of(who, browser, installation) for who in ("anna", "farid", "carin")}
    for who in (*pages, "bo", "ester", "karim", "lena", "mirja", "oskar"):
        post(installation, who, f"/moten/{meeting}/narvaro/{people[who]}/", is_here="1")

    def take(moment: str) -> None:
        for who, page in pages.items():
            page.goto(f"/moten/{meeting}/rum/")
            page.locator("live-protocol").wait_for(state="attached")
            for name in looks(page):
                for view in A_STEP:
                    tab = page.locator(f".room__tabs [data-show={view}]")
                    if tab.is_visible():
                        tab.click()
                    elif view != "now":
                        continue
                    page.evaluate("scrollTo(0, 0)")
                    page.screenshot(path=into / f"{moment}-{who}-{name}-{view}.png")
                if name.startswith("390"):
                    page.screenshot(path=into / f"{moment}-{who}-{name}-whole.png", full_page=True)

    take("0-waiting")
    post(installation, "anna", f"/moten/{meeting}/start/")
    take("1")
    for step in range(2, 7):
        post(installation, "anna", f"/moten/{meeting}/steg/")
        take(str(step))
        if step == 2:
            post(installation, "anna", f"/moten/{meeting}/tur/", after=str(people["anna"]))
            post(installation, "anna", f"/moten/{meeting}/paus/")
            take("2-paused")
            post(installation, "anna", f"/moten/{meeting}/fortsattning/")
    post(installation, "anna", f"/moten/{meeting}/slut/")
    take("7-ended")
    finalise(installation, "farid")
    take("8-final")


def take_wall(browser: Browser, installation: Installation, into: Path) -> None:
    """What the journey of the big screen shows on it, which also holds that nothing is cut."""
    page = page_of("carin", browser, installation)
    page.goto(f"/moten/{installation.facts['meeting']}/skarm/")
    for number, shown in enumerate(whatever_is_shown(page, installation, installation.facts["meeting"])):
        name = re.sub(r"\W+", "-", shown)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                cut_in(page)  # waits until it is drawn
                page.screenshot(path=into / f"{number:02}-{name}-{width}x{height}-{scheme}.png")


def take_paper(browser: Browser, installation: Installation, into: Path) -> None:
    """A4 as a printer gets it, without backgrounds; as pictures too where `pdftoppm` is found."""
    for who, addresses in PAPER.items():
        page = page_of(who, browser, installation)
        for address in addresses:
            page.goto(address.format(**installation.facts))
            name = f"{who}{named(address)}"
            page.pdf(path=into / f"{name}.pdf", format="A4", print_background=False, prefer_css_page_size=True)
            if convert := shutil.which("pdftoppm"):
                subprocess.run([convert, "-r", "60", "-png", into / f"{name}.pdf", into / name], check=True)


def take_letters(browser: Browser, installation: Installation, into: Path) -> None:
    """As a mail program shows them: no more than the letter itself knows."""
    meeting = installation.facts["meeting"]
    post(installation, "anna", f"/moten/{meeting}/kallelse/")
    post(installation, "anna", f"/moten/{meeting}/gaster/ny/", name="Saga Sten", email="saga@hogskolan.example")
    post(installation, "anna", f"/moten/{meeting}/installning/", called_off_because="Snö, inga bussar.")
    asked = "from kollegium.models import Letter; import json; print(json.dumps({l.about.split(':')[0]: l.html"
    letters = installation.shell(f"{asked} for l in Letter.objects.exclude(html='')}}))")
    page = browser.new_page()
    for name, html in dict(json.loads(letters)).items():
        page.set_content(html)
        for look in looks(page):
            page.screenshot(path=into / f"{name}-{look}.png", full_page=True)


def looks(page: Page) -> Iterator[str]:
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width, height in HEIGHTS.items():
            page.set_viewport_size({"width": width, "height": height})
            yield f"{width}-{scheme}"


def page_of(who: str, browser: Browser, installation: Installation) -> Page:
    context = browser.new_context(base_url=installation.address, locale="sv-SE", timezone_id="Europe/Stockholm")
    if who != "anyone":
        session = installation.facts["sessions"][who]
        context.add_cookies([{"name": "sessionid", "value": session, "url": installation.address}])
    return context.new_page()


def named(address: str) -> str:
    """/moten/{meeting}/rum/ → -moten-rum"""
    words = [word for word in address.split("/") if word and "{" not in word]
    return "".join(f"-{word}" for word in words) or "-start"


PARTS: dict[str, Part] = {
    "pages": take_pages,
    "room": take_room,
    "wall": take_wall,
    "paper": take_paper,
    "letters": take_letters,
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or not set(sys.argv[2:]) <= PARTS.keys():
        sys.exit(f"bin/looks <folder> [{' '.join(PARTS)}]")
    main(Path(sys.argv[1]), sys.argv[2:] or list(PARTS))
