"""One way to start: from the room, asked about when it is far from its time."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from kollegium.demo import Demo
from kollegium.meetings.models import Meeting
from kollegium.room import state

SignIn = Callable[[str], Client]
HALF_PAST_ONE = datetime.fromisoformat("2026-11-24T13:30:00+01:00")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(HALF_PAST_ONE, tick=False) as now:
        yield now


@pytest.fixture
def planned(demo: Demo, clock: time_machine.Traveller) -> Meeting:
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=HALF_PAST_ONE)
    return Meeting.objects.get(pk=demo.meeting.pk)


def press(browser: Client, meeting: Meeting, **said: str) -> tuple[int, str]:
    answer = browser.post(f"/moten/{meeting.pk}/start/", said, headers=HTMX)
    return answer.status_code, " ".join(answer.content.decode().split())


def minutes(meeting: Meeting) -> list[float]:
    return [step["seconds"] / 60 for step in state.of(meeting.pk)["steps"]]


@pytest.mark.parametrize("off", [-10, 0, 10])
def test_within_ten_minutes_of_its_time_one_press_starts_it(
    planned: Meeting, sign_in: SignIn, clock: time_machine.Traveller, off: int
) -> None:
    clock.shift(timedelta(minutes=off))

    assert press(sign_in("anna"), planned)[0] == 204
    assert Meeting.objects.get(pk=planned.pk).is_running


def test_almost_an_hour_late_nobody_gets_one_minute_of_research_unasked(
    planned: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=57))
    anna = sign_in("anna")

    status, words = press(anna, planned)
    assert status == 200
    assert "för 57 minuter sedan" in words
    assert "Sluta 15.00 som sagt" in words
    assert "Ny forskning får 1 min i stället för 35" in words
    assert "Skjut fram till 15.57" in words
    assert "checked" not in words

    status, words = press(anna, planned, sure="1")
    assert (status, "Välj när ni slutar." in words) == (200, True)
    assert not Meeting.objects.get(pk=planned.pk).has_started

    assert press(anna, planned, sure="1", ends="later")[0] == 204
    assert minutes(planned) == [5, 20, 15, 35, 10, 5]


def test_early_it_ends_as_told_or_as_much_earlier(
    planned: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=-25))
    anna = sign_in("anna")

    words = press(anna, planned)[1]
    assert "om 25 minuter" in words
    assert "Sluta 15.00 som sagt" in words
    assert "Ni har 25 minuter i reserv" in words
    assert "Sluta redan 14.35" in words

    press(anna, planned, sure="1", ends="later")
    assert state.of(planned.pk)["ends_at"] == (HALF_PAST_ONE + timedelta(minutes=65)).timestamp() * 1000


def test_days_away_from_its_time_it_is_asked_about_and_gets_the_time_it_takes(
    planned: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=-5))
    Meeting.objects.filter(pk=planned.pk).update(called_at=None, called_by=None)
    anna = sign_in("anna")

    status, words = press(anna, planned)
    assert (status, "tisdag 24 november" in words, "Ni slutar 15.00." in words) == (200, True, True)
    assert "ingen kallelse kan skickas" in words

    assert press(anna, planned, sure="1")[0] == 204
    assert minutes(planned) == [5, 20, 15, 35, 10, 5]


def test_without_javascript_the_question_is_a_page(
    planned: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=30))
    anna, address = sign_in("anna"), f"/moten/{planned.pk}/start/"

    asked = anna.post(address).content.decode()
    assert "<title>Starta" in asked
    assert f'action="{address}"' in asked

    answer = anna.post(address, {"sure": "1", "ends": "called"})
    assert answer["Location"] == planned.room_url
    assert sum(minutes(planned)) == 60


@pytest.mark.parametrize(("who", "status"), [("carin", 403), ("david", 404), ("gunilla", 404)])
def test_nobody_else_is_asked(
    planned: Meeting, sign_in: SignIn, clock: time_machine.Traveller, who: str, status: int
) -> None:
    clock.shift(timedelta(minutes=30))

    assert press(sign_in(who), planned, sure="1", ends="later")[0] == status
    assert not Meeting.objects.get(pk=planned.pk).has_started


def test_the_room_says_how_late_it_is_before_anybody_presses(
    planned: Meeting, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=57))

    words = " ".join(sign_in("anna").get(planned.room_url).content.decode().split())

    assert "Ni börjar 57 minuter sent. När du startar väljer du om ni slutar 15.00 som sagt." in words
    assert 'name="ends"' not in words
