"""Samtalsformer in a lärträff: chosen beforehand, led through part by part, and forgotten with the step."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.library import formats
from kollegium.live import actions, state
from kollegium.live.actions import turns
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.refusals import Refused


def in_step_4(demo: Demo, format: str, *people: str) -> Meeting:
    for person in people:
        actions.arrive(demo.meeting, demo[person])
    demo.meeting.steps.filter(position=4).update(format=format)
    meeting = actions.start(demo.meeting, by=demo["anna"])
    for _ in range(3):
        meeting = actions.next_step(meeting, by=demo["anna"])
    return meeting


def next_part(demo: Demo, meeting: Meeting) -> Meeting:
    return actions.next_part(meeting, by=demo["anna"])


def test_epa_goes_from_alone_to_pairs_to_all(demo: Demo) -> None:
    meeting = in_step_4(demo, "epa", "anna", "bo", "carin", "ester", "farid")
    assert (meeting.live.part, meeting.live.pairs, meeting.live.round) == (0, None, None)

    meeting = next_part(demo, meeting)
    assert sorted(map(len, meeting.live.pairs)) == [2, 3]
    assert sorted(person for pair in meeting.live.pairs for person in pair) == sorted(turns.present(meeting))

    meeting = next_part(demo, meeting)
    assert (meeting.live.part, meeting.live.pairs) == (2, None)
    with pytest.raises(Refused, match="sista delen"):
        next_part(demo, meeting)


def test_the_same_two_stay_together_when_they_change_places(demo: Demo) -> None:
    meeting = next_part(demo, in_step_4(demo, "kritisk-van", "anna", "bo", "carin", "ester"))

    assert next_part(demo, meeting).live.pairs == meeting.live.pairs


def test_one_who_comes_late_gets_a_pair_and_nobody_is_left_alone(demo: Demo) -> None:
    meeting = next_part(demo, in_step_4(demo, "epa", "anna", "bo", "carin", "ester"))

    actions.mark(meeting, demo["farid"], is_here=True)
    assert sorted(map(len, state.of(meeting.pk)["pairs"])) == [2, 3]
    actions.mark(meeting, demo["farid"], is_here=False)
    actions.mark(meeting, demo["anna"], is_here=False)

    assert [len(pair) for pair in state.of(meeting.pk)["pairs"]] == [3]


def test_a_part_that_goes_round_gives_everyone_the_word(demo: Demo) -> None:
    meeting = next_part(demo, in_step_4(demo, "textsamtal", "anna", "bo"))
    assert meeting.live.round["order"] == [demo["anna"].pk, demo["bo"].pk]

    assert next_part(demo, meeting).live.round is None


def test_two_thumbs_at_once_do_not_skip_a_part(demo: Demo) -> None:
    meeting = in_step_4(demo, "epa", "anna", "bo")

    for _ in range(2):
        meeting = actions.next_part(meeting, by=demo["anna"], after="4.0")

    assert meeting.live.part == 1


def test_a_late_thumb_does_not_move_the_next_step(demo: Demo) -> None:
    meeting = in_step_4(demo, "epa", "anna", "bo")
    demo.meeting.steps.filter(position=5).update(format="epa")
    actions.next_step(meeting, by=demo["anna"])

    assert actions.next_part(meeting, by=demo["anna"], after="4.0").live.part == 0


def test_free_talk_has_no_parts(demo: Demo) -> None:
    meeting = in_step_4(demo, "", "anna", "bo")

    assert (meeting.live.part, state.of(meeting.pk)["part"]) == (None, None)
    with pytest.raises(Refused):
        next_part(demo, meeting)


def test_the_parts_share_what_is_left_of_the_step(demo: Demo) -> None:
    with time_machine.travel(timezone.now(), tick=False) as now:
        meeting = in_step_4(demo, "epa", "anna", "bo")
        planned = formats.find("epa").seconds(35 * 60)
        assert state.of(meeting.pk)["part"]["seconds"] == planned[0]

        now.shift(timedelta(seconds=planned[0] + 500))
        next_part(demo, meeting)
        assert state.of(meeting.pk)["part"]["seconds"] == (planned[1] + planned[2] - 500) * 2 // 5

        actions.take_longer(meeting, 5, by=demo["anna"], payer=actions.Payer.NOBODY)
        assert state.of(meeting.pk)["part"]["seconds"] == (planned[1] + planned[2] - 200) * 2 // 5


@pytest.mark.parametrize("changes_in_the_pause", [True, False])
def test_a_pause_is_not_the_parts_time(demo: Demo, changes_in_the_pause: bool) -> None:
    with time_machine.travel(timezone.now(), tick=False) as now:
        meeting = in_step_4(demo, "epa", "anna", "bo")
        planned = formats.find("epa").seconds(35 * 60)
        now.shift(timedelta(seconds=planned[0]))
        if not changes_in_the_pause:
            next_part(demo, meeting)
        actions.pause(meeting, by=demo["anna"])
        now.shift(timedelta(seconds=900))
        if changes_in_the_pause:
            next_part(demo, meeting)
        during = state.of(meeting.pk)["part"]["seconds"]
        now.shift(timedelta(seconds=90))
        actions.go_on(meeting, by=demo["anna"])
        part = state.of(meeting.pk)["part"]

        assert (during, part["seconds"]) == (planned[1], planned[1])
        assert part["began_at"] == round(timezone.now().timestamp() * 1000)


def test_the_one_who_owns_the_question_is_silent_while_the_others_go_round(demo: Demo) -> None:
    meeting = in_step_4(demo, "reflekterande-team", "anna", "bo", "carin")
    meeting = actions.claim_question(meeting, demo["bo"])
    assert (meeting.live.owner, meeting.live.round, state.of(meeting.pk)["round"]) == (demo["bo"], None, None)

    for _ in range(3):  # three rounds
        meeting = next_part(demo, meeting)
        assert meeting.live.round["order"] == [demo["anna"].pk, demo["carin"].pk]
    meeting = next_part(demo, meeting)

    assert state.of(meeting.pk)["owner"] == demo["bo"].pk
    assert actions.next_step(meeting, by=demo["anna"]).live.round is None


def test_one_who_turns_out_to_own_the_question_hands_on_the_word(demo: Demo) -> None:
    meeting = next_part(demo, in_step_4(demo, "reflekterande-team", "anna", "bo", "carin"))

    meeting = actions.claim_question(meeting, demo["anna"])
    assert meeting.live.round["speaker"] == demo["bo"].pk

    meeting = actions.claim_question(meeting, demo["carin"])
    assert (meeting.live.round["order"], meeting.live.owner) == ([demo["bo"].pk, demo["anna"].pk], demo["carin"])


def test_nobody_owns_a_question_in_other_samtalsformer(demo: Demo) -> None:
    with pytest.raises(Refused):
        actions.claim_question(in_step_4(demo, "epa", "anna", "bo"), demo["bo"])


def test_a_samtalsform_is_chosen_for_steps_that_have_not_begun(demo: Demo) -> None:
    actions.start(demo.meeting, by=demo["anna"])
    actions.next_step(demo.meeting, by=demo["anna"])

    meetings.choose_format(demo.meeting, {1: "epa", 2: "epa", 3: "epa", 4: "textsamtal", 5: "epa"}, by=demo["anna"])

    chosen = list(demo.meeting.steps.values_list("format", flat=True))
    assert chosen == ["", "laget-runt", "epa", "textsamtal", "", ""]


def test_an_ended_meeting_keeps_its_samtalsformer(demo: Demo) -> None:
    actions.start(demo.meeting, by=demo["anna"])
    actions.end(demo.meeting, by=demo["anna"])

    with pytest.raises(Refused):
        meetings.choose_format(demo.meeting, {4: ""}, by=demo["anna"])
