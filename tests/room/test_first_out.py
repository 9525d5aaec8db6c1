"""Först ut: asked of the one who was away last time, and of nobody else; nothing about it is kept."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups.models import Membership
from kollegium.live import actions
from kollegium.live.models import Attendance, live_of
from kollegium.meetings.models import Meeting
from kollegium.protocols.models import Protocol

SignIn = Callable[[str], Client]
ASKED = "Vill du vara först ut i laget runt?"


def was_away(demo: Demo, *people: str) -> None:
    """The last protocol's participants, without these."""
    protocol = demo.last_protocol
    names = sorted(person.name for person in demo.group.members() if person not in [demo[each] for each in people])
    text = {**protocol.text, "participants": ", ".join(names)}
    Protocol.objects.filter(pk=protocol.pk).update(text=text)


@pytest.mark.parametrize(("who", "is_asked"), [("carin", True), ("bo", False), ("anna", False)])
def test_only_one_who_was_away_last_time_is_asked(demo: Demo, sign_in: SignIn, who: str, is_asked: bool) -> None:
    was_away(demo, "carin")

    pages = [sign_in(who).get(address).content.decode() for address in _addresses(demo)]

    assert [ASKED in page for page in pages] == [is_asked, is_asked]


@pytest.mark.parametrize(("who", "status"), [("carin", 302), ("david", 404), ("gunilla", 404), ("anyone", 302)])
def test_only_a_member_asks_to_begin(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    was_away(demo, "carin")

    answer = sign_in(who).post(f"/moten/{demo.meeting.pk}/forst-ut/")

    assert answer.status_code == status
    first = live_of(Meeting.objects.get(pk=demo.meeting.pk)).asked_first
    assert first == ([demo["carin"].pk] if who == "carin" else [])


def test_one_who_has_said_yes_is_told_so_and_can_change_their_mind(demo: Demo, sign_in: SignIn) -> None:
    was_away(demo, "carin")
    carin = sign_in("carin")
    carin.post(f"/moten/{demo.meeting.pk}/forst-ut/")
    assert "Du börjar laget runt." in carin.get(_addresses(demo)[1]).content.decode()

    carin.post(f"/moten/{demo.meeting.pk}/forst-ut/", {"wants": "0"})

    assert ASKED in carin.get(_addresses(demo)[1]).content.decode()


def test_nobody_is_asked_after_having_had_the_word(demo: Demo, sign_in: SignIn) -> None:
    was_away(demo, "anna", "carin")
    for who in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[who])
    actions.start(demo.meeting, by=demo["anna"])
    actions.next_step(demo.meeting, by=demo["anna"])  # Anna has the word

    assert ASKED not in sign_in("anna").get(_addresses(demo)[1]).content.decode()
    assert ASKED in sign_in("carin").get(_addresses(demo)[1]).content.decode()

    actions.next_step(demo.meeting, by=demo["anna"])
    assert ASKED not in sign_in("carin").get(_addresses(demo)[1]).content.decode()  # all have told


def test_a_newcomer_was_not_away(demo: Demo, sign_in: SignIn) -> None:
    Membership.objects.create(group=demo.group, user=demo["eva"], starts_on=timezone.localdate())

    assert ASKED not in sign_in("eva").get(_addresses(demo)[0]).content.decode()


def test_until_the_last_protocol_is_final_the_marks_of_that_lärträff_tell(demo: Demo, sign_in: SignIn) -> None:
    Protocol.objects.filter(pk=demo.last_protocol.pk).update(final_at=None, final_by=None, text=None)
    assert ASKED not in sign_in("carin").get(_addresses(demo)[1]).content.decode()  # held on paper: nobody was marked

    Attendance.objects.create(meeting=demo.meetings["no"][-2], user=demo["bo"])

    assert ASKED in sign_in("carin").get(_addresses(demo)[1]).content.decode()
    assert ASKED not in sign_in("bo").get(_addresses(demo)[1]).content.decode()


def _addresses(demo: Demo) -> list[str]:
    return [demo.meeting.room_url, f"/moten/{demo.meeting.pk}/rum/forst-ut/"]
