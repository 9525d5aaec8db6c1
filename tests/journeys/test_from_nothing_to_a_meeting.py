"""From an empty installation to a started lärträff with eight colleagues, with the presses and the fields counted."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import LAPTOP, Person, _listen
from tests.world import ROOT, Installation, MailServer, wait_until

COLLEAGUES = """\
Namn;E-post
Bo Berg;bo@ekskolan.example
"Cedergren, Carin" <carin@ekskolan.example>; Disa Dal <disa@ekskolan.example>
Ebbe Ek\tebbe@ekskolan.example
frida.fors@ekskolan.example
Gösta Glad, gosta@ekskolan.example
Hedda Holm, hedda@ekskolan.example
Isak Ivarsson, isak@ekskolan.example
"""


@dataclass
class Hand:
    """Presses and fills in as somebody would, and counts each."""

    page: Page
    pressed: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)

    def press(self, name: str, role: str = "button") -> None:
        self.pressed.append(name)
        self.page.locator("main").get_by_role(role, name=name, exact=True).click()

    def fill(self, label: str, words: str) -> None:
        self.filled.append(label)
        self.page.get_by_label(label, exact=True).fill(words)


@pytest.fixture
def empty(tmp_path: Path, mail_server: MailServer) -> Iterator[Installation]:
    """A server on which nobody has been yet."""
    environment = {"KOLLEGIUM_DEMO": "0", "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}"}
    running = Installation(tmp_path / "data", environment | {"KOLLEGIUM_OUTBOX_PAUSE": "0.2", "DATABASE_URL": ""})
    running.data.mkdir()
    env = {name: value for name, value in running.env().items() if value or name in os.environ}
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=env, check=True, capture_output=True)
    running.start()
    yield running
    running.stop()


def test_one_comes_from_nothing_to_a_started_meeting_with_few_presses(
    chromium: Browser, empty: Installation, mail_server: MailServer
) -> None:
    context = chromium.new_context(
        base_url=empty.address, viewport=LAPTOP, locale="sv-SE", timezone_id="Europe/Stockholm", reduced_motion="reduce"
    )
    person = Person("inga", context.new_page(), context)
    _listen(person, empty)
    page, hand = person.page, Hand(person.page)

    begins(page, hand)
    hand.fill("En kollega per rad: namn, e-post", COLLEAGUES)
    hand.press("Fortsätt")
    expect(page.get_by_text("Namnet är taget från adressen. Stämmer det?")).to_be_visible()
    hand.press("Bjud in 8 kollegor")
    hand.press("Planera lärträff", "link")
    now = timezone.localtime()
    hand.fill("Dag", f"{now:%Y-%m-%d}")
    hand.fill("Klockslag", f"{now:%H:%M}")
    hand.fill("Frågeställning", "Hur ger vi återkoppling som leder vidare?")
    hand.press("Planera lärträffen")
    hand.press("Skicka kallelsen", "link")
    hand.press("Skicka kallelsen")
    hand.press("Öppna rummet", "link")
    hand.press("Starta lärträffen")

    expect(page.get_by_role("heading", name="Introduktion och mötesordning").first).to_be_visible()
    assert len(hand.pressed) <= 14, hand.pressed
    assert len(hand.filled) <= 14, hand.filled
    wait_until(lambda: len(mail_server.letters) == 8 + 9, "all are invited and called")
    assert person.trouble == []
    context.close()


def begins(page: Page, hand: Hand) -> None:
    """Huvudman, school and group."""
    page.goto("/kom-igang/")
    hand.fill("Huvudmannens namn", "Ekby kommun")
    hand.fill("Ditt förnamn", "Inga")
    hand.fill("Ditt efternamn", "Ask")
    hand.fill("E-post", "inga@ekskolan.example")
    hand.fill("Lösenord", "sju små vita hästar")
    hand.fill("Lösenordet en gång till", "sju små vita hästar")
    hand.press("Börja")
    hand.press("Lägg till skolan", "link")
    hand.fill("Skolans namn", "Ekskolan")
    hand.press("Spara")
    hand.press("Skapa lärgruppen", "link")
    hand.fill("Lärgruppens namn", "NO-gruppen")
    hand.press("Jag", "radio")
    expect(page.get_by_label("Lärledarens namn")).to_be_hidden()
    hand.press("Skapa lärgruppen")
