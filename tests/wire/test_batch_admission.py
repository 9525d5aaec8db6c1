"""Admission in batches says the same as the door, and by itself only yes."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.live.actions import arrive
from kollegium.models import Attendance, Membership, Protocol, User
from kollegium.protocols import notes
from kollegium.wire import admission, batch_admission
from kollegium.wire.hub import Connection

pytestmark = pytest.mark.django_db


def page_of(person: User | None, room: int) -> dict:
    """The scope of a page that this person has open, signed in."""
    cookie = b""
    if person:
        store = SessionStore()
        store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), "django.contrib.auth.backends.ModelBackend"
        store[HASH_SESSION_KEY] = person.get_session_auth_hash()
        store.create()
        cookie = f"sessionid={store.session_key}".encode()
    return {"path": f"/moten/{room}/rum/", "headers": [(b"cookie", cookie)]}


def test_those_on_place_get_seats_together_and_all_others_are_left_to_the_door(demo: Demo) -> None:
    room = demo.meeting.pk
    for key in ("anna", "bo"):
        arrive(demo.meeting, demo[key])
    people = [demo["anna"], demo["bo"], demo["carin"], demo["david"], demo["gunilla"], demo["inga"], None]

    connections = batch_admission.connections_for([page_of(person, room) for person in people])

    anna, bo, *others = connections
    assert isinstance(anna, Connection)
    assert isinstance(bo, Connection)
    assert (anna.user, anna.room, anna.group) == (demo["anna"].pk, room, demo.group.pk)
    assert bo.user == demo["bo"].pk
    assert others == [None] * 5


def test_one_who_comes_for_the_first_time_is_marked_by_the_door(demo: Demo) -> None:
    page = page_of(demo["carin"], demo.meeting.pk)

    assert batch_admission.connections_for([page]) == [None]
    connection = admission.connection_for(page)

    assert isinstance(connection, Connection)
    assert Attendance.objects.filter(meeting=demo.meeting, user=demo["carin"], is_here=True).exists()
    assert isinstance(batch_admission.connections_for([page])[0], Connection)


def test_a_meeting_of_another_group_is_not_opened_by_being_on_place_in_ones_own(demo: Demo) -> None:
    arrive(demo.meeting, demo["bo"])
    others = demo.meetings["svenska"][-1]

    assert batch_admission.may_stay([page_of(demo["bo"], demo.meeting.pk), page_of(demo["bo"], others.pk)]) == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    "ends", ["the membership", "the account", "the session", "the password", "the cookie", "the backend"]
)
def test_what_ends_the_right_to_be_there_is_seen_by_the_porter_as_by_the_door(demo: Demo, ends: str) -> None:
    room = demo.meeting.pk
    arrive(demo.meeting, demo["bo"])
    arrive(demo.meeting, demo["carin"])
    bo, carin = page_of(demo["bo"], room), page_of(demo["carin"], room)
    assert batch_admission.may_stay([bo, carin]) == [True, True]
    key = admission.session_and_room(bo)[0]

    if ends == "the membership":
        Membership.objects.filter(user=demo["bo"]).update(ends_on=date.today())
    elif ends == "the account":
        User.objects.filter(pk=demo["bo"].pk).update(is_active=False)
    elif ends == "the session":
        Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    elif ends == "the password":
        person = User.objects.get(pk=demo["bo"].pk)
        person.set_password("en-helt-ny-fras-2026")
        person.save()
    elif ends == "the cookie":
        Session.objects.filter(session_key=key).update(session_data="x" + Session.objects.get(pk=key).session_data)
    else:
        said = SessionStore(key)
        said[BACKEND_SESSION_KEY] = "elsewhere.Backend"
        said.save()

    assert batch_admission.may_stay([bo, carin]) == [False, True]
    assert batch_admission.connections_for([bo])[0] is None
    assert admission.refusal(bo) is not None
    assert admission.refusal(carin) is None


def test_who_may_write_is_who_is_a_member_today(demo: Demo) -> None:
    """The draft writer asks in SQL of its own; the rule is Membership.current()."""
    protocol = Protocol.objects.get_or_create(meeting=demo.meeting)[0]
    other = demo.last_protocol
    today = timezone.localdate()
    memberships = {m.user_id: m for m in Membership.objects.filter(group=demo.group)}
    change = {
        demo["bo"].pk: {"ends_on": today},
        demo["carin"].pk: {"starts_on": today + timedelta(days=1)},
        demo["anna"].pk: {"ends_on": today + timedelta(days=1), "starts_on": today},
    }
    for user, dates in change.items():
        Membership.objects.filter(pk=memberships[user].pk).update(**dates)
    away = next(user for user in memberships if user not in change)
    User.objects.filter(pk=away).update(is_active=False)

    current = Membership.objects.current().filter(group=demo.group, user__is_active=True)
    members = set(current.values_list("user", flat=True))

    assert demo["anna"].pk in members
    assert not {demo["bo"].pk, demo["carin"].pk, away} & members
    assert notes._members([protocol.pk, other.pk]) == {(p, u) for p in (protocol.pk, other.pk) for u in members}
