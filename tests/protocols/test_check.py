"""What must be looked at before a protocol is finished: a pupil's name, and not a colleague's."""

import pytest
from django.db import connection

from kollegium import privacy
from kollegium.demo import Demo
from kollegium.meetings.models import Meeting
from kollegium.people.models import Organisation
from kollegium.protocols import actions, check, notes
from kollegium.protocols.headings import WRITTEN
from kollegium.protocols.models import Protocol
from kollegium.refusals import Refused
from tests.protocols.conftest import finalise, write


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Eleven Ali fick hjälp.", ["Ali"]),
        ("Alis hypotes ritades.", ["Alis"]),
        ("Ali i 5B har adhd.", ["5B", "adhd", "Ali"]),
        ("Bo och Carin läste, och Annas fråga blev kvar.", []),  # they are in the lärgrupp
        ("Fyra elever kom inte igång.", []),
        ("LIAM och Linne\N{COMBINING ACUTE ACCENT}a läste.", ["LIAM", "Linne\N{COMBINING ACUTE ACCENT}a"]),
        ("ANNA och BERTIL läste.", []),
    ],
)
def test_a_name_is_asked_about_unless_it_is_a_colleagues(demo: Demo, words: str, found: list[str]) -> None:
    assert [finding.words for finding in check.findings(demo.meeting, {"talked": words})] == found


def test_a_protocol_with_a_name_is_not_finished_until_somebody_has_answered(demo: Demo, ended: Protocol) -> None:
    write(ended, demo["carin"].pk, "talked", " Eleven Ali fick hjälp.")
    with pytest.raises(Refused, match="personuppgifter"):
        finalise(ended, by=demo["bo"])

    seen = privacy.token(check.findings(ended.meeting, notes.text(ended.pk)))

    assert finalise(ended, by=demo["bo"], seen=seen).is_final


def test_a_colleague_is_known_in_whatever_letters_the_name_is_kept(demo: Demo) -> None:
    demo["anna"].given_name = "LINNE\N{COMBINING ACUTE ACCENT}A"
    demo["anna"].save()

    found = check.findings(demo.meeting, {"talked": "Linnéas fråga, och Liams."})

    assert [finding.words for finding in found] == ["Liams"]


def test_a_colleague_who_is_named_is_asked_about_once_when_anyone_can_read_it(demo: Demo, ended: Protocol) -> None:
    write(ended, demo["carin"].pk, "learnings", "Bo berättade, och Bos frågor blev kvar. Det gjorde Annas också.")
    found = check.look(ended.meeting, notes.text(ended.pk))
    assert list(found.colleagues) == ["Bo", "Anna"]
    assert found.findings == []
    with pytest.raises(Refused, match="personuppgifter"):
        actions.finalise(ended, by=demo["bo"])

    write(ended, demo["carin"].pk, "next", "Bo börjar.")

    assert check.look(ended.meeting, notes.text(ended.pk)).token == found.token
    assert finalise(ended, by=demo["bo"], seen=found.token).is_final


def test_a_yes_to_one_colleague_is_no_yes_to_another(demo: Demo, ended: Protocol) -> None:
    write(ended, demo["carin"].pk, "learnings", "Bo berättade.")
    seen = check.look(ended.meeting, notes.text(ended.pk)).token
    write(ended, demo["carin"].pk, "next", "Lena börjar.")

    with pytest.raises(Refused, match="personuppgifter"):
        actions.finalise(ended, by=demo["bo"], seen=seen)


def test_colleagues_may_be_named_in_what_only_colleagues_read(demo: Demo, ended: Protocol) -> None:
    demo.organisation.protocols_open_to = Organisation.Openness.STAFF
    demo.organisation.save()
    write(ended, demo["carin"].pk, "learnings", "Bo berättade.")

    assert finalise(Protocol.objects.get(pk=ended.pk), by=demo["bo"]).is_final


def test_a_colleague_with_a_name_that_few_have_is_found_too(demo: Demo) -> None:
    demo["lena"].given_name = "Qwira Ylvali"
    demo["lena"].save()

    found = check.look(demo.meeting, {"talked": "Ylvalis lappar. Det är bra qwira."})

    assert {name: where.words for name, where in found.colleagues.items()} == {"Ylvali": "Ylvalis"}


def test_a_yes_to_what_may_stay_is_the_same_yes_when_a_personnummer_has_gone(demo: Demo, ended: Protocol) -> None:
    with_it = check.look(demo.meeting, {"talked": "Ali, 20121212-1212."})
    without = check.look(demo.meeting, {"talked": "Ali."})

    assert [finding.kind for finding in with_it.must_go] == ["personnummer"]
    assert without.must_go == []
    assert with_it.token == without.token

    write(ended, demo["carin"].pk, "talked", " Ali, 20121212-1212.")
    with pytest.raises(Refused, match="personnummer"):
        actions.finalise(ended, by=demo["bo"], seen=with_it.token)


def test_the_demos_own_protocols_name_nobody(demo: Demo) -> None:
    for protocol in Protocol.objects.final():
        found = check.look(protocol.meeting, {key: protocol.text[key] for key in WRITTEN})
        assert (found.findings, found.colleagues) == ([], {}), protocol.meeting


def test_when_there_is_more_than_is_told_nobody_can_answer_for_all_of_it(demo: Demo, ended: Protocol) -> None:
    addresses = [f"elev{number}@skolan.example" for number in range(privacy.MOST + 1)]
    write(ended, demo["carin"].pk, "learnings", " ".join(addresses))
    seen = check.findings(ended.meeting, notes.text(ended.pk))
    assert [finding.words for finding in seen] == addresses[:-1]

    for answer in ("", privacy.token(seen), check.look(ended.meeting, notes.text(ended.pk)).token):
        with pytest.raises(Refused, match="fler än 200"):
            finalise(ended, by=demo["bo"], seen=answer)


def test_the_page_says_that_there_is_more_and_offers_no_yes(demo: Demo, sign_in: object, ended: Protocol) -> None:
    write(ended, demo["carin"].pk, "talked", " ".join(f"elev{number}@skolan.example" for number in range(300)))

    page = sign_in("bo").get(f"/moten/{ended.meeting_id}/rum/avslut/").content.decode()

    assert page.count("ser ut som en e-postadress.") == privacy.MOST
    assert "Här visas de första 200 ställena, och det finns fler." in page
    assert 'name="seen"' not in page


def test_names_beyond_what_is_told_are_no_less_hidden(demo: Demo, ended: Protocol) -> None:
    words = " ".join(f"elev{number}@skolan.example" for number in range(privacy.MOST))
    whole = check.look(ended.meeting, {"talked": words})
    cut = check.look(ended.meeting, {"talked": f"{words} Liam"})

    assert (whole.is_cut, cut.is_cut) == (False, True)
    assert len(whole.findings) == len(cut.findings) == privacy.MOST


@pytest.mark.parametrize(
    ("writes", "words", "is_final"),
    [(0, "", True), (1, " Alla läste högt.", True), (1, " Ring 070-123 45 67.", False), (100, " Mer.", False)],
)
def test_what_comes_while_the_draft_is_looked_through_is_looked_through_too(
    demo: Demo, ended: Protocol, monkeypatch: pytest.MonkeyPatch, writes: int, words: str, is_final: bool
) -> None:
    left = [words] * writes
    whole_look = check.look

    def looks_while_carin_writes(meeting: Meeting, text: dict[str, str]) -> check.Look:
        found = whole_look(meeting, text)
        if left:
            write(ended, demo["carin"].pk, "learnings", left.pop())
        return found

    monkeypatch.setattr(check, "look", looks_while_carin_writes)
    if not is_final:
        with pytest.raises(Refused):
            finalise(ended, by=demo["bo"])
    else:
        assert finalise(ended, by=demo["bo"]).text["learnings"] == words * writes

    assert Protocol.objects.get(pk=ended.pk).is_final == is_final


def test_nobody_waits_for_the_look(demo: Demo, ended: Protocol, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite has one lock for all who write, whatever they write."""
    transactions: list[int] = []
    around_the_test = len(connection.savepoint_ids)
    whole_look = check.look

    def looks(meeting: Meeting, text: dict[str, str]) -> check.Look:
        transactions.append(len(connection.savepoint_ids))
        return whole_look(meeting, text)

    monkeypatch.setattr(check, "look", looks)
    finalise(ended, by=demo["bo"])

    assert transactions == [around_the_test]
