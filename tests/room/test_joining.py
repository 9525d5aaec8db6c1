"""Gå med med koden på skärmen: who lands in the room, who is told no, and that guessing is braked per account."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kollegium.demo import PASSWORD, Demo
from kollegium.live import actions

SignIn = Callable[[str], Client]


@pytest.fixture
def code(demo: Demo) -> str:
    return actions.open_to_code(demo.meeting)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_member_who_types_the_code_lands_in_the_room(demo: Demo, sign_in: SignIn, code: str) -> None:
    response = sign_in("carin").post("/med/", {"code": f" {code[:3]} {code[3:]} "}, follow=True)

    assert response.redirect_chain == [(f"/med/{code}/", 302), (demo.meeting.room_url, 302)]


def test_one_who_is_not_signed_in_signs_in_first_and_then_lands_in_the_room(
    demo: Demo, client: Client, code: str
) -> None:
    asked = client.get(f"/med/{code}/")
    signed_in = client.post(
        asked["Location"].split("?")[0],
        {"username": demo["carin"].email, "password": PASSWORD, "next": f"/med/{code}/"},
        follow=True,
    )

    assert asked["Location"] == f"/logga-in/?next=/med/{code}/"
    assert signed_in.redirect_chain[-1] == (demo.meeting.room_url, 302)


def test_the_address_to_join_is_open_and_has_one_field_for_digits(client: Client, demo: Demo) -> None:
    page = client.get("/med/").content.decode()

    assert 'inputmode="numeric"' in page
    assert 'autocomplete="off"' in page
    assert 'href="/med/"' in client.get("/logga-in/").content.decode()
    assert 'href="/med/"' in client.get("/").content.decode()


@pytest.mark.parametrize("who", ["david", "gunilla", "inga"])
def test_one_who_is_not_a_member_is_told_so_and_not_which_meeting_it_is(
    demo: Demo, sign_in: SignIn, code: str, who: str
) -> None:
    response = sign_in(who).get(f"/med/{code}/")
    page = response.content.decode()

    assert response.status_code == 403
    assert "Du är inte med i den lärgruppen" in page
    for leak in (demo.meeting.group.name, demo.meeting.question, f"/moten/{demo.meeting.pk}/", "Anna"):
        assert leak not in page


@pytest.mark.parametrize("typed", ["", "12", "abcdef", "1234567", "１２３４５６", "12 34"])
def test_what_is_no_code_is_said_to_be_none(demo: Demo, client: Client, typed: str) -> None:
    response = client.post("/med/", {"code": typed})

    assert response.status_code == 422
    assert "Koden är sex siffror." in response.content.decode()


def test_a_wrong_code_and_that_of_a_meeting_that_has_ended_get_the_same_answer(
    demo: Demo, sign_in: SignIn, code: str
) -> None:
    carin = sign_in("carin")
    unknown = carin.get(f"/med/{wrong(code)}/")
    meeting = actions.start(demo.meeting, by=demo["anna"])
    actions.end(meeting, by=demo["anna"])
    ended = carin.get(f"/med/{code}/")

    assert unknown.status_code == ended.status_code == 404
    for response in (unknown, ended):
        assert "Det finns ingen öppen lärträff med den koden." in response.content.decode()


def test_ten_guesses_slow_that_account_and_no_colleague_at_the_same_address(
    demo: Demo, sign_in: SignIn, code: str
) -> None:
    david = sign_in("david")
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(10):
            assert david.get(f"/med/{wrong(code)}/").status_code == 404

        stopped = david.get(f"/med/{code}/")

    assert stopped.status_code == 429
    assert "Vänta 1 sekund och försök igen, eller öppna rummet från din startsida." in stopped.content.decode()
    assert f'value="{code}"' in stopped.content.decode()
    assert sign_in("carin").get(f"/med/{code}/")["Location"] == demo.meeting.room_url
