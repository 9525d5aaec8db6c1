"""Time in the room: what the lärledare may choose, what each choice says it costs, and what the others see."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from kollegium.demo import Demo
from kollegium.live import actions, state
from kollegium.meetings.models import Meeting
from kollegium.protocols import actions as protocols
from tests.conftest import HALF_PAST_ONE

SignIn = Callable[[str], Client]
AS_FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def running(demo: Demo, called: Meeting) -> Meeting:
    meeting = actions.start(called, by=demo["anna"])
    protocols.begin(meeting)
    return meeting


def words(browser: Client, path: str) -> str:
    return " ".join(browser.get(path).content.decode().split())


def minutes(meeting: Meeting) -> list[float]:
    return [step["seconds"] / 60 for step in state.of(meeting.pk)["steps"]]


@pytest.mark.parametrize("noun", ["tid", "inhamtning", "sluttid"])
@pytest.mark.parametrize(("who", "status"), [("anna", 204), ("carin", 403), ("david", 404), ("gunilla", 404)])
def test_only_the_leader_moves_time(
    running: Meeting, sign_in: SignIn, clock: time_machine.Traveller, noun: str, who: str, status: int
) -> None:
    clock.shift(timedelta(minutes=8))

    response = sign_in(who).post(f"/moten/{running.pk}/{noun}/", {"at": "14:50"}, headers=AS_FRAGMENT)

    assert response.status_code == status
    assert (state.of(running.pk)["version"] > running.version) == (who == "anna")


@pytest.mark.parametrize("fragment", ["start", "tid", "sluttid"])
@pytest.mark.parametrize(("who", "status"), [("anna", 200), ("carin", 403), ("david", 404), ("anyone", 302)])
def test_only_the_leader_is_asked(running: Meeting, sign_in: SignIn, fragment: str, who: str, status: int) -> None:
    assert sign_in(who).get(f"/moten/{running.pk}/rum/{fragment}/").status_code == status


def test_each_choice_says_who_pays_and_when_it_ends(running: Meeting, sign_in: SignIn) -> None:
    page = words(sign_in("anna"), f"/moten/{running.pk}/rum/tid/")

    choices = ["Från Ny forskning", "Från Vad gav mötet?", "Inget steg, vi slutar 15.02", "Från Så här går det"]
    assert sorted(choices, key=page.index) == choices  # the proposal first, the active part last
    assert page.count("slut 15.00") == 5


def test_minutes_in_hand_are_proposed_first(
    demo: Demo, running: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=2))
    actions.next_step(running, by=demo["anna"])

    page = words(sign_in("anna"), f"/moten/{running.pk}/rum/tid/")

    assert page.index("Inget steg, ni har 3 min i reserv") < page.index("Från Ny forskning")
    assert "slut 14.59" in page


def test_in_the_last_step_there_is_nobody_to_pay(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    for step in range(1, 6):
        actions.next_step(running, by=demo["anna"], after=step)
    actions.finish_by(running, HALF_PAST_ONE + timedelta(minutes=5), by=demo["anna"])

    page = words(sign_in("anna"), f"/moten/{running.pk}/rum/tid/")

    assert 'value="ingen"' in page
    assert page.count('name="payer"') == 1


def test_the_chosen_step_pays(running: Meeting, sign_in: SignIn) -> None:
    sign_in("anna").post(f"/moten/{running.pk}/tid/", {"payer": "4", "after": "1:300"})

    assert minutes(running) == [7, 20, 15, 33, 10, 5]
    assert state.of(running.pk)["ends_at"] == (HALF_PAST_ONE + timedelta(minutes=90)).timestamp() * 1000


def test_two_thumbs_at_once_take_the_minutes_once(running: Meeting, sign_in: SignIn) -> None:
    for _ in range(2):
        sign_in("anna").post(f"/moten/{running.pk}/tid/", {"payer": "ingen", "after": "1:300"})

    assert minutes(running)[0] == 7
    assert state.of(running.pk)["ends_at"] == (HALF_PAST_ONE + timedelta(minutes=92)).timestamp() * 1000


@pytest.mark.parametrize("payer", ["", "alla", "0", "-4", "4444", "²"])
def test_a_payer_that_is_none_is_refused(running: Meeting, sign_in: SignIn, payer: str) -> None:
    response = sign_in("anna").post(f"/moten/{running.pk}/tid/", {"payer": payer}, headers=AS_FRAGMENT)

    assert response.status_code == 409
    assert minutes(running)[0] == 5


@pytest.mark.parametrize("after", ["", "x", "1", "1:", "99999999:99999999", "2:300"])
def test_a_press_that_saw_something_else_is_no_error(running: Meeting, sign_in: SignIn, after: str) -> None:
    response = sign_in("anna").post(f"/moten/{running.pk}/tid/", {"after": after}, headers=AS_FRAGMENT)

    assert response.status_code == 204


def test_being_behind_is_said_with_what_it_costs_to_catch_up(
    demo: Demo, running: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=9))
    actions.next_step(running, by=demo["anna"])
    anna = sign_in("anna")

    page = words(anna, f"/moten/{running.pk}/rum/sluttid/")
    assert "Hämta in 4 min, sluta 15.00" in page
    assert "Ny forskning får 31 min i stället för 35" in page
    assert "4 min efter" in words(sign_in("carin"), f"/moten/{running.pk}/rum/")

    anna.post(f"/moten/{running.pk}/inhamtning/")
    assert "Hämta in" not in words(anna, f"/moten/{running.pk}/rum/sluttid/")
    assert "I fas" in words(sign_in("carin"), f"/moten/{running.pk}/rum/")
    assert "31 min · planerat 35" in words(sign_in("carin"), f"/moten/{running.pk}/rum/")


@pytest.mark.parametrize("said", ["14:40", "14.40", " 14:40 "])
def test_an_end_is_said_as_the_wall_clock_has_it(running: Meeting, sign_in: SignIn, said: str) -> None:
    sign_in("anna").post(f"/moten/{running.pk}/sluttid/", {"at": said})

    assert minutes(running) == [5, 20, 15, 15, 10, 5]


@pytest.mark.parametrize("said", ["", "snart", "25:00", "13:29", "13:31"])
def test_an_end_that_is_none_or_too_soon_is_refused_in_words(running: Meeting, sign_in: SignIn, said: str) -> None:
    response = sign_in("anna").post(f"/moten/{running.pk}/sluttid/", {"at": said}, headers=AS_FRAGMENT)

    assert response.status_code == 409
    assert response.content.decode().startswith(("Skriv en sluttid", "Det som återstår tar minst till"))


def test_around_midnight_the_nearest_hour_is_meant(
    demo: Demo, called: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime.fromisoformat("2026-11-24T23:00:00+01:00"))
    actions.start(called, by=demo["anna"])

    sign_in("anna").post(f"/moten/{called.pk}/sluttid/", {"at": "00:10"})

    assert minutes(called) == [5, 20, 15, 15, 10, 5]


def test_one_who_starts_late_sees_what_it_costs_and_may_choose(
    called: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=7))
    anna = sign_in("anna")

    page = words(anna, f"/moten/{called.pk}/rum/")
    assert "Ni börjar 7 minuter sent" in page
    assert "Ny forskning får 28 min i stället för 35" in page
    assert "Skjut fram till 15.07" in page
    assert "Ni börjar" not in words(sign_in("carin"), f"/moten/{called.pk}/rum/")

    anna.post(f"/moten/{called.pk}/start/", {"ends": "later"})
    assert minutes(called) == [5, 20, 15, 35, 10, 5]
    assert state.of(called.pk)["ends_at"] == (HALF_PAST_ONE + timedelta(minutes=97)).timestamp() * 1000


def test_one_who_starts_in_time_or_early_is_asked_nothing(
    called: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    for shift in (0, -10):
        clock.shift(timedelta(minutes=shift))

        assert "Ni börjar" not in words(sign_in("anna"), f"/moten/{called.pk}/rum/")


def test_a_page_without_javascript_holds_all_choices(running: Meeting, sign_in: SignIn) -> None:
    page = words(sign_in("anna"), f"/moten/{running.pk}/rum/")

    for part in ("Från Ny forskning", "Sluta senast", "I fas", "slut 15.00", 'value="15:00"'):
        assert part in page


def test_members_see_how_it_stands_and_have_nothing_to_press(running: Meeting, sign_in: SignIn) -> None:
    page = words(sign_in("carin"), f"/moten/{running.pk}/rum/")

    assert "I fas" in page
    assert "Sluta senast" not in page
    assert "Från Ny forskning" not in page
