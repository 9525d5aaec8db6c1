"""Who has asked to begin the round."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.live import actions, state
from kollegium.live.actions import turns
from kollegium.live.models import LiveMeeting
from kollegium.meetings.models import Meeting
from kollegium.refusals import Refused
from tests.live.conftest import Ids
from tests.live.test_turns import handed_on


def test_one_who_asked_before_the_start_begins_the_first_round_and_no_other(demo: Demo, ids: Ids) -> None:
    for person in ("carin", "anna", "ester", "bo"):
        actions.arrive(demo.meeting, demo[person])
    actions.ask_to_begin(demo.meeting, by=demo["ester"])
    actions.start(demo.meeting, by=demo["anna"])

    first = actions.next_step(demo.meeting, by=demo["anna"]).live.round
    second = actions.next_step(demo.meeting, by=demo["anna"]).live.round

    assert (first["speaker"], turns.queue(first)) == (demo["ester"].pk, ids("anna", "bo", "carin"))
    assert second["order"] == ids("anna", "bo", "carin", "ester")
    assert Meeting.objects.get(pk=demo.meeting.pk).live.asked_first == []


@pytest.mark.parametrize("order", turns.ORDERS)
def test_whoever_asked_to_begin_begins_in_any_order(demo: Demo, going: Meeting, order: str) -> None:
    actions.ask_to_begin(going, by=demo["carin"])

    assert actions.arrange(going, order).live.round["speaker"] == demo["carin"].pk


def test_one_who_asks_during_the_round_is_next_and_breaks_in_on_nobody(demo: Demo, going: Meeting, ids: Ids) -> None:
    turn = actions.ask_to_begin(going, by=demo["ester"]).live.round
    assert (turn["speaker"], turns.queue(turn)) == (demo["anna"].pk, ids("ester", "bo", "carin"))

    handed_on(demo, going)
    turn = actions.ask_to_begin(going, by=demo["anna"]).live.round  # has had the word already
    assert (turn["speaker"], turns.queue(turn)) == (demo["ester"].pk, ids("bo", "carin"))


def test_a_wish_to_begin_can_be_taken_back_and_one_who_did_not_come_is_not_waited_for(demo: Demo, ids: Ids) -> None:
    for person in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[person])
    for person in ("ester", "carin", "bo"):
        actions.ask_to_begin(demo.meeting, by=demo[person])
    actions.ask_to_begin(demo.meeting, by=demo["carin"], wants=False)
    actions.start(demo.meeting, by=demo["anna"])

    assert actions.next_step(demo.meeting, by=demo["anna"]).live.round["order"] == ids("bo", "anna", "carin")


def test_a_wish_to_begin_is_told_to_nobodys_page_and_is_gone_after_the_end(demo: Demo, going: Meeting) -> None:
    asked = actions.ask_to_begin(going, by=demo["carin"])
    assert asked.live.asked_first == [demo["carin"].pk]
    assert not [name for name in {*state.of(going.pk), *state.of(going.pk)["round"]} if "first" in name]

    assert actions.end(going, by=demo["anna"]).live.asked_first == []
    assert not LiveMeeting.objects.filter(meeting=going).exists()
    with pytest.raises(Refused, match="när lärträffen är här"):
        actions.ask_to_begin(going, by=demo["carin"])


def test_nobody_asks_to_begin_days_ahead(demo: Demo) -> None:
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=timezone.now() + timedelta(days=2))

    with pytest.raises(Refused):
        actions.ask_to_begin(demo.meeting, by=demo["carin"])
    assert not LiveMeeting.objects.filter(meeting=demo.meeting).exists()
