"""Who may undo a press in the room, and what its pages are told of it."""

from collections.abc import Callable

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.live import actions, state
from kollegium.meetings.models import Meeting
from kollegium.protocols import actions as protocols
from tests.protocols.conftest import finalise

SignIn = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def going(demo: Demo) -> Meeting:
    for person in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[person])
    actions.start(demo.meeting, by=demo["anna"])
    protocols.begin(demo.meeting)
    return actions.next_step(demo.meeting, by=demo["anna"])


@pytest.mark.parametrize(("who", "status"), [("anna", 204), ("carin", 403), ("david", 404), ("anyone", 302)])
def test_whoever_may_steer_undoes_a_step(demo: Demo, going: Meeting, sign_in: SignIn, who: str, status: int) -> None:
    answer = sign_in(who).post(f"/moten/{going.pk}/anger/", {"kind": "step"}, headers=HTMX)

    assert answer.status_code == status
    assert Meeting.objects.get(pk=going.pk).step == (1 if status == 204 else 2)


@pytest.mark.parametrize(("who", "status"), [("anna", 204), ("bo", 204), ("carin", 403)])
def test_a_speaker_who_pressed_too_early_takes_the_word_back(
    demo: Demo, going: Meeting, sign_in: SignIn, who: str, status: int
) -> None:
    actions.next_speaker(going, by=demo["anna"])
    sign_in("bo").post(f"/moten/{going.pk}/tur/", headers=HTMX)

    answer = sign_in(who).post(f"/moten/{going.pk}/anger/", {"kind": "speaker"}, headers=HTMX)

    assert answer.status_code == status
    assert Meeting.objects.get(pk=going.pk).live.round["speaker"] == demo["bo" if status == 204 else "carin"].pk


@pytest.mark.parametrize(("who", "status"), [("anna", 204), ("carin", 403), ("david", 404), ("anyone", 302)])
def test_whoever_may_steer_goes_back_a_step(demo: Demo, going: Meeting, sign_in: SignIn, who: str, status: int) -> None:
    answer = sign_in(who).post(f"/moten/{going.pk}/steg/tillbaka/", {"after": "2"}, headers=HTMX)

    assert answer.status_code == status
    assert Meeting.objects.get(pk=going.pk).step == (1 if status == 204 else 2)


def test_the_room_knows_what_can_be_undone_and_a_guest_does_not(demo: Demo, going: Meeting) -> None:
    now = state.of(going.pk)

    assert (now["press"]["kind"], now["press"]["by"]) == ("step", demo["anna"].pk)
    assert 8_000 < now["press"]["until"] - now["now"] <= 10_000
    assert "press" not in state.FOR_GUESTS


def test_what_can_no_longer_be_undone_is_told_in_words(demo: Demo, going: Meeting, sign_in: SignIn) -> None:
    actions.pause(going, by=demo["anna"])

    answer = sign_in("anna").post(f"/moten/{going.pk}/anger/", {"kind": "step"}, headers=HTMX)

    assert answer.status_code == 409
    assert "Det går inte att ångra längre." in answer.content.decode()


def test_an_end_is_not_undone_once_the_protocol_is_final(demo: Demo, going: Meeting, sign_in: SignIn) -> None:
    ended = actions.end(going, by=demo["anna"])
    finalise(protocols.prepare(ended), by=demo["bo"])

    answer = sign_in("anna").post(f"/moten/{going.pk}/anger/", {"kind": "end"}, headers=HTMX)

    assert answer.status_code == 409
    assert Meeting.objects.get(pk=going.pk).has_ended
