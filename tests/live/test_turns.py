"""Laget runt: who begins, who comes next, how long is fair, and that nothing of it is left."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kollegium.audit.models import SecurityEntry
from kollegium.demo import Demo
from kollegium.live import actions, state
from kollegium.live.actions import turns
from kollegium.live.conversation import fair_slot
from kollegium.live.models import LiveMeeting
from kollegium.meetings.models import Meeting
from kollegium.refusals import Refused
from tests.live.conftest import Ids


def handed_on(demo: Demo, meeting: Meeting, **how: bool) -> turns.Round:
    return actions.next_speaker(meeting, by=demo["anna"], **how).live.round


def test_one_who_asks_to_come_back_is_last_and_is_heard(demo: Demo, going: Meeting, ids: Ids) -> None:
    turn = handed_on(demo, going, later=True)
    assert (turn["speaker"], turns.queue(turn)) == (demo["bo"].pk, ids("carin", "ester", "anna"))

    for person in ("carin", "ester", "anna"):
        turn = handed_on(demo, going)
        assert turn["speaker"] == demo[person].pk
    assert turn["later"] == []  # has come back

    turn = handed_on(demo, going)
    assert (turn["speaker"], turn["done"]) == (None, ids("bo", "carin", "ester", "anna"))


def test_those_who_ask_to_come_back_do_so_in_the_order_they_asked(demo: Demo, going: Meeting, ids: Ids) -> None:
    handed_on(demo, going, later=True)
    turn = handed_on(demo, going, later=True)

    assert turns.queue(turn) == ids("ester", "anna", "bo")


def test_nobody_comes_back_when_all_others_have_spoken(demo: Demo, going: Meeting) -> None:
    for _ in range(3):
        handed_on(demo, going)

    with pytest.raises(Refused, match="stå över"):
        handed_on(demo, going, later=True)


def test_two_thumbs_on_come_back_postpone_one_colleague(demo: Demo, going: Meeting) -> None:
    for _ in range(2):
        meeting = actions.next_speaker(going, by=demo["anna"], after=demo["anna"].pk, later=True)

    assert (meeting.live.round["speaker"], meeting.live.round["later"]) == (demo["bo"].pk, [demo["anna"].pk])


def test_one_who_comes_late_is_after_those_waiting(demo: Demo, going: Meeting, ids: Ids) -> None:
    actions.mark(going, demo["farid"], is_here=True)

    turn = state.of(going.pk)["round"]
    assert (turn["speaker"], turn["queue"]) == (demo["anna"].pk, ids("bo", "carin", "ester", "farid"))


def test_one_who_comes_when_all_have_spoken_has_the_word(demo: Demo, going: Meeting) -> None:
    for _ in range(4):
        handed_on(demo, going)

    actions.mark(going, demo["farid"], is_here=True)

    assert state.of(going.pk)["round"]["speaker"] == demo["farid"].pk


def test_one_who_asked_to_come_back_and_left_is_not_waited_for(demo: Demo, going: Meeting, ids: Ids) -> None:
    handed_on(demo, going, later=True)

    actions.mark(going, demo["anna"], is_here=False)

    turn = state.of(going.pk)["round"]
    assert (turn["queue"], turn["later"]) == (ids("carin", "ester"), [])


def test_the_last_by_name_can_begin(demo: Demo, going: Meeting, ids: Ids) -> None:
    turn = actions.arrange(going, "last-first").live.round
    assert (turn["speaker"], turn["order"]) == (demo["ester"].pk, ids("ester", "carin", "bo", "anna"))

    assert actions.arrange(going, "name").live.round["order"] == ids("anna", "bo", "carin", "ester")


def test_lots_are_drawn_among_all_who_are_here(demo: Demo, going: Meeting, ids: Ids) -> None:
    drawn = {tuple(actions.arrange(going, "random").live.round["order"]) for _ in range(40)}

    assert len(drawn) > 5
    assert all(sorted(order) == sorted(ids("anna", "bo", "carin", "ester")) for order in drawn)


def test_two_thumbs_on_lots_draw_once(demo: Demo, going: Meeting, ids: Ids) -> None:
    seen = "-".join(map(str, going.live.round["order"]))
    first = actions.arrange(going, "last-first", after=seen)

    second = actions.arrange(first, "random", after=seen)

    assert second.live.round["order"] == ids("ester", "carin", "bo", "anna")


def test_who_begins_is_settled_once_the_word_has_gone_on(demo: Demo, going: Meeting) -> None:
    handed_on(demo, going)

    with pytest.raises(Refused, match="redan börjat"):
        actions.arrange(going, "random")


def test_an_order_that_does_not_exist_is_refused(demo: Demo, going: Meeting) -> None:
    with pytest.raises(Refused):
        actions.arrange(going, "by-age")


@given(
    seconds=st.integers(min_value=60, max_value=4 * 3600),
    people=st.integers(min_value=1, max_value=15),
)
def test_slots_are_equal_when_everyone_keeps_theirs(seconds: int, people: int) -> None:
    before, slots = 0, []
    for remaining in range(people, 0, -1):
        slots.append(fair_slot(seconds, before, circle=people, remaining=remaining))
        before += slots[-1]

    assert sum(slots) == seconds
    assert max(slots) - min(slots) <= 1


@given(
    seconds=st.integers(min_value=60, max_value=4 * 3600),
    before=st.integers(min_value=0, max_value=5 * 3600),
    people=st.integers(min_value=1, max_value=15),
)
def test_the_last_ones_never_pay_with_more_than_half_their_slot(seconds: int, before: int, people: int) -> None:
    for remaining in range(1, people + 1):
        slot = fair_slot(seconds, before, circle=people, remaining=remaining)

        assert slot >= seconds // people // 2
        assert slot == (seconds - before) // remaining or slot == seconds // people // 2


def test_what_one_took_too_long_is_shared_by_those_who_remain(demo: Demo) -> None:
    for person in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[person])
    with time_machine.travel(timezone.now(), tick=False) as now:
        actions.start(demo.meeting, by=demo["anna"])
        meeting = actions.next_step(demo.meeting, by=demo["anna"])
        assert state.of(meeting.pk)["round"]["slot"] == 400

        now.shift(timedelta(seconds=500))
        actions.next_speaker(meeting, by=demo["anna"])
        now.shift(timedelta(seconds=100))
        assert state.of(meeting.pk)["round"]["slot"] == 350  # does not shrink while one speaks

        actions.next_speaker(meeting, by=demo["anna"], passes=True)
        assert state.of(meeting.pk)["round"]["slot"] == 600


@pytest.mark.parametrize("speaks_before_the_pause", [True, False])
def test_a_pause_is_neither_the_speakers_time_nor_the_others(demo: Demo, speaks_before_the_pause: bool) -> None:
    for person in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[person])
    with time_machine.travel(timezone.now(), tick=False) as now:
        actions.start(demo.meeting, by=demo["anna"])
        meeting = actions.next_step(demo.meeting, by=demo["anna"])
        now.shift(timedelta(seconds=400))
        if speaks_before_the_pause:
            actions.next_speaker(meeting, by=demo["anna"])
        actions.pause(meeting, by=demo["anna"])
        now.shift(timedelta(seconds=600))
        if not speaks_before_the_pause:
            actions.next_speaker(meeting, by=demo["anna"])
        during = state.of(meeting.pk)["round"]["slot"]
        now.shift(timedelta(seconds=60))
        actions.go_on(meeting, by=demo["anna"])
        turn = state.of(meeting.pk)["round"]

        assert (during, turn["slot"]) == (400, 400)
        assert turn["began_at"] == round(timezone.now().timestamp() * 1000)


def test_the_card_goes_on_with_each_turn_and_begins_anew_at_each_meeting(demo: Demo, going: Meeting) -> None:
    assert state.of(going.pk)["card"] is None  # a card belongs to what one has learnt
    actions.next_step(going, by=demo["anna"])

    cards = []
    for _ in range(4):
        cards.append(state.of(going.pk)["card"])
        handed_on(demo, going)

    assert cards == [going.number, going.number + 1, going.number + 2, going.number + 3]
    assert state.of(going.pk)["card"] is None  # nobody has the word


def test_nothing_about_turns_is_left_when_the_step_is_or_the_meeting_ends(demo: Demo, going: Meeting) -> None:
    handed_on(demo, going, later=True)
    third = actions.next_step(going, by=demo["anna"])
    assert (third.live.round["done"], third.live.round["later"]) == ([], [])

    ended = actions.end(going, by=demo["anna"])

    assert (ended.live.round, ended.live.pairs, ended.live.part, ended.live.part_started_at) == (None, None, None, None)
    assert not LiveMeeting.objects.filter(meeting=ended).exists()
    assert not SecurityEntry.objects.filter(words__contains=str(going)).exists()
