"""Whoever leaves takes the thread along: the decision, the letter, and the files, with and without an account."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kollegium import demo
from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_accessibility import LOOKS, findings
from tests.world import Installation, MailServer, wait_until

ROUND = "from kollegium.leaving import rounds; rounds.go()"
END = """
from django.utils import timezone
from kollegium.models import Membership
Membership.objects.filter(user__email__startswith="bo@").update(ends_on=timezone.localdate())
"""


def test_the_thread_leaves_with_its_owner(
    arrive: Callable[..., Person], chromium: Browser, installation: Installation, mail_server: MailServer
) -> None:
    inga, bo = arrive("inga", LAPTOP), arrive("bo", PHONE)
    inga.page.goto("/huvudman/")
    inga.page.get_by_role("link", name="Gallring").click()
    inga.page.get_by_label("Antal dagar").fill("180")
    inga.page.get_by_role("textbox", name="Beslutet").fill("BUN 2026 § 84")
    inga.page.get_by_label("Beslutsdatum").fill("2026-01-15")
    inga.page.get_by_role("button", name="Spara beslutet").click()
    expect(inga.page.get_by_text("BUN 2026 § 84, 15 januari 2026")).to_be_visible()

    inga.page.goto(f"/huvudman/medarbetare/{installation.facts['people']['carin']}/")
    inga.page.get_by_role("button", name="Avsluta kontot").click()
    installation.shell(END + ROUND)
    wait_until(lambda: len(_letters(mail_server)) == 2, "the letters have come")

    bo.page.goto("/")
    expect(bo.page.get_by_role("heading", name="Ta med dig din röda tråd")).to_be_visible()
    with bo.page.expect_download() as download:
        bo.page.get_by_role("link", name="Hämta som PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-1.7")

    carin = chromium.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    carin.goto(_link(mail_server, "carin"))
    carin.get_by_label("Ditt lösenord").fill("inte det rätta")
    carin.get_by_role("button", name="Data (JSON)").click()
    expect(carin.get_by_role("alert")).to_contain_text("Det är inte det lösenord som du loggade in med")
    carin.get_by_label("Ditt lösenord").fill(demo.PASSWORD)
    with carin.expect_download() as download:
        carin.get_by_role("button", name="Data (JSON)").click()
    assert "Carin" in Path(download.value.path()).read_text()
    carin.goto(f"{installation.address}/konto/")
    assert "/logga-in/" in carin.url
    carin.context.close()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_the_pages_of_leaving(
    arrive: Callable[..., Person],
    chromium: Browser,
    installation: Installation,
    mail_server: MailServer,
    width: int,
    scheme: str,
) -> None:
    size = {"width": width, "height": 800}
    inga = arrive("inga", size, scheme, bypass_csp=True)
    bo = arrive("bo", size, scheme, bypass_csp=True)
    inga.page.goto(f"/huvudman/medarbetare/{installation.facts['people']['carin']}/")
    inga.page.get_by_role("button", name="Avsluta kontot").click()
    installation.shell(END + ROUND)
    wait_until(lambda: len(_letters(mail_server)) == 2, "the letters have come")

    found = {}
    for person, path in ((inga, "/huvudman/gallring/"), (bo, "/")):
        person.page.goto(path)
        found[path] = findings(person.page)
    bo.page.goto(_link(mail_server, "carin"))
    found["closed"] = findings(bo.page)

    assert {path: said for path, said in found.items() if said} == {}


def _letters(mail_server: MailServer) -> list[str]:
    return [str(letter["To"]) for letter in mail_server.letters if letter["Subject"] == "Ta med dig din röda tråd"]


def _link(mail_server: MailServer, who: str) -> str:
    (letter,) = [each for each in mail_server.letters if str(each["To"]).startswith(f"{who}@")]
    found = re.search(r"http\S+/min-trad/\S+", letter.get_body(("plain",)).get_content())
    assert found
    return found[0]
