"""A lärträff that nobody ended closes by itself, long after; its draft stays open and nobody gets a letter."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.events import Event, Happening
from kollegium.live import actions
from kollegium.live.models import LiveMeeting
from kollegium.mail.models import Letter
from kollegium.meetings.models import Meeting
from kollegium.protocols import actions as protocols
from kollegium.protocols import notes
from tests.protocols.conftest import finalise

SignIn = Callable[[str], Client]


@pytest.fixture
def began(demo: Demo) -> datetime:
    """Anna started it, and went home without ending it."""
    meeting = actions.start(demo.meeting, by=demo["anna"])
    protocols.begin(meeting)
    return max(meeting.started_at, meeting.starts_at)


def fresh(demo: Demo) -> Meeting:
    return Meeting.objects.get(pk=demo.meeting.pk)


def test_three_hours_after_the_end_it_closes_and_not_before(demo: Demo, began: datetime, happened: list[Event]) -> None:
    end = began + timedelta(minutes=90)

    with time_machine.travel(end + timedelta(hours=2, minutes=59), tick=False):
        assert actions.close_forgotten() == 0
    with time_machine.travel(end + timedelta(hours=3, minutes=1), tick=False):
        assert actions.close_forgotten() == 1

    meeting = fresh(demo)
    assert (meeting.has_ended, meeting.ended_by, LiveMeeting.objects.filter(meeting=meeting).exists()) == (
        True,
        None,
        False,
    )
    assert [event.by_id for event in happened if event.name == "meeting.ended"] == [None]


def test_the_end_that_the_group_counted_on_is_what_counts(demo: Demo, began: datetime) -> None:
    LiveMeeting.objects.filter(meeting=demo.meeting).update(ends_at=began + timedelta(hours=3))

    with time_machine.travel(began + timedelta(hours=5), tick=False):
        assert actions.close_forgotten() == 0
    with time_machine.travel(began + timedelta(hours=6, minutes=1), tick=False):
        assert actions.close_forgotten() == 1


def test_a_meeting_that_somebody_still_steers_is_left_alone(demo: Demo, began: datetime) -> None:
    with time_machine.travel(began + timedelta(hours=4), tick=False) as now:
        actions.next_step(fresh(demo), by=demo["anna"])
        now.shift(timedelta(hours=2))
        assert actions.close_forgotten() == 0
        now.shift(timedelta(hours=1, minutes=1))
        assert actions.close_forgotten() == 1


def test_two_processes_that_look_close_it_once(demo: Demo, began: datetime, happened: list[Event]) -> None:
    with time_machine.travel(began + timedelta(hours=6), tick=False):
        assert (actions.close_forgotten(), actions.close_forgotten()) == (1, 0)

    assert [event.name for event in happened].count(Happening.MEETING_ENDED) == 1


def test_one_that_never_began_is_left_as_it_is(demo: Demo) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert actions.close_forgotten() == 0

    assert not fresh(demo).has_ended


def test_the_draft_stays_open_and_no_letter_is_written(demo: Demo, began: datetime, sign_in: SignIn) -> None:
    letters = Letter.objects.count()
    with time_machine.travel(began + timedelta(hours=6), tick=False):
        actions.close_forgotten()

    protocol = fresh(demo).protocol
    assert (protocol.is_final, Letter.objects.count()) == (False, letters)
    assert notes.text(protocol.pk)["question"] == demo.meeting.question
    page = sign_in("carin").get(f"/moten/{demo.meeting.pk}/rum/").content.decode()
    assert "Ingen avslutade lärträffen, så den stängdes av sig själv. Inget har skickats." in page
    assert sign_in("carin").get(f"/moten/{demo.meeting.pk}/").status_code == 200


def test_it_is_finalised_like_any_other(demo: Demo, began: datetime) -> None:
    with time_machine.travel(began + timedelta(hours=6), tick=False):
        actions.close_forgotten()

    assert finalise(fresh(demo).protocol, by=demo["anna"]).is_final
