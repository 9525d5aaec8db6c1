"""Somebody joins the group or leaves it: no lärträff to come, and no open room, names one who is not in it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups import actions as groups
from kollegium.groups.models import Membership
from kollegium.live import actions, state
from kollegium.live.actions import belonging
from kollegium.live.models import LiveMeeting
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Absence, Duty, Meeting
from kollegium.people import actions as people

Leave = Callable[[Demo, str], object]


def by_the_leader(demo: Demo, who: str) -> None:
    membership = Membership.objects.get(group=demo.group, user=demo[who])
    groups.end(membership, on=timezone.localdate(), by=demo["anna"])


def by_the_administrator(demo: Demo, who: str) -> None:
    people.deactivate(demo[who], by=demo["inga"])


WAYS = pytest.mark.parametrize("leave", [by_the_leader, by_the_administrator])


def in_the_round(demo: Demo) -> Meeting:
    for who in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[who])
    meeting = actions.next_step(actions.start(demo.meeting, by=demo["anna"]), by=demo["anna"])
    return fresh(meeting)


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def ids_in(said: Any, besides: tuple[str, ...] = ("people",)) -> set[int]:
    """Every number in a state that is somebody's key."""
    named = {said[name] for name in ("documentarian", "reflector", "owner")} | set(said["present"])
    for pair in said["pairs"] or []:
        named |= set(pair)
    for circle in ("order", "done", "passed", "later", "queue"):
        named |= set((said["round"] or {}).get(circle, []))
    named |= {(said["round"] or {}).get("speaker"), (said["round"] or {}).get("owner")}
    return named - {None}


@WAYS
def test_the_word_goes_on_when_the_speaker_leaves_the_group(demo: Demo, leave: Leave) -> None:
    meeting = in_the_round(demo)
    actions.next_speaker(meeting, by=demo["anna"])
    assert fresh(meeting).live.round["speaker"] == demo["bo"].pk

    leave(demo, "bo")

    turn = fresh(meeting).live.round
    assert (turn["speaker"], turn["order"]) == (demo["carin"].pk, [demo["anna"].pk, demo["carin"].pk])
    actions.next_speaker(meeting, by=demo["anna"], after=demo["carin"].pk)
    assert fresh(meeting).live.round["speaker"] is None


@WAYS
@pytest.mark.parametrize("who", ["bo", "carin"])
def test_one_who_leaves_is_nowhere_in_the_state(demo: Demo, leave: Leave, who: str) -> None:
    person = demo[who]
    meeting = in_the_round(demo)
    actions.ask_to_begin(meeting, by=person)
    meetings.put_on_duty(meeting, Duty.Kind.DOCUMENTARIAN, person, by=demo["anna"])
    actions.hand_over(meeting, person, by=demo["anna"])
    meetings.name_deputy(meeting, person)
    others = [demo["anna"].pk, demo["carin" if who == "bo" else "bo"].pk]
    turn = fresh(meeting).live.round | {"done": [person.pk], "passed": [person.pk], "later": [person.pk]}
    LiveMeeting.objects.filter(meeting=meeting).update(pairs=[[person.pk], others], round=turn, owner=person)
    before = state.of(meeting.pk)
    assert person.pk in ids_in(before)

    leave(demo, who)

    now, kept = state.of(meeting.pk), fresh(meeting)
    assert person.pk not in ids_in(now) | set(now["people"]) | belonging.named_in(kept.live)
    assert (kept.live.helm, kept.deputy) == (None, None)
    assert now["version"] > before["version"]
    assert now["documentarian"] in others
    assert ids_in(now) <= now["people"].keys()


@WAYS
def test_the_turns_at_the_next_lärträff_go_to_the_next_in_line(demo: Demo, leave: Leave) -> None:
    documents = demo.meeting.documentarian
    who = next(key for key, person in demo.people.items() if person == documents)
    Absence.objects.create(meeting=demo.meeting, user=documents)
    meetings.name_deputy(demo.meeting, documents)

    leave(demo, who)

    kept = fresh(demo.meeting)
    assert kept.documentarian
    assert kept.documentarian != documents
    assert kept.documentarian != kept.reflector
    assert (kept.deputy, kept.absences.count()) == (None, 0)


def test_one_who_leaves_later_keeps_the_turns_before_that_day_and_not_those_after(demo: Demo) -> None:
    bo = demo["bo"]
    later = meetings.plan(
        demo.group,
        by=demo["anna"],
        starts_at=timezone.now() + timedelta(days=40),
        question="Hur?",
        template=demo.meeting.template,
        turns={Duty.Kind.DOCUMENTARIAN: bo, Duty.Kind.REFLECTOR: None},
    )
    meetings.put_on_duty(demo.meeting, Duty.Kind.DOCUMENTARIAN, bo, by=demo["anna"])
    membership = Membership.objects.get(group=demo.group, user=bo)

    groups.end(membership, on=timezone.localdate() + timedelta(days=20), by=demo["anna"])

    assert fresh(demo.meeting).documentarian == bo
    assert fresh(later).documentarian not in (None, bo)


def test_one_whose_last_day_has_passed_while_the_room_is_open_steps_out_when_the_server_looks(demo: Demo) -> None:
    meeting = in_the_round(demo)
    membership = Membership.objects.get(group=demo.group, user=demo["anna"])
    Membership.objects.filter(user=demo["bo"], group=demo.group).update(ends_on=timezone.localdate())
    assert demo["bo"].pk in fresh(meeting).live.round["order"]

    actions.see_out_former()
    version = fresh(meeting).version
    actions.see_out_former()

    assert demo["bo"].pk not in fresh(meeting).live.round["order"]
    assert (fresh(meeting).version, membership.ends_on) == (version, None)


def test_one_who_joins_is_named_before_having_come_and_then_takes_a_place_in_the_round(demo: Demo) -> None:
    meeting = in_the_round(demo)
    before = state.of(meeting.pk)

    groups.add(demo.group, demo["david"], by=demo["anna"])

    named = state.of(meeting.pk)
    assert named["people"][demo["david"].pk] == demo["david"].given_name
    assert named["version"] > before["version"]
    actions.arrive(fresh(meeting), demo["david"])
    assert state.of(meeting.pk)["round"]["order"][-1] == demo["david"].pk


def test_even_one_who_is_left_in_a_state_by_mistake_has_a_name(demo: Demo) -> None:
    meeting = in_the_round(demo)
    Membership.objects.filter(user__in=[demo["bo"], demo["carin"]], group=demo.group).update(
        ends_on=timezone.localdate()
    )

    said = state.of(meeting.pk)

    assert ids_in(said) <= said["people"].keys()
    assert said["people"][demo["bo"].pk] == "Bo"


def test_who_has_left_before_it_starts_is_not_there_when_it_does(demo: Demo) -> None:
    actions.arrive(demo.meeting, demo["bo"])
    meetings.put_on_duty(demo.meeting, Duty.Kind.DOCUMENTARIAN, demo["bo"], by=demo["anna"])
    Membership.objects.filter(user=demo["bo"], group=demo.group).update(ends_on=timezone.localdate())

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        actions.start(demo.meeting, by=demo["anna"])

    assert demo["bo"].pk not in ids_in(state.of(demo.meeting.pk))
