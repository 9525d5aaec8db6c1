"""Spegeln: tapped by the one on that duty, shown when the last step has come, erased when the protocol is final."""

from collections.abc import Callable

import pytest
from django.test import Client

from kollegium import events
from kollegium.audit.models import SecurityEntry
from kollegium.demo import Demo
from kollegium.groups.permissions import May
from kollegium.live import actions
from kollegium.live.actions import mirroring
from kollegium.live.models import Mirror
from kollegium.meetings import actions as meetings
from kollegium.meetings.access import may_at
from kollegium.meetings.models import Duty, Meeting
from kollegium.protocols import actions as protocols
from kollegium.protocols import notes
from kollegium.refusals import Refused
from tests.protocols.conftest import finalise

SignIn = Callable[[str], Client]
EVERYBODY_ELSE = [("anna", 403), ("bo", 403), ("farid", 403), ("david", 404), ("gunilla", 404), ("hakan", 404)]


@pytest.fixture
def running(demo: Demo) -> Meeting:
    for who in ("anna", "bo", "karim"):
        actions.arrive(demo.meeting, demo[who])
    meeting = actions.start(demo.meeting, by=demo["anna"])
    protocols.begin(meeting)
    return meeting


def in_the_last_step(demo: Demo, meeting: Meeting) -> Meeting:
    for _ in range(5):
        meeting = actions.next_step(meeting, by=demo["anna"])
    return meeting


def test_karim_reflects_in_the_demo_and_only_he_may_fill_in_the_mirror(demo: Demo, running: Meeting) -> None:
    assert running.reflector == demo["karim"]
    assert May.MIRROR in may_at(running, demo["karim"])
    assert [who for who in demo.people if May.MIRROR in may_at(running, demo[who])] == ["karim"]


@pytest.mark.parametrize("noun", ["question/", "question/anger/", "ord/", "visning/", "visning/slut/"])
@pytest.mark.parametrize(("who", "status"), [*EVERYBODY_ELSE, ("anyone", 302)])
def test_nobody_else_taps(demo: Demo, running: Meeting, sign_in: SignIn, noun: str, who: str, status: int) -> None:
    assert sign_in(who).post(f"/moten/{running.pk}/spegel/{noun}").status_code == status
    assert not Mirror.objects.exists()


def test_a_tap_is_kept_at_once_and_can_be_undone(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    karim = sign_in("karim")
    htmx = {"HX-Request": "true"}

    said = [karim.post(f"/moten/{running.pk}/spegel/evidence/", headers=htmx).content for _ in range(3)]
    undone = karim.post(f"/moten/{running.pk}/spegel/evidence/anger/", headers=htmx).content

    assert (said, undone) == ([b"1", b"2", b"3"], b"2")
    assert Mirror.objects.get().counts == {"evidence": 2}


def test_an_undo_too_many_stops_at_none(demo: Demo, running: Meeting) -> None:
    assert mirroring.untap(running, "challenge") == 0


def test_a_kind_that_is_not_there_is_not_found(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    assert sign_in("karim").post(f"/moten/{running.pk}/spegel/carin/").status_code == 404


def test_without_javascript_a_tap_comes_back_to_the_card(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    response = sign_in("karim").post(f"/moten/{running.pk}/spegel/question/")

    assert (response.status_code, response["Location"]) == (302, f"/moten/{running.pk}/rum/#spegel")
    page = sign_in("karim").get(f"/moten/{running.pk}/rum/").content.decode()
    assert 'id="spegel-question">1<' in page
    assert "Spara raden" in page


def test_the_card_is_on_the_reflectors_page_only_and_follows_the_duty(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    def has_card(who: str) -> bool:
        return "Återberättande" in sign_in(who).get(f"/moten/{running.pk}/rum/spegel/").content.decode()

    assert (has_card("karim"), has_card("bo")) == (True, False)
    meetings.put_on_duty(running, Duty.Kind.REFLECTOR, demo["bo"], by=demo["anna"])
    assert (has_card("karim"), has_card("bo")) == (False, True)


def test_the_card_is_folded_until_there_is_talk_to_hear_and_one_who_leads_has_one_green_button(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    def card(who: str) -> str:
        return sign_in(who).get(f"/moten/{running.pk}/rum/spegel/").content.decode()

    assert '<details class="details mirror" >' in card("karim")
    meeting = in_the_last_step(demo, running)
    assert '<details class="details mirror" open>' in card("karim")
    green = 'button--primary" id="visa-spegeln"'
    assert green in card("karim")
    meetings.put_on_duty(meeting, Duty.Kind.REFLECTOR, demo["anna"], by=demo["anna"])
    assert 'id="visa-spegeln"' in card("anna")
    assert green not in card("anna")


def test_before_the_meeting_there_is_nothing_to_mirror(demo: Demo) -> None:
    with pytest.raises(Refused):
        mirroring.tap(demo.meeting, "question")


def test_it_is_shown_in_the_last_step_and_not_before(demo: Demo, running: Meeting) -> None:
    with pytest.raises(Refused, match="sista steget"):
        mirroring.show(running)

    assert mirroring.show(in_the_last_step(demo, running)).shown_at is not None


@pytest.mark.parametrize("address", ["rum/reflektion/", "rum/", "skarm/", "skarm/spegel/"])
def test_the_group_sees_it_when_it_is_shown_and_until_it_is_hidden(
    demo: Demo, running: Meeting, sign_in: SignIn, address: str
) -> None:
    def seen() -> bool:
        return "Vi väntade på svaren." in sign_in("bo").get(f"/moten/{running.pk}/{address}").content.decode()

    mirroring.tap(running, "question")
    mirroring.write_words(running, "Vi väntade på svaren.")
    meeting = in_the_last_step(demo, running)
    assert not seen()
    mirroring.show(meeting)
    assert seen()
    mirroring.hide(meeting)
    assert not seen()


def test_the_number_is_there_in_figures_beside_its_bar(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    for kind, times in {"question": 4, "evidence": 1}.items():
        for _ in range(times):
            mirroring.tap(running, kind)
    mirroring.show(in_the_last_step(demo, running))

    page = sign_in("bo").get(f"/moten/{running.pk}/rum/reflektion/").content.decode()

    assert '<rect width="100" height="1" /></svg><span class="mirror__number">4</span>' in page
    assert '<rect width="25" height="1" /></svg><span class="mirror__number">1</span>' in page


def test_the_room_hears_of_it_only_when_there_is_something_to_see(
    demo: Demo, running: Meeting, django_capture_on_commit_callbacks: Callable[..., object], monkeypatch: object
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(events, "_listeners", [lambda event: heard.append(event.name)])

    with django_capture_on_commit_callbacks(execute=True):
        mirroring.tap(running, "question")
        assert heard == []
    with django_capture_on_commit_callbacks(execute=True):
        mirroring.show(in_the_last_step(demo, running))

    assert heard[-1] == "mirror.changed"
    assert not SecurityEntry.objects.filter(words__contains=str(running)).exists()


def test_it_is_erased_with_the_final_protocol_and_its_words_are_not_in_there(demo: Demo, running: Meeting) -> None:
    mirroring.tap(running, "question")
    mirroring.write_words(running, "Det här sades bara i rummet.")
    ended = actions.end(running, by=demo["anna"])

    protocol = finalise(ended.protocol, by=demo["anna"])

    assert not Mirror.objects.filter(meeting=running).exists()
    assert "Det här sades" not in str(protocol.text)
    with pytest.raises(Refused, match="raderad"):
        mirroring.tap(ended, "question")


def test_nothing_of_it_is_in_the_draft_unless_somebody_writes_it_there(demo: Demo, running: Meeting) -> None:
    mirroring.write_words(running, "Det här sades bara i rummet.")
    mirroring.show(in_the_last_step(demo, running))

    assert notes.text(running.protocol.pk)["reflections"] == ""
