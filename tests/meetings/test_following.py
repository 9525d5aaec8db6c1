"""The way on: what the one who leads does next, and on which pages it stands."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.library import templates
from kollegium.live import actions
from kollegium.meetings import actions as meetings
from kollegium.meetings.following import Task, task_after, task_for
from kollegium.meetings.models import Meeting
from kollegium.protocols import actions as protocols
from kollegium.protocols.models import Protocol

SignIn = Callable[[str], Client]


@pytest.fixture
def final(demo: Demo) -> Protocol:
    """NO-gruppen's lärträff 4 is over and its protocol is finished; nothing is planned after it."""
    for who in ("anna", "bo"):
        actions.arrive(demo.meeting, demo[who])
    meeting = actions.start(demo.meeting, by=demo["anna"])
    protocol = protocols.begin(meeting)
    actions.end(meeting, by=demo["anna"])
    return protocols.send_now(protocols.finalise(protocol, by=demo["anna"]))


def plan(demo: Demo) -> Meeting:
    return meetings.plan(
        demo.group,
        by=demo["anna"],
        starts_at=timezone.now() + timedelta(days=28),
        question="Varför?",
        template=templates.default(),
    )


def to_plan(demo: Demo) -> Task:
    return Task(demo.group, "Planera nästa lärträff", f"/grupper/{demo.group.pk}/moten/nytt/")


def test_first_one_plans_then_one_calls_and_then_it_is_done(demo: Demo, final: Protocol) -> None:
    assert task_after(final.meeting) == to_plan(demo)

    planned = plan(demo)
    called = Task(demo.group, "Kalla till nästa lärträff", f"/moten/{planned.pk}/kallelse/")
    assert task_after(final.meeting) == called

    meetings.call(planned, by=demo["anna"])
    assert task_after(final.meeting) is None


def test_one_that_was_called_off_is_planned_anew(demo: Demo, final: Protocol) -> None:
    meetings.call_off(plan(demo), by=demo["anna"])

    assert task_after(final.meeting) == to_plan(demo)


def test_only_the_last_one_held_leads_on(demo: Demo, final: Protocol) -> None:
    assert task_after(demo.meetings["no"][-2]) is None


@pytest.mark.parametrize("hours", [1, -1, -5])
def test_nobody_is_called_to_a_lärträff_that_is_due_or_past(demo: Demo, hours: int) -> None:
    demo.meeting.called_at, demo.meeting.starts_at = None, timezone.now() + timedelta(hours=hours)

    assert task_for(demo.group, demo.meeting) is None


def test_the_leader_is_led_on_from_every_page_and_the_others_read(demo: Demo, final: Protocol, sign_in: SignIn) -> None:
    way_on = f'<a class="button button--primary" href="/grupper/{demo.group.pk}/moten/nytt/">Planera nästa lärträff</a>'
    addresses = ("/", final.meeting.get_absolute_url(), f"{final.meeting.room_url}avslut/", final.meeting.room_url)

    for address in addresses:
        anna, bo = (sign_in(who).get(address).content.decode() for who in ("anna", "bo"))
        assert way_on in anna, address
        assert anna.count("button--primary") == bo.count("button--primary") or address == final.meeting.room_url
        assert "Planera nästa" not in bo, address
    assert "Lärledaren kallar till den" in sign_in("bo").get("/").content.decode()
    assert "Lärledaren kallar till den" not in sign_in("anna").get("/").content.decode()


def test_until_the_protocol_is_finished_that_comes_first(demo: Demo, sign_in: SignIn) -> None:
    meeting = actions.start(demo.meeting, by=demo["anna"])
    protocols.begin(meeting)
    actions.end(meeting, by=demo["anna"])

    page = sign_in("anna").get(meeting.get_absolute_url()).content.decode()

    assert f'<a class="button button--primary" href="{meeting.room_url}">Öppna protokollet</a>' in page
    assert f'<a class="button" href="/grupper/{demo.group.pk}/moten/nytt/">Planera nästa lärträff</a>' in page
