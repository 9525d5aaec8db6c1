"""Färdigställ: the legal act, and what it does not let through."""

import hashlib
import json

import pytest

from kollegium import privacy
from kollegium.audit.models import SecurityEntry
from kollegium.cleaning import UNKEEPABLE
from kollegium.demo import Demo
from kollegium.live import actions as live
from kollegium.live.models import Attendance
from kollegium.mail.models import Letter
from kollegium.meetings.models import Absence
from kollegium.protocols import actions, headings, notes
from kollegium.protocols.models import Protocol, ProtocolUpdate
from kollegium.refusals import Refused
from tests.protocols.conftest import finalise, write


def test_finalising_freezes_what_was_in_the_draft(demo: Demo, ended: Protocol) -> None:
    draft = notes.text(ended.pk)

    protocol = finalise(ended, by=demo["bo"])

    assert {key: protocol.text[key] for key in headings.WRITTEN} == draft
    assert protocol.text["talked"] == "Eleverna förklarade högt.\n\nSedan skrev de."
    assert protocol.text["participants"] == "Anna Ask, Bo Berg, Carin Ceder"
    assert protocol.text["date"] == headings.date_words(protocol.meeting)
    assert (protocol.participants, protocol.final_by) == (3, demo["bo"])
    open_text = {key: words for key, words in protocol.text.items() if key != "participants"}
    content = json.dumps(open_text, ensure_ascii=False, sort_keys=True).encode()
    assert protocol.digest == hashlib.sha256(content).hexdigest()


def test_finalising_erases_the_drafts_rows_and_who_came(demo: Demo, ended: Protocol) -> None:
    Absence.objects.create(meeting=ended.meeting, user=demo["oskar"])

    finalise(ended, by=demo["bo"])

    assert not ProtocolUpdate.objects.filter(protocol=ended).exists()
    assert not Attendance.objects.filter(meeting=ended.meeting).exists()
    assert not Absence.objects.filter(meeting=ended.meeting).exists()
    assert SecurityEntry.objects.filter(kind="protocol_finalised", by=demo["bo"]).count() == 1


def test_a_protocol_is_finalised_once(demo: Demo, ended: Protocol) -> None:
    final = finalise(ended, by=demo["bo"])

    with pytest.raises(Refused, match="redan färdigställt"):
        finalise(ended, by=demo["anna"])

    assert Protocol.objects.get(pk=ended.pk).final_by == demo["bo"]
    assert Protocol.objects.get(pk=ended.pk).text == final.text
    letters = Letter.objects.filter(about=f"protocol:{ended.pk}")
    assert letters.count() == len({letter.to for letter in letters})


def test_a_protocol_is_not_finalised_before_the_meeting_has_ended(demo: Demo) -> None:
    live.start(demo.meeting, by=demo["anna"])
    protocol = actions.begin(demo.meeting)

    with pytest.raises(Refused, match="Avsluta lärträffen först"):
        finalise(protocol, by=demo["anna"])

    assert not Protocol.objects.get(pk=protocol.pk).is_final
    assert not Letter.objects.filter(about=f"protocol:{protocol.pk}").exists()


def test_findings_are_answered_before_finalising(demo: Demo, ended: Protocol) -> None:
    write(ended, demo["carin"].pk, "learnings", "Ring 070-123 45 67.")

    with pytest.raises(Refused, match="kan vara personuppgifter"):
        finalise(ended, by=demo["bo"])

    seen = privacy.token(privacy.findings(notes.text(ended.pk)))
    assert finalise(ended, by=demo["bo"], seen=seen).is_final


def test_a_yes_to_one_finding_is_no_yes_to_the_next(demo: Demo, ended: Protocol) -> None:
    write(ended, demo["carin"].pk, "learnings", "Ring 070-123 45 67.")
    seen = privacy.token(privacy.findings(notes.text(ended.pk)))
    write(ended, demo["carin"].pk, "talked", "811218-9876")

    with pytest.raises(Refused):
        finalise(ended, by=demo["bo"], seen=seen)


def test_each_recipient_gets_one_letter(demo: Demo, ended: Protocol) -> None:
    group, organisation = demo.group, demo.organisation
    group.protocol_addresses = "ANNA@bjorkskolan.example\nhandledare@ekasa.example"
    group.save()
    organisation.protocol_addresses = "handledare@ekasa.example, namnden@ekasa.example"
    organisation.save()
    demo["lena"].is_active = False
    demo["lena"].save()

    finalise(Protocol.objects.get(pk=ended.pk), by=demo["bo"])

    sent_to = list(Letter.objects.filter(about=f"protocol:{ended.pk}").values_list("to", flat=True))
    members = {member.email for member in group.members()} - {demo["lena"].email}
    assert {address.lower() for address in sent_to} == members | {
        "handledare@ekasa.example",
        "namnden@ekasa.example",
        "protokoll@bjorkskolan.example",
    }
    assert len(sent_to) == len({address.lower() for address in sent_to})


def test_the_letter_holds_the_nine_headings_in_order(demo: Demo, ended: Protocol) -> None:
    write(ended, demo["carin"].pk, "learnings", "<b>Ordning</b> & frågor")

    protocol = finalise(ended, by=demo["bo"])

    letter = Letter.objects.filter(about=f"protocol:{ended.pk}").first()
    titles = [heading["title"] for heading in protocol.meeting.template.headings]
    places = [letter.text.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)
    assert letter.subject == f"Protokoll: NO-gruppen, lärträff 4, {protocol.text['date'].split(' ', 1)[1]}"
    assert "<b>Ordning</b> & frågor" in letter.text
    assert "&lt;b&gt;Ordning&lt;/b&gt; &amp; frågor" in letter.html
    assert f"/protokoll/{protocol.pk}/" in letter.text
    assert "Bo Berg har färdigställt" in letter.text


def test_the_draft_opens_with_question_and_purpose(demo: Demo) -> None:
    protocol = actions.begin(demo.meeting)
    actions.begin(demo.meeting)

    words = notes.text(protocol.pk)
    assert (words["question"], words["purpose"]) == (demo.meeting.question, demo.meeting.purpose)
    assert Protocol.objects.filter(meeting=demo.meeting).count() == 1


@pytest.mark.parametrize("poison", ["\x00", "\x00\x1b[31m", "\ufffe\uffff", "\r\n"])
def test_what_a_paste_brought_into_the_draft_never_stops_the_finalising(
    demo: Demo, ended: Protocol, poison: str
) -> None:
    """A browser that was open before it was cleaned there may still send it."""
    assert write(ended, demo["carin"].pk, "learnings", f"Vi lärde{poison} oss") is notes.Outcome.KEPT

    protocol = finalise(ended, by=demo["bo"])

    written = Protocol.objects.get(pk=protocol.pk).text["learnings"]
    assert written.split() in (["Vi", "lärde", "oss"], ["Vi", "lärde[31m", "oss"])
    assert not UNKEEPABLE.search(Letter.objects.filter(about=f"protocol:{ended.pk}").first().text)


def test_a_heading_that_has_grown_far_beyond_its_field_is_shortened_before_finalising(
    demo: Demo, ended: Protocol, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "LONGEST", 1_000)
    write(ended, demo["carin"].pk, "next", "å" * 1_001)

    with pytest.raises(Refused, match="Korta texten under ”Inför nästa träff tänker vi” till högst 1 000 tecken"):
        finalise(ended, by=demo["bo"])
    assert not Protocol.objects.get(pk=ended.pk).is_final

    monkeypatch.setattr(notes, "LONGEST", 1_001)
    assert finalise(ended, by=demo["bo"]).is_final
