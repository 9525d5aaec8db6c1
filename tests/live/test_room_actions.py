"""Steering, turns and presence: what the room does to the meeting."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.meetings.models import Meeting
from kollegium.refusals import Refused


@pytest.fixture
def running(demo: Demo) -> Meeting:
    return actions.start(demo.meeting, by=demo["anna"])


def here(demo: Demo, meeting: Meeting, *people: str) -> None:
    for person in people:
        actions.arrive(meeting, demo[person])


def in_report(demo: Demo, meeting: Meeting) -> Meeting:
    return actions.next_step(meeting, by=demo["anna"], after=1)


def test_a_start_enters_the_first_step(demo: Demo, running: Meeting) -> None:
    assert (running.is_running, running.step, running.started_by) == (True, 1, demo["anna"])


def test_nobody_starts_twice(demo: Demo, running: Meeting) -> None:
    with pytest.raises(Refused):
        actions.start(running, by=demo["anna"])


def test_two_thumbs_at_once_do_not_skip_a_step(demo: Demo, running: Meeting) -> None:
    actions.next_step(running, by=demo["anna"], after=1)
    meeting = actions.next_step(running, by=demo["anna"], after=1)

    assert meeting.step == 2


def test_the_last_step_has_no_next(demo: Demo, running: Meeting) -> None:
    for step in range(1, 6):
        actions.next_step(running, by=demo["anna"], after=step)

    with pytest.raises(Refused):
        actions.next_step(running, by=demo["anna"], after=6)


def test_a_pause_is_not_part_of_what_the_step_took(demo: Demo) -> None:
    began = timezone.now()
    with time_machine.travel(began, tick=False) as now:
        meeting = actions.start(demo.meeting, by=demo["anna"])
        now.shift(timedelta(minutes=2))
        actions.pause(meeting, by=demo["anna"])
        now.shift(timedelta(minutes=10))
        actions.go_on(meeting, by=demo["anna"])
        now.shift(timedelta(minutes=1))
        actions.next_step(meeting, by=demo["anna"])

    assert meeting.steps.get(position=1).took == 180


def test_pausing_twice_and_going_on_twice_is_the_same_as_once(demo: Demo, running: Meeting) -> None:
    first = actions.pause(running, by=demo["anna"])
    second = actions.pause(running, by=demo["anna"])
    assert first.live.paused_at == second.live.paused_at

    actions.go_on(running, by=demo["anna"])
    assert actions.go_on(running, by=demo["anna"]).live.paused_at is None


def test_added_minutes_are_the_steps_own_and_have_an_end(demo: Demo, running: Meeting) -> None:
    actions.take_longer(running, 5, by=demo["anna"])

    assert running.steps.get(position=1).seconds == 10 * 60
    with pytest.raises(Refused):
        actions.take_longer(running, 240, by=demo["anna"])


@pytest.mark.parametrize("action", ["next_step", "pause", "go_on", "end"])
def test_nothing_is_steered_before_the_start(demo: Demo, action: str) -> None:
    with pytest.raises(Refused):
        getattr(actions, action)(demo.meeting, by=demo["anna"])


@pytest.mark.parametrize("action", ["next_step", "pause", "go_on"])
def test_nothing_is_steered_after_the_end(demo: Demo, running: Meeting, action: str) -> None:
    ended = actions.end(running, by=demo["anna"])

    with pytest.raises(Refused):
        getattr(actions, action)(ended, by=demo["anna"])


def test_an_end_forgets_the_turns_and_is_the_same_twice(demo: Demo, running: Meeting) -> None:
    here(demo, running, "anna", "bo")
    in_report(demo, running)

    ended = actions.end(running, by=demo["anna"])

    assert (ended.has_ended, ended.live.round) == (True, None)
    assert actions.end(running, by=demo["bo"]).ended_by == demo["anna"]


def test_the_word_goes_round_among_those_present(demo: Demo, running: Meeting) -> None:
    here(demo, running, "carin", "anna", "bo")
    meeting = in_report(demo, running)
    order = [demo[person].pk for person in ("anna", "bo", "carin")]
    assert meeting.live.round["speaker"] == order[0]

    meeting = actions.next_speaker(meeting, by=demo["anna"], after=order[0])
    meeting = actions.next_speaker(meeting, by=demo["anna"], after=order[1], passes=True)
    meeting = actions.next_speaker(meeting, by=demo["anna"], after=order[2])

    assert meeting.live.round["done"] == [order[0], order[2]]
    assert meeting.live.round["passed"] == [order[1]]
    assert meeting.live.round["speaker"] is None


def test_two_thumbs_at_once_do_not_skip_a_colleague(demo: Demo, running: Meeting) -> None:
    here(demo, running, "anna", "bo", "carin")
    meeting = in_report(demo, running)

    actions.next_speaker(meeting, by=demo["anna"], after=demo["anna"].pk)
    meeting = actions.next_speaker(meeting, by=demo["bo"], after=demo["anna"].pk)

    assert meeting.live.round["speaker"] == demo["bo"].pk


def test_there_is_no_word_to_give_outside_laget_runt(demo: Demo, running: Meeting) -> None:
    with pytest.raises(Refused):
        actions.next_speaker(running, by=demo["anna"])


def test_one_who_comes_late_is_last_and_nobody_waits_for_one_who_left(demo: Demo, running: Meeting) -> None:
    here(demo, running, "bo", "carin")
    meeting = in_report(demo, running)

    actions.arrive(meeting, demo["anna"])
    actions.mark(meeting, demo["bo"], is_here=False)

    turn = Meeting.objects.get(pk=meeting.pk).live.round
    assert turn["order"] == [demo["carin"].pk, demo["anna"].pk]
    assert turn["speaker"] == demo["carin"].pk


def test_opening_the_room_again_does_not_bring_back_one_who_is_marked_as_gone(demo: Demo, running: Meeting) -> None:
    actions.mark(running, demo["bo"], is_here=False)

    actions.arrive(running, demo["bo"])

    assert running.attendances.get(user=demo["bo"]).is_here is False


def test_a_pause_is_not_the_speakers_time(demo: Demo) -> None:
    with time_machine.travel(timezone.now(), tick=False) as now:
        meeting = actions.start(demo.meeting, by=demo["anna"])
        here(demo, meeting, "bo")
        began = in_report(demo, meeting).live.round["began_at"]
        actions.pause(meeting, by=demo["anna"])
        now.shift(timedelta(minutes=3))
        after = actions.go_on(meeting, by=demo["anna"]).live.round["began_at"]

    assert timezone.datetime.fromisoformat(after) - timezone.datetime.fromisoformat(began) == timedelta(minutes=3)
