"""The protocol on the big screen, once the lärträff has ended."""

import re

from django.http import HttpResponse
from django.test import Client
from pycrdt import Text

from kollegium import privacy
from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.meetings.models import Meeting
from kollegium.plans import actions as plans
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import SHAREABLE
from kollegium.protocols import check, notes
from kollegium.protocols.models import Protocol, ProtocolUpdate
from tests.protocols.conftest import finalise
from tests.room.test_screen import SignIn, screen


def reading(browser: Client, meeting: Meeting, seen: str = "") -> HttpResponse:
    """What the wall fetches once the meeting has ended."""
    return browser.get(f"/moten/{meeting.pk}/skarm/protokoll/", {"sett": seen} if seen else {})


def write(meeting: Meeting, **words: str) -> None:
    protocol = Protocol.objects.get(meeting=meeting)
    doc = notes.load(protocol.pk)
    for heading, said in words.items():
        doc.get(heading, type=Text).insert(0, said)
    ProtocolUpdate.objects.create(protocol=protocol, update=doc.get_update())


def test_once_it_has_ended_the_wall_shows_the_protocol_to_the_group_and_nobody_else(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    write(running, talked="Vi lät dem rita.\n\nSedan skrev de.")
    during = reading(sign_in("carin"), running).content.decode() + screen(sign_in, "carin", running)
    actions.end(running, by=demo["anna"])

    assert "rita" not in during
    for who in ("anna", "bo", "carin"):
        shown = reading(sign_in(who), running)
        assert shown.status_code == 200
        text = shown.content.decode()
        assert "Läs igenom protokollet tillsammans" in text
        assert "<p>Vi lät dem rita.</p>" in text
        assert "Anna Ask, Bo Berg, Carin Ceder" in text
        assert [text.count(heading["title"]) for heading in running.template.headings] == [1] * 9
        assert "Vi lät dem rita." in screen(sign_in, who, running)
    for who, status in (("david", 404), ("gunilla", 404), ("inga", 404), ("anyone", 302)):
        assert reading(sign_in(who), running).status_code == status, who


def test_what_the_check_finds_and_what_stands_in_a_plan_is_not_on_the_wall(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    words = {name: f"hemligt {name}" for name in (*SHAREABLE, "pupils")}
    plans.show(plans.write(plan_at(running, demo["carin"]), fields=words), set(SHAREABLE))
    write(running, talked="Ali i 5B ringde 070-123 45 67.")
    actions.end(running, by=demo["anna"])
    found = check.look(running, notes.text(running.protocol.pk)).findings

    text = reading(sign_in("anna"), running).content.decode()

    assert {finding.words for finding in found} >= {"5B"}
    assert "<p>Ali i 5B ringde 070-123 45 67.</p>" in text  # nothing marks a word in it
    assert not any(privacy.ADVICE[finding.kind] in text for finding in found)
    assert not re.search("hemligt|Titta på det här|form|mark", text)


def test_the_wall_is_told_only_when_somebody_has_written_and_asks_no_more_when_it_is_final(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    actions.end(running, by=demo["anna"])
    carin = sign_in("carin")

    def asks(text: str) -> str:
        return "".join(re.findall(r"\?sett=([\w-]+)", text))

    first = asks(reading(carin, running).content.decode())
    assert reading(carin, running, first).status_code == 204
    write(running, learnings="De frågade varandra.")
    news = reading(carin, running, first)
    assert "De frågade varandra." in news.content.decode()
    assert reading(carin, running, asks(news.content.decode())).status_code == 204
    finalise(running.protocol, by=demo["bo"])

    last = reading(carin, running, first).content.decode()
    assert "Tack för i dag" in last
    assert "De frågade varandra." in last
    assert f"testserver/protokoll/{running.protocol.pk}" in last
    assert 'aria-label="QR-kod som öppnar protokollet i telefonen"><svg ' in last
    assert asks(last) == ""
