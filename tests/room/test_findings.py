"""What the end screen points at in the protocol: as the server has it now, for those who can mend it."""

from collections.abc import Callable

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.live import actions as live
from kollegium.people.models import Organisation
from kollegium.protocols import actions as protocols
from kollegium.protocols import notes
from kollegium.protocols.headings import WRITTEN
from kollegium.protocols.models import Protocol
from tests.protocols.conftest import finalise

SignIn = Callable[[str], Client]
FULL = dict.fromkeys(WRITTEN, "Vi lyssnade.")


@pytest.fixture
def ended(demo: Demo) -> Protocol:
    live.start(demo.meeting, by=demo["anna"])
    protocol = protocols.begin(demo.meeting)
    live.end(demo.meeting, by=demo["anna"])
    return protocol


def rewrite(protocol: Protocol, **words: str) -> None:
    protocol.updates.all().delete()
    notes.begin(protocol, FULL | words)


def asked(client: Client, protocol: Protocol) -> str:
    answer = client.get(f"/moten/{protocol.meeting_id}/rum/granskning/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def without_tags(page: str) -> str:
    return "".join(part.split(">")[-1] for part in page.split("<"))


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 200), ("carin", 200), ("david", 404), ("gunilla", 404), ("inga", 404), ("anyone", 302)]
)
def test_only_the_group_is_told_what_stands_in_its_draft(
    demo: Demo, sign_in: SignIn, ended: Protocol, who: str, status: int
) -> None:
    rewrite(ended, talked="Eleven Ali fick hjälp.")

    answer = sign_in(who).get(f"/moten/{ended.meeting_id}/rum/granskning/")

    assert answer.status_code == status
    assert ("Ali" in answer.content.decode()) == (status == 200)


def test_there_is_nothing_to_ask_before_the_end_nor_once_it_is_final(demo: Demo, sign_in: SignIn) -> None:
    address = f"/moten/{demo.meeting.pk}/rum/granskning/"
    live.start(demo.meeting, by=demo["anna"])
    protocol = protocols.begin(demo.meeting)
    assert sign_in("anna").get(address).status_code == 204

    live.end(demo.meeting, by=demo["anna"])
    assert sign_in("anna").get(address).status_code == 200

    finalise(protocol, by=demo["anna"])
    assert sign_in("anna").get(address).status_code == 204


def test_a_finding_comes_and_goes_with_its_words(demo: Demo, sign_in: SignIn, ended: Protocol) -> None:
    anna, said = sign_in("anna"), "”5B” i Vi pratade om ser ut som en klass."

    rewrite(ended, talked="Vi var i 5B.")
    assert said in without_tags(asked(anna, ended))
    assert "Skriv hellre årskursen eller behovet." in asked(anna, ended)

    rewrite(ended, talked="Vi var i en klass i årskurs 5.")
    assert said not in without_tags(asked(anna, ended))
    assert "Titta på det här" not in asked(anna, ended)


def test_a_finding_leads_to_its_heading_and_its_words(demo: Demo, sign_in: SignIn, ended: Protocol) -> None:
    rewrite(ended, talked="Vi var i 5B.")

    link = '<a class="found__place" href="#rubrik-talked" data-show="protocol" data-focus="talked" data-words="5B">'

    assert link in asked(sign_in("carin"), ended)


def test_all_see_what_to_mend_and_those_who_may_finalise_answer_for_what_stays(
    demo: Demo, sign_in: SignIn, ended: Protocol
) -> None:
    rewrite(ended, talked="Eleven Ali fick hjälp.")

    for who, may in (("anna", True), ("carin", False)):
        page = asked(sign_in(who), ended)
        assert "”Ali” i Vi pratade om ser ut som ett namn." in without_tags(page)
        assert ("det får stå kvar" in page) == may


def test_nobody_is_asked_whether_a_personnummer_may_stay(demo: Demo, sign_in: SignIn, ended: Protocol) -> None:
    rewrite(ended, talked="Han är född 20121212-1212.")
    page = asked(sign_in("anna"), ended)

    assert "Det här måste bort" in page
    assert "”20121212-1212” i Vi pratade om ser ut som ett personnummer." in without_tags(page)
    assert "får stå kvar" not in page

    rewrite(ended, talked="Ali är född 20121212-1212.")
    must_go, may_stay = asked(sign_in("anna"), ended).split("Titta på det här innan ni färdigställer")
    assert "20121212-1212" in must_go
    assert "20121212-1212" not in may_stay
    assert may_stay.index("”Ali”") < may_stay.index("det får stå kvar")


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ([], ""),
        (["next"], "En rubrik är tom: Inför nästa träff tänker vi. Den får vara tom."),
        (
            ["reflections", "next", "difficulties"],
            "Tre rubriker är tomma: Reflektioner under träffen, Inför nästa träff tänker vi och Svårigheter i "
            "lärprocessen. De får vara tomma.",
        ),
    ],
)
def test_empty_headings_are_counted_in_words(
    demo: Demo, sign_in: SignIn, ended: Protocol, left_out: list[str], said: str
) -> None:
    rewrite(ended, **dict.fromkeys(left_out, " "))

    page = asked(sign_in("carin"), ended)

    assert said in without_tags(page)
    assert ("rubrik" in without_tags(page)) == bool(said)


def test_colleagues_are_asked_about_in_one_line_when_anyone_can_read_it(
    demo: Demo, sign_in: SignIn, ended: Protocol
) -> None:
    rewrite(ended, talked="Lena berättade om sina lappar, och Lenas grupp skrev.", learnings="Lena och Bo väntade.")
    page = asked(sign_in("anna"), ended)

    assert "Lena och Bo nämns vid namn, och alla kan läsa protokollet." in without_tags(page)
    assert page.count("data-words") == 2
    assert "ser ut som" not in page
    assert "det får stå kvar" in page

    demo.organisation.protocols_open_to = Organisation.Openness.STAFF
    demo.organisation.save()
    assert "nämns vid namn" not in asked(sign_in("anna"), ended)


def test_the_end_screen_has_the_same_list_and_its_tick_belongs_to_the_form(
    demo: Demo, sign_in: SignIn, ended: Protocol
) -> None:
    rewrite(ended, talked="Eleven Ali fick hjälp.")

    page = " ".join(sign_in("anna").get(f"/moten/{ended.meeting_id}/rum/").content.decode().split())

    assert asked(sign_in("anna"), ended) in page
    assert 'form="fardigstall"' in page
    assert '<form class="stack" id="fardigstall"' in page


def test_colleagues_are_no_pupils_while_one_writes(demo: Demo, sign_in: SignIn, ended: Protocol) -> None:
    page = sign_in("carin").get(f"/moten/{ended.meeting_id}/rum/").content.decode()

    known = page.split('<calm-hint hidden data-known="')[1].split('"')[0].split()

    assert {"Anna", "Bo", "Lena"} <= set(known)
    assert "David" not in known
