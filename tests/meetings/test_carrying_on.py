"""The question goes on as the group has put it in the protocol."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.library import templates
from kollegium.live import actions
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.protocols import actions as protocols
from kollegium.protocols import notes
from kollegium.protocols.models import Protocol

SignIn = Callable[[str], Client]
NEW = "Hur får vi eleverna att fråga varandra?"


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def plan(demo: Demo, question: str, weeks: int) -> Meeting:
    starts_at = timezone.now() + timedelta(weeks=weeks)
    return meetings.plan(
        demo.group, by=demo["anna"], starts_at=starts_at, question=question, template=templates.default()
    )


def finalise(demo: Demo, question: str) -> Protocol:
    actions.arrive(demo.meeting, demo["anna"])
    meeting = actions.start(demo.meeting, by=demo["anna"])
    protocol = protocols.prepare(meeting)
    notes.begin(protocol, {"question": question})
    actions.end(meeting, by=demo["anna"])
    return protocols.send_now(protocols.finalise(protocol, by=demo["anna"]))


def test_the_next_one_is_planned_with_the_question_that_the_protocol_has(demo: Demo, sign_in: SignIn) -> None:
    finalise(demo, f"{NEW}\n")

    form = sign_in("anna").get(f"/grupper/{demo.group.pk}/moten/nytt/").context["form"]

    assert form["question"].value() == NEW


def test_those_already_planned_with_the_same_question_follow_and_no_others(demo: Demo) -> None:
    was = demo.meeting.question
    same, other = plan(demo, was, weeks=4), plan(demo, "En annan fråga", weeks=8)
    called_off = plan(demo, was, weeks=12)
    meetings.call_off(called_off, by=demo["anna"])
    elsewhere = demo.meetings["svenska"][-1]
    Meeting.objects.filter(pk=elsewhere.pk).update(question=was)

    finalise(demo, NEW)

    assert [fresh(meeting).question for meeting in (demo.meeting, same, other)] == [NEW, NEW, "En annan fråga"]
    assert [fresh(meeting).question for meeting in (called_off, elsewhere, demo.meetings["no"][-2])] == [was] * 3
    assert fresh(same).version == same.version + 1  # who has its room open is told


@pytest.mark.parametrize("question", ["", " \n", "Varför? " * 100])
def test_what_is_no_question_stays_in_the_protocol(demo: Demo, question: str) -> None:
    was = demo.meeting.question

    protocol = finalise(demo, question)

    assert protocol.text["question"] == question
    assert fresh(demo.meeting).question == was
