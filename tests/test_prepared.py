"""A query that is put together once gives what Django's own gives, each time anew."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups.models import Membership
from kollegium.live.models import LiveMeeting
from kollegium.meetings.models import AgendaStep, Meeting
from kollegium.prepared import Prepared, keep, write


def test_the_rows_are_those_that_django_finds_in_its_order(demo: Demo) -> None:
    steps: Prepared[AgendaStep] = Prepared(lambda meeting: AgendaStep.objects.filter(meeting=meeting), int)
    same = AgendaStep.objects.filter(meeting=demo.meeting)

    assert [step.__dict__ | {"_state": 0} for step in steps(demo.meeting.pk)] == [
        step.__dict__ | {"_state": 0} for step in same
    ]
    assert [step._state.adding for step in steps(demo.meeting.pk)] == [False] * 6
    assert steps(0) == []


def test_other_values_give_other_rows_and_what_has_changed_is_seen(demo: Demo) -> None:
    meetings: Prepared[Meeting] = Prepared(lambda pk: Meeting.objects.filter(pk=pk), int)
    other = Meeting.objects.exclude(pk=demo.meeting.pk).order_by("pk")[0]

    assert meetings.first(demo.meeting.pk) == demo.meeting
    assert meetings.first(other.pk) == other
    Meeting.objects.filter(pk=other.pk).update(place="Biblioteket")
    assert meetings(other.pk)[0].place == "Biblioteket"
    assert meetings.first(0) is None


def test_related_rows_come_along_and_ask_nothing_more(demo: Demo) -> None:
    LiveMeeting.objects.create(meeting=demo.meeting, code="123456", round={"order": [1, 2]}, paused_for=timedelta(1))
    meetings: Prepared[Meeting] = Prepared(
        lambda pk: Meeting.objects.select_related("group__school", "live").filter(pk=pk), int
    )
    meetings(0)
    school = demo.group.school
    with CaptureQueriesContext(connection) as asked:
        found = meetings(demo.meeting.pk)[0]
        assert found.group.school == school
        assert (found.live.code, found.live.round) == ("123456", {"order": [1, 2]})
        assert found.live.paused_for == timedelta(1)
        assert found.live.meeting is found
    assert len(asked) == 1

    LiveMeeting.objects.all().delete()
    assert not hasattr(meetings(demo.meeting.pk)[0], "live")


def test_moments_days_and_words_are_values_too(demo: Demo) -> None:
    soon: Prepared[Meeting] = Prepared(lambda at: Meeting.objects.filter(starts_at__gte=at), type(timezone.now()))
    since: Prepared[Membership] = Prepared(lambda on: Membership.objects.filter(starts_on__lte=on), date)
    named: Prepared[Session] = Prepared(lambda key: Session.objects.filter(session_key=key), str)
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=timezone.now())

    assert demo.meeting in soon(demo.meeting.starts_at)
    assert demo.meeting not in soon(demo.meeting.starts_at + timedelta(microseconds=1))
    day = Membership.objects.earliest("starts_on").starts_on
    assert {row.pk for row in since(day)} == {*Membership.objects.filter(starts_on=day).values_list("pk", flat=True)}
    assert since(day - timedelta(days=1)) == []
    assert named("a" * 32)[0].session_key == "a" * 32
    assert named("' OR 1=1 --") == []


def test_what_a_query_adds_to_its_rows_comes_along(demo: Demo) -> None:
    with_group: Prepared[Membership] = Prepared(
        lambda group: Membership.objects.filter(group=group).annotate(called=F("group__name")), int
    )

    assert {row.called for row in with_group(demo.group.pk)} == {demo.group.name}


def test_a_value_that_is_no_parameter_is_refused(demo: Demo) -> None:
    """It would stay in the SQL, as yesterday's date would."""
    current: Prepared[Membership] = Prepared(lambda _group, on: Membership.objects.filter(starts_on__lte=on), int, date)

    with pytest.raises(ValueError, match="Not every value is a parameter"):
        current(demo.group.pk, timezone.localdate())


def test_what_is_kept_is_not_asked_for_again(demo: Demo) -> None:
    step = AgendaStep.objects.filter(meeting=demo.meeting)[2]
    meeting = Meeting.objects.get(pk=demo.meeting.pk)
    keep(meeting, "steps", [step], back="meeting")

    with CaptureQueriesContext(connection) as asked:
        assert [*meeting.steps.all()] == [step]
        assert step.meeting is meeting
    assert len(asked) == 0
    assert meeting.steps.filter(position=1).exists()  # another question is asked


def test_a_list_has_a_query_for_each_length_and_an_empty_one_finds_nothing(demo: Demo) -> None:
    steps: Prepared[AgendaStep] = Prepared(
        lambda meeting, positions: AgendaStep.objects.filter(meeting=meeting, position__in=positions), int, list
    )

    assert [step.position for step in steps(demo.meeting.pk, [2, 5])] == [2, 5]
    assert [step.position for step in steps(demo.meeting.pk, [6, 1])] == [1, 6]
    assert [step.position for step in steps(demo.meeting.pk, [4])] == [4]
    assert steps(demo.meeting.pk, []) == []


def test_an_empty_list_of_exceptions_excepts_nothing(demo: Demo) -> None:
    but: Prepared[AgendaStep] = Prepared(
        lambda meeting, positions: AgendaStep.objects.filter(meeting=meeting).exclude(position__in=positions), int, list
    )

    assert len(but(demo.meeting.pk, [])) == 6
    assert len(but(demo.meeting.pk, [1, 2])) == 4


def test_only_the_named_fields_are_written(demo: Demo) -> None:
    LiveMeeting.objects.create(meeting=demo.meeting, code="123456")
    live = LiveMeeting.objects.get(meeting=demo.meeting)
    live.round, live.paused_for, live.ends_at, live.code = (
        {"order": [1]},
        timedelta(minutes=2),
        timezone.now(),
        "654321",
    )
    write(live, ["round", "paused_for", "ends_at"])

    kept = LiveMeeting.objects.get(meeting=demo.meeting)
    assert (kept.round, kept.paused_for, kept.ends_at) == (live.round, live.paused_for, live.ends_at)
    assert kept.code == "123456"


def test_what_is_nothing_is_written_as_save_would(demo: Demo) -> None:
    LiveMeeting.objects.create(meeting=demo.meeting, code="123456", round={"order": [1]}, ends_at=timezone.now())
    live = LiveMeeting.objects.get(meeting=demo.meeting)
    live.round = live.ends_at = None
    write(live, ["round", "ends_at"])

    assert LiveMeeting.objects.filter(meeting=demo.meeting, ends_at=None).exists()
    by_write = LiveMeeting.objects.get(meeting=demo.meeting).round
    live.save(update_fields=["round"])
    assert by_write is LiveMeeting.objects.get(meeting=demo.meeting).round is None


def test_a_row_that_is_not_there_is_not_written_in_silence(demo: Demo) -> None:
    step = AgendaStep.objects.filter(meeting=demo.meeting)[0]
    AgendaStep.objects.filter(pk=step.pk).delete()

    with pytest.raises(DatabaseError, match="no row"):
        write(step, ["took"])
