"""A lärträff that was held on paper: written down as planned, once, by whoever leads, and not before its time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.events import Event
from kollegium.live import actions
from kollegium.live.models import LiveMeeting
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.refusals import Refused


def moved(meeting: Meeting, **since: float) -> Meeting:
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(**since))
    return Meeting.objects.get(pk=meeting.pk)


@pytest.fixture
def past(demo: Demo) -> Meeting:
    """Its time was yesterday, and nobody opened its room."""
    return moved(demo.meeting, days=1)


def test_it_was_held_at_its_time_and_each_step_took_what_it_was_given(
    demo: Demo, past: Meeting, happened: list[Event]
) -> None:
    held = actions.hold_on_paper(past, present=[demo["anna"], demo["bo"]], by=demo["anna"])

    held.refresh_from_db()
    assert (held.started_at, held.ended_at) == (past.starts_at, past.planned_end)
    assert not LiveMeeting.objects.filter(meeting=held).exists()
    assert (held.started_by, held.ended_by, held.step) == (demo["anna"], demo["anna"], 6)
    assert [step.took for step in held.steps.all()] == [step.minutes * 60 for step in held.steps.all()]
    assert held in demo.group.meetings.held()
    assert [event.by_id for event in happened if event.name == "meeting.ended"] == [demo["anna"].pk]


def test_those_who_were_there_count_and_not_those_who_opened_the_room(demo: Demo, past: Meeting) -> None:
    actions.mark(past, demo["carin"], is_here=True)

    actions.hold_on_paper(past, present=[demo["anna"], demo["bo"]], by=demo["anna"])

    assert {each.user for each in past.attendances.filter(is_here=True)} == {demo["anna"], demo["bo"]}


@pytest.mark.parametrize("minutes", [-60, 0, 89])
def test_not_before_it_would_have_ended(demo: Demo, minutes: int) -> None:
    meeting = moved(demo.meeting, minutes=minutes)

    assert not meeting.was_never_started
    with pytest.raises(Refused, match="inte slut än"):
        actions.hold_on_paper(meeting, present=[demo["anna"]], by=demo["anna"])
    assert not meeting.attendances.exists()


def test_not_one_that_was_started_or_is_called_off(demo: Demo, past: Meeting) -> None:
    started = actions.start(past, by=demo["anna"])
    with pytest.raises(Refused, match="redan startad"):
        actions.hold_on_paper(started, present=[demo["anna"]], by=demo["anna"])
    assert not started.was_never_started

    actions.undo(started, kind="start")
    meetings.call_off(past, by=demo["anna"])
    with pytest.raises(Refused, match="inställd"):
        actions.hold_on_paper(past, present=[demo["anna"]], by=demo["anna"])
    assert not Meeting.objects.get(pk=past.pk).was_never_started


def test_not_twice(demo: Demo, past: Meeting) -> None:
    actions.hold_on_paper(past, present=[demo["anna"]], by=demo["anna"])

    with pytest.raises(Refused, match="redan startad"):
        actions.hold_on_paper(past, present=[demo["bo"]], by=demo["anna"])
    assert [each.user for each in past.attendances.all()] == [demo["anna"]]


def test_not_while_another_of_the_groups_is_running(demo: Demo, past: Meeting) -> None:
    other = meetings.plan(
        demo.group, by=demo["anna"], starts_at=timezone.now(), question="Varför?", template=past.template
    )
    actions.start(other, by=demo["anna"])

    with pytest.raises(Refused, match="pågår redan"):
        actions.hold_on_paper(past, present=[demo["anna"]], by=demo["anna"])


def test_only_those_of_the_group_were_there(demo: Demo, past: Meeting) -> None:
    with pytest.raises(Refused, match="med i lärgruppen"):
        actions.hold_on_paper(past, present=[demo["anna"], demo["david"]], by=demo["anna"])
    assert not Meeting.objects.get(pk=past.pk).has_started


def test_a_slip_can_be_undone_for_some_seconds(demo: Demo, past: Meeting) -> None:
    held = actions.hold_on_paper(past, present=[demo["anna"]], by=demo["anna"])

    actions.undo(held, kind="end")

    undone = Meeting.objects.get(pk=past.pk)
    assert undone.was_never_started
    assert [step.took for step in undone.steps.all()] == [None] * 6
