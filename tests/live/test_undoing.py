"""Ångra: what whoever steers has pressed is taken back, and the meeting is as it was; or it goes back a whole step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.forms.models import model_to_dict
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.live.actions import last_press
from kollegium.live.models import LastPress, LiveMeeting, live_of
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused

Press = Callable[[Meeting, User, User], Any]
PRESSES: dict[str, Press] = {
    "step": lambda meeting, anna, _bo: actions.next_step(meeting, by=anna),
    "speaker": lambda meeting, anna, _bo: actions.next_speaker(meeting, by=anna),
    "helm": lambda meeting, anna, bo: actions.hand_over(meeting, bo, by=anna),
    "end": lambda meeting, anna, _bo: actions.end(meeting, by=anna),
}
OTHER_PRESSES: dict[str, Press] = {
    "pause": lambda meeting, anna, _bo: actions.pause(meeting, by=anna),
    "take longer": lambda meeting, anna, _bo: actions.take_longer(meeting, 2, by=anna),
    "finish by": lambda meeting, anna, _bo: actions.finish_by(meeting, timezone.now() + timedelta(minutes=80), by=anna),
    "arrange": lambda meeting, _anna, _bo: actions.arrange(meeting, "last-first"),
}


@pytest.fixture
def going(demo: Demo) -> Meeting:
    """Anna, Bo and Carin go round in step 2; Anna has the word."""
    for person in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[person])
    actions.open_to_code(demo.meeting)
    actions.start(demo.meeting, by=demo["anna"])
    return actions.next_step(demo.meeting, by=demo["anna"])


def stands(meeting: Meeting) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    now = Meeting.objects.get(pk=meeting.pk)
    fields = model_to_dict(now, exclude=["version", "materials"]) | model_to_dict(live_of(now), exclude=["changed_at"])
    return fields, list(now.steps.values_list("position", "seconds", "took"))


@pytest.mark.parametrize("kind", PRESSES)
def test_a_press_that_is_undone_leaves_everything_as_it_was(demo: Demo, going: Meeting, kind: str) -> None:
    before, version = stands(going), going.version
    with time_machine.travel(timezone.now() + timedelta(seconds=4)):
        PRESSES[kind](going, demo["anna"], demo["bo"])
        assert stands(going) != before

    with time_machine.travel(timezone.now() + timedelta(seconds=9)):
        undone = actions.undo(going, kind=kind)

    assert stands(going) == before
    assert undone.version > version + 1
    assert not LastPress.objects.exists()


def test_a_start_that_is_undone_can_be_made_again(demo: Demo) -> None:
    before = stands(demo.meeting)
    actions.start(demo.meeting, by=demo["anna"])

    actions.undo(demo.meeting, kind="start")

    assert stands(demo.meeting) == before
    assert actions.start(demo.meeting, by=demo["anna"]).is_running


def test_a_late_start_that_is_undone_gives_the_steps_their_time_back(demo: Demo) -> None:
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=timezone.now() - timedelta(minutes=20))
    before = stands(demo.meeting)
    actions.start(demo.meeting, by=demo["anna"])
    assert stands(demo.meeting)[1] != before[1]

    actions.undo(demo.meeting, kind="start")

    assert stands(demo.meeting) == before


def test_after_ten_seconds_nothing_is_undone_and_nothing_is_kept_for_it(demo: Demo, going: Meeting) -> None:
    actions.next_speaker(going, by=demo["anna"])
    stood = stands(going)

    with time_machine.travel(timezone.now() + last_press.FOR + timedelta(seconds=1)):
        with pytest.raises(Refused, match="längre"):
            actions.undo(going, kind="speaker")
        assert actions.undoable(going) is None
        assert actions.forget_old_presses() == 1

    assert stands(going) == stood
    assert not LastPress.objects.exists()


def test_a_press_that_can_still_be_undone_is_not_forgotten(demo: Demo, going: Meeting) -> None:
    assert actions.forget_old_presses() == 0
    assert actions.undoable(going)


@pytest.mark.parametrize("kind", ["step", "end", "helm", ""])
def test_only_what_one_saw_is_undone(demo: Demo, going: Meeting, kind: str) -> None:
    actions.next_speaker(going, by=demo["anna"])
    stood = stands(going)

    with pytest.raises(Refused):
        actions.undo(going, kind=kind)

    assert stands(going) == stood


@pytest.mark.parametrize("name", OTHER_PRESSES)
def test_what_is_decided_after_a_press_is_not_undone_with_it(demo: Demo, going: Meeting, name: str) -> None:
    OTHER_PRESSES[name](going, demo["anna"], demo["bo"])
    stood = stands(going)

    with pytest.raises(Refused):
        actions.undo(going, kind="step")

    assert stands(going) == stood


def test_who_came_and_who_went_in_between_is_in_the_round_and_out_of_it(demo: Demo, going: Meeting) -> None:
    actions.next_step(going, by=demo["anna"])
    actions.mark(going, demo["bo"], is_here=False)
    actions.mark(going, demo["ester"], is_here=True)

    turn = actions.undo(going, kind="step").live.round

    assert turn["order"] == [demo[person].pk for person in ("anna", "carin", "ester")]


def test_who_came_and_who_went_in_between_has_a_pair_and_leaves_one(demo: Demo, going: Meeting) -> None:
    pairs = [[demo["anna"].pk, demo["bo"].pk], [demo["carin"].pk, demo["david"].pk]]
    LiveMeeting.objects.filter(meeting=going).update(pairs=[pairs[0], [demo["carin"].pk]])
    actions.next_step(going, by=demo["anna"])
    actions.mark(going, demo["bo"], is_here=False)
    actions.mark(going, demo["ester"], is_here=True)

    paired = actions.undo(going, kind="step").live.pairs

    assert sorted(person for pair in paired for person in pair) == sorted(
        demo[person].pk for person in ("anna", "carin", "ester")
    )
    assert min(map(len, paired)) > 1


def test_one_who_has_left_the_group_in_between_does_not_come_back(demo: Demo, going: Meeting) -> None:
    actions.hand_over(going, demo["bo"], by=demo["anna"])
    actions.take_back(going, by=demo["anna"])
    demo.group.memberships.filter(user=demo["bo"]).update(ends_on=timezone.localdate() - timedelta(days=1))

    undone = actions.undo(going, kind="helm")

    assert undone.live.helm_id is None
    assert demo["bo"].pk not in undone.live.round["order"]


def test_a_code_that_another_room_has_been_given_meanwhile_is_not_taken_back(demo: Demo, going: Meeting) -> None:
    code = actions.open_to_code(going)
    assert code
    actions.end(going, by=demo["anna"])
    other = Meeting.objects.exclude(pk=going.pk).filter(ended_at=None).first()
    LiveMeeting.objects.update_or_create(meeting=other, defaults={"code": code})

    assert actions.undo(going, kind="end").live.code == ""


def test_one_step_back_goes_on_with_the_time_it_had_left(demo: Demo, going: Meeting) -> None:
    second = going.steps.get(position=2)
    with time_machine.travel(timezone.now() + timedelta(minutes=4), tick=False):
        actions.next_step(going, by=demo["anna"])
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        back = actions.step_back(going, by=demo["anna"], after=3)
        spent = timezone.now() - back.live.step_started_at

    assert (back.step, back.steps.get(position=2).took) == (2, None)
    assert abs(spent - timedelta(minutes=4)) < timedelta(seconds=2)
    assert back.steps.get(position=2).seconds == second.seconds
    assert (back.live.round["done"], back.live.round["speaker"]) == ([], demo["anna"].pk)
    with pytest.raises(Refused):
        actions.undo(going, kind="step")


def test_two_thumbs_go_back_one_step_and_nobody_before_the_first(demo: Demo, going: Meeting) -> None:
    actions.next_step(going, by=demo["anna"])
    actions.step_back(going, by=demo["anna"], after=3)
    assert actions.step_back(going, by=demo["anna"], after=3).step == 2

    assert actions.step_back(going, by=demo["anna"], after=2).step == 1
    with pytest.raises(Refused, match="första"):
        actions.step_back(going, by=demo["anna"], after=1)
