"""A lärträff that is behind is caught up, or ends at another time."""

from datetime import timedelta

import pytest
import time_machine

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.meetings.models import Meeting
from kollegium.refusals import Refused
from tests.conftest import HALF_PAST_ONE
from tests.live.test_steering import at, behind, minutes


def test_what_is_behind_is_caught_up_by_step_4(demo: Demo, running: Meeting, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=9))
    actions.next_step(running, by=demo["anna"])

    meeting = actions.catch_up(running, by=demo["anna"])

    assert minutes(meeting) == [5, 20, 15, 31, 10, 5]
    assert behind(meeting, at("13:39")) == 0
    assert actions.catch_up(meeting, by=demo["anna"]).version == meeting.version  # the second thumb


def test_a_running_step_can_pay_with_what_is_left_of_it(
    demo: Demo, running: Meeting, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=50))
    for _ in range(3):
        actions.next_step(running, by=demo["anna"])

    meeting = actions.catch_up(running, by=demo["anna"])

    assert minutes(meeting) == [5, 20, 15, 25, 10, 5]


def test_a_pause_puts_the_meeting_behind_and_can_be_caught_up(
    demo: Demo, running: Meeting, clock: time_machine.Traveller
) -> None:
    actions.pause(running, by=demo["anna"])
    clock.shift(timedelta(minutes=6))
    assert behind(running, at("13:36")) == 6

    meeting = actions.catch_up(running, by=demo["anna"])

    assert (meeting.live.paused_at, behind(meeting, at("13:36"))) == (HALF_PAST_ONE, 0)


def test_what_cannot_be_caught_up_is_refused_and_nothing_changes(
    demo: Demo, running: Meeting, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=86))

    with pytest.raises(Refused, match="tar minst till"):
        actions.catch_up(running, by=demo["anna"])
    assert minutes(running) == [5, 20, 15, 35, 10, 5]


def test_somebody_must_leave_early_and_the_steps_are_made_to_fit(demo: Demo, running: Meeting) -> None:
    meeting = actions.finish_by(running, at("14:40"), by=demo["anna"])

    assert meeting.live.ends_at == at("14:40")
    assert minutes(meeting) == [5, 20, 15, 15, 10, 5]


def test_the_time_comes_back_when_the_end_does(demo: Demo, running: Meeting) -> None:
    actions.finish_by(running, at("14:40"), by=demo["anna"])

    meeting = actions.finish_by(running, at("15:10"), by=demo["anna"])

    assert minutes(meeting) == [5, 20, 15, 35, 10, 5]
    assert behind(meeting, HALF_PAST_ONE) == -10


@pytest.mark.parametrize("hour", ["13:29", "13:30", "13:35"])
def test_an_end_that_is_too_soon_is_refused_with_one_that_is_not(demo: Demo, running: Meeting, hour: str) -> None:
    with pytest.raises(Refused, match=r"minst till 13\.37"):
        actions.finish_by(running, at(hour), by=demo["anna"])

    assert actions.finish_by(running, at("13:37"), by=demo["anna"]).live.ends_at == at("13:37")


def test_two_thumbs_on_the_same_end_are_one_change(demo: Demo, running: Meeting) -> None:
    first = actions.finish_by(running, at("14:40"), by=demo["anna"])

    assert actions.finish_by(first, at("14:40"), by=demo["anna"]).version == first.version
