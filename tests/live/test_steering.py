"""Time that is conserved in a running meeting: who pays, when it ends, and what is never done silently."""

from datetime import datetime, timedelta

import pytest
import time_machine

from kollegium.demo import Demo
from kollegium.live import actions, pace
from kollegium.live.actions import Payer
from kollegium.meetings.models import Meeting
from kollegium.refusals import Refused
from tests.conftest import HALF_PAST_ONE


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def at(hour: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-24T{hour}:00+01:00")


def minutes(meeting: Meeting) -> list[float]:
    return [seconds / 60 for seconds in meeting.steps.values_list("seconds", flat=True)]


def behind(meeting: Meeting, now: datetime) -> float:
    return pace.behind(fresh(meeting).live, now=now).total_seconds() / 60


def test_a_start_in_time_ends_as_called_and_changes_no_step(running: Meeting) -> None:
    assert running.live.ends_at == at("15:00")
    assert minutes(running) == [5, 20, 15, 35, 10, 5]


def test_a_late_start_ends_as_called_and_step_4_pays(
    demo: Demo, called: Meeting, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=7))

    meeting = actions.start(called, by=demo["anna"])

    assert meeting.live.ends_at == at("15:00")
    assert minutes(meeting) == [5, 20, 15, 28, 10, 5]
    assert behind(meeting, at("13:37")) == 0


def test_a_late_start_may_end_as_much_later_instead(demo: Demo, called: Meeting, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=7))

    meeting = actions.start(called, by=demo["anna"], keeps_end=False)

    assert meeting.live.ends_at == at("15:07")
    assert minutes(meeting) == [5, 20, 15, 35, 10, 5]


def test_an_early_start_has_its_minutes_in_hand(demo: Demo, called: Meeting, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=-5))

    meeting = actions.start(called, by=demo["anna"])

    assert meeting.live.ends_at == at("15:00")
    assert behind(meeting, at("13:25")) == -5


@pytest.mark.parametrize("hours", [-2, 2, 26])
def test_at_another_time_of_day_the_meeting_gets_its_whole_time(
    demo: Demo, called: Meeting, clock: time_machine.Traveller, hours: int
) -> None:
    clock.shift(timedelta(hours=hours))

    meeting = actions.start(called, by=demo["anna"])

    assert meeting.live.ends_at == HALF_PAST_ONE + timedelta(hours=hours, minutes=90)
    assert minutes(meeting) == [5, 20, 15, 35, 10, 5]


def test_a_short_meeting_that_starts_after_its_own_end_gets_its_whole_time(
    demo: Demo, called: Meeting, clock: time_machine.Traveller
) -> None:
    called.steps.update(minutes=5, seconds=300)
    clock.shift(timedelta(minutes=28))

    meeting = actions.start(called, by=demo["anna"])

    assert meeting.live.ends_at == at("14:28")
    assert minutes(meeting) == [5] * 6


def test_step_4_pays_and_the_meeting_ends_when_it_would(demo: Demo, running: Meeting) -> None:
    meeting = actions.take_longer(running, 2, by=demo["anna"], payer=4)

    assert minutes(meeting) == [7, 20, 15, 33, 10, 5]
    assert meeting.live.ends_at == at("15:00")


def test_nobody_pays_and_the_meeting_ends_later(demo: Demo, running: Meeting) -> None:
    meeting = actions.take_longer(running, 2, by=demo["anna"], payer=Payer.NOBODY)

    assert minutes(meeting) == [7, 20, 15, 35, 10, 5]
    assert meeting.live.ends_at == at("15:02")
    assert behind(meeting, HALF_PAST_ONE) == 0


def test_minutes_in_hand_are_used_before_the_end_is_moved(
    demo: Demo, called: Meeting, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=-1))
    meeting = actions.start(called, by=demo["anna"])

    meeting = actions.take_longer(meeting, 2, by=demo["anna"])

    assert meeting.live.ends_at == at("15:01")
    assert behind(meeting, at("13:29")) == 0


def test_two_thumbs_at_once_take_the_minutes_once(demo: Demo, running: Meeting) -> None:
    for _ in range(2):
        actions.take_longer(running, 2, by=demo["anna"], payer=4, after=(1, 300))

    assert minutes(running) == [7, 20, 15, 33, 10, 5]


@pytest.mark.parametrize("payer", [1, 9])
def test_only_a_step_still_to_come_can_pay(demo: Demo, running: Meeting, payer: int) -> None:
    with pytest.raises(Refused, match="Välj ett steg som är kvar"):
        actions.take_longer(running, 2, by=demo["anna"], payer=payer)


def test_no_step_is_left_with_less_than_a_minute(demo: Demo, running: Meeting) -> None:
    actions.take_longer(running, 4, by=demo["anna"], payer=6)

    with pytest.raises(Refused, match="mindre än en minut"):
        actions.take_longer(running, 1, by=demo["anna"], payer=6)
    assert minutes(running) == [9, 20, 15, 35, 10, 1]


def test_several_steps_pay_together_and_never_the_active_part(demo: Demo, running: Meeting) -> None:
    running.steps.filter(position__in=[4, 6]).update(seconds=130)

    actions.take_longer(running, 2, by=demo["anna"], payer=Payer.SEVERAL)

    assert list(running.steps.values_list("seconds", flat=True)) == [420, 1200, 900, 60, 600, 80]
    with pytest.raises(Refused):
        actions.take_longer(running, 2, by=demo["anna"], payer=Payer.SEVERAL)


def test_leaving_a_step_early_or_late_is_seen_and_replans_nothing(
    demo: Demo, running: Meeting, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=2))
    actions.next_step(running, by=demo["anna"])
    assert behind(running, at("13:32")) == -3

    clock.shift(timedelta(minutes=27))
    actions.next_step(running, by=demo["anna"])

    assert behind(running, at("13:59")) == 4
    assert minutes(running) == [5, 20, 15, 35, 10, 5]


@pytest.mark.parametrize("when", ["before", "after"])
def test_no_time_is_moved_outside_the_meeting(demo: Demo, called: Meeting, when: str) -> None:
    if when == "after":
        actions.end(actions.start(called, by=demo["anna"]), by=demo["anna"])

    for move in (
        lambda: actions.take_longer(called, 2, by=demo["anna"]),
        lambda: actions.catch_up(called, by=demo["anna"]),
        lambda: actions.finish_by(called, at("15:10"), by=demo["anna"]),
    ):
        with pytest.raises(Refused):
            move()
