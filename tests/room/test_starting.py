"""One way to start: from the room, asked about when it is far from its time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kollegium.live import state
from kollegium.meetings.models import Meeting
from tests.conftest import HALF_PAST_ONE

SignIn = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


def press(browser: Client, meeting: Meeting, **said: str) -> tuple[int, str]:
    answer = browser.post(f"/moten/{meeting.pk}/start/", said, headers=HTMX)
    return answer.status_code, " ".join(answer.content.decode().split())


def minutes(meeting: Meeting) -> list[float]:
    return [step["seconds"] / 60 for step in state.of(meeting.pk)["steps"]]


@pytest.mark.parametrize("off", [-10, 0, 10])
def test_within_ten_minutes_of_its_time_one_press_starts_it(
    called: Meeting, sign_in: SignIn, clock: time_machine.Traveller, off: int
) -> None:
    clock.shift(timedelta(minutes=off))

    assert press(sign_in("anna"), called)[0] == 204
    assert Meeting.objects.get(pk=called.pk).is_running


def test_almost_an_hour_late_nobody_gets_one_minute_of_research_unasked(
    called: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=57))
    anna = sign_in("anna")

    status, words = press(anna, called)
    assert status == 200
    assert "för 57 minuter sedan" in words
    assert "Sluta 15.00 som sagt" in words
    assert "Ny forskning får 1 min i stället för 35" in words
    assert "Skjut fram till 15.57" in words
    assert "checked" not in words

    status, words = press(anna, called, sure="1")
    assert (status, "Välj när ni slutar." in words) == (200, True)
    assert not Meeting.objects.get(pk=called.pk).has_started

    assert press(anna, called, sure="1", ends="later")[0] == 204
    assert minutes(called) == [5, 20, 15, 35, 10, 5]


def test_early_it_ends_as_told_or_as_much_earlier(
    called: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=-25))
    anna = sign_in("anna")

    words = press(anna, called)[1]
    assert "om 25 minuter" in words
    assert "Sluta 15.00 som sagt" in words
    assert "Ni har 25 minuter i reserv" in words
    assert "Sluta redan 14.35" in words

    press(anna, called, sure="1", ends="later")
    assert state.of(called.pk)["ends_at"] == (HALF_PAST_ONE + timedelta(minutes=65)).timestamp() * 1000


def test_days_away_from_its_time_it_is_asked_about_and_gets_the_time_it_takes(
    called: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=-5))
    Meeting.objects.filter(pk=called.pk).update(called_at=None, called_by=None)
    anna = sign_in("anna")

    status, words = press(anna, called)
    assert (status, "tisdag 24 november" in words, "Ni slutar 15.00." in words) == (200, True, True)
    assert "ingen kallelse kan skickas" in words

    assert press(anna, called, sure="1")[0] == 204
    assert minutes(called) == [5, 20, 15, 35, 10, 5]


def test_without_javascript_the_question_is_a_page(
    called: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=30))
    anna, address = sign_in("anna"), f"/moten/{called.pk}/start/"

    asked = anna.post(address).content.decode()
    assert "<title>Starta" in asked
    assert f'action="{address}"' in asked

    answer = anna.post(address, {"sure": "1", "ends": "called"})
    assert answer["Location"] == called.room_url
    assert sum(minutes(called)) == 60


@pytest.mark.parametrize(("who", "status"), [("carin", 403), ("david", 404), ("gunilla", 404)])
def test_nobody_else_is_asked(
    called: Meeting, sign_in: SignIn, clock: time_machine.Traveller, who: str, status: int
) -> None:
    clock.shift(timedelta(minutes=30))

    assert press(sign_in(who), called, sure="1", ends="later")[0] == status
    assert not Meeting.objects.get(pk=called.pk).has_started


def test_the_room_says_how_late_it_is_before_anybody_presses(
    called: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=57))

    words = " ".join(sign_in("anna").get(called.room_url).content.decode().split())

    assert "Ni börjar 57 minuter sent. När du startar väljer du om ni slutar 15.00 som sagt." in words
    assert 'name="ends"' not in words
