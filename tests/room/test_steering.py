"""Pressing in the room: who may, what comes of it, and that two thumbs at once do it once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kollegium.audit.models import SecurityEntry
from kollegium.demo import Demo
from kollegium.live import actions, state
from kollegium.live.models import LiveMeeting
from kollegium.meetings.models import Absence, Meeting

SignIn = Callable[[str], Client]
STRANGERS = [("david", 404), ("gunilla", 404), ("hakan", 404), ("inga", 404), ("eva", 404), ("anyone", 302)]


def fresh(demo: Demo) -> Meeting:
    return Meeting.objects.get(pk=demo.meeting.pk)


@pytest.mark.parametrize(("who", "status"), [("anna", 302), ("carin", 403), ("farid", 403), *STRANGERS])
def test_only_the_leader_starts_the_meeting(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    response = sign_in(who).post(f"/moten/{demo.meeting.pk}/start/")

    assert response.status_code == status
    assert fresh(demo).has_started == (who == "anna")


def test_a_member_who_presses_start_is_told_who_can(demo: Demo, sign_in: SignIn) -> None:
    response = sign_in("carin").post(f"/moten/{demo.meeting.pk}/start/", headers={"HX-Request": "true"})

    assert response.status_code == 403
    assert response.content.decode().startswith("Bara lärledaren kan göra det här.")
    assert response["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 302), ("farid", 302), ("carin", 403), ("david", 404), ("anyone", 302)]
)
def test_the_leader_and_the_documentarian_mark_all_as_here_but_those_who_cannot_come(
    demo: Demo, running: Meeting, sign_in: SignIn, who: str, status: int
) -> None:
    Absence.objects.create(meeting=running, user=demo["oskar"])
    actions.mark(running, demo["bo"], is_here=False)

    response = sign_in(who).post(f"/moten/{running.pk}/narvaro/")

    assert response.status_code == status
    here = set(fresh(demo).attendances.filter(is_here=True).values_list("user", flat=True))
    everyone = {member.pk for member in running.group.members()}
    may = who in ("anna", "farid")
    assert here == (everyone - {demo["oskar"].pk} if may else {demo["anna"].pk, demo["carin"].pk})


def test_all_who_come_late_come_into_the_round_once(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    actions.next_step(running, by=demo["anna"])

    sign_in("anna").post(f"/moten/{running.pk}/narvaro/")

    order = state.of(running.pk)["round"]["order"]
    assert sorted(order) == sorted(member.pk for member in running.group.members())


@pytest.mark.parametrize("noun", ["steg", "paus", "fortsattning", "tid", "slut"])
@pytest.mark.parametrize(("who", "status"), [("anna", 204), ("carin", 403), ("david", 404), ("gunilla", 404)])
def test_only_the_leader_steers(
    demo: Demo, running: Meeting, sign_in: SignIn, noun: str, who: str, status: int
) -> None:
    response = sign_in(who).post(f"/moten/{running.pk}/{noun}/", headers={"HX-Request": "true"})

    assert response.status_code == status
    assert (fresh(demo).version > running.version) == (who == "anna" and noun != "fortsattning")


def test_two_thumbs_on_next_step_take_one_step(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    anna = sign_in("anna")

    for _ in range(2):
        anna.post(f"/moten/{running.pk}/steg/", {"after": "1"})

    assert fresh(demo).step == 2


def test_the_clock_is_the_same_for_all_and_a_pause_costs_nothing(demo: Demo, sign_in: SignIn) -> None:
    began = timezone.now()
    anna = sign_in("anna")
    with time_machine.travel(began, tick=False) as time:
        anna.post(f"/moten/{demo.meeting.pk}/start/")
        time.shift(timedelta(minutes=2))
        anna.post(f"/moten/{demo.meeting.pk}/paus/")
        time.shift(timedelta(minutes=10))
        anna.post(f"/moten/{demo.meeting.pk}/fortsattning/")
        anna.post(f"/moten/{demo.meeting.pk}/tid/")
        time.shift(timedelta(minutes=1))
        anna.post(f"/moten/{demo.meeting.pk}/steg/")

    now = state.of(demo.meeting.pk)

    assert now["step"] == 2
    assert now["steps"][0] == {"position": 1, "seconds": 7 * 60, "took": 3 * 60}


@pytest.mark.parametrize(("who", "status"), [("anna", 204), ("bo", 403), ("carin", 403), ("david", 404)])
def test_the_word_is_handed_on_by_the_leader_or_the_one_who_has_it(
    demo: Demo, running: Meeting, sign_in: SignIn, who: str, status: int
) -> None:
    actions.next_step(running, by=demo["anna"])

    response = sign_in(who).post(f"/moten/{running.pk}/tur/", headers={"HX-Request": "true"})

    assert response.status_code == status
    assert fresh(demo).live.round["speaker"] == (demo["bo"].pk if who == "anna" else demo["anna"].pk)


def test_one_who_speaks_hands_on_the_word_or_passes(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    actions.next_step(running, by=demo["anna"])
    actions.next_speaker(running, by=demo["anna"])

    sign_in("bo").post(f"/moten/{running.pk}/tur/", {"passes": "1", "after": str(demo["bo"].pk)})

    turn = fresh(demo).live.round
    assert turn["speaker"] == demo["carin"].pk
    assert (turn["done"], turn["passed"]) == ([demo["anna"].pk], [demo["bo"].pk])


def test_turns_are_forgotten_when_the_meeting_ends(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    actions.next_step(running, by=demo["anna"])
    assert fresh(demo).live.round is not None

    sign_in("anna").post(f"/moten/{running.pk}/slut/")

    assert not LiveMeeting.objects.filter(meeting=running).exists()
    assert not SecurityEntry.objects.filter(words__contains=str(demo.meeting)).exists()  # nor is it on record


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("anna", "lena", 302),
        ("farid", "lena", 302),
        ("carin", "lena", 403),
        ("lena", "lena", 302),
        ("anna", "david", 404),
    ],
)
def test_who_is_here_is_marked_by_oneself_the_leader_or_the_documentarian(
    demo: Demo, running: Meeting, sign_in: SignIn, who: str, whom: str, status: int
) -> None:
    response = sign_in(who).post(f"/moten/{running.pk}/narvaro/{demo[whom].pk}/", {"is_here": "1"})

    assert response.status_code == status
    assert (demo[whom].pk in state.of(running.pk)["present"]) == (status == 302)


def test_those_marked_as_gone_are_not_waited_for_and_do_not_come_back_by_a_phone_that_wakes(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    actions.next_step(running, by=demo["anna"])
    sign_in("anna").post(f"/moten/{running.pk}/narvaro/{demo['anna'].pk}/", {"is_here": "0"})

    actions.arrive(running, demo["anna"])

    now = state.of(running.pk)
    assert now["round"]["speaker"] == demo["bo"].pk
    assert demo["anna"].pk not in now["present"]


def test_the_slots_are_equal_for_those_present(demo: Demo, running: Meeting) -> None:
    actions.next_step(running, by=demo["anna"])

    assert state.of(running.pk)["round"]["slot"] == 20 * 60 // 3
