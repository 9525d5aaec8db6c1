"""`bin/icons`: the icon as the phone's home screen wants it: full-bleed, the thread well inside the safe circle."""

import re

from playwright.sync_api import sync_playwright

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.world import ROOT

STATIC = ROOT / "kollegium/static/kollegium"


def main() -> None:
    drawn = (STATIC / "icon.svg").read_text()
    paper = re.search(r'<rect[^>]*fill="(#\w+)"', drawn)
    assert paper
    thread = re.sub(r"<rect[^>]*/>", "", drawn).split(">", 1)[1].removesuffix("</svg>\n").removesuffix("</svg>")
    inside = (
        f'<rect width="30" height="30" fill="{paper[1]}"/><g transform="translate(4.8 4.6) scale(.68)">{thread}</g>'
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 30 30">{inside}</svg>'
    (STATIC / "icons").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size in (192, 512):
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f'<body style="margin:0;display:grid">{svg}</body>')
            page.screenshot(path=STATIC / "icons" / f"icon-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()
