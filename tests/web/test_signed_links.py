"""Links and cookies that were given out go on working, and nothing else opens what they open."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kollegium.demo import Demo
from kollegium.identity import invitations
from kollegium.leaving import links, rounds
from kollegium.leaving.models import Departure
from kollegium.meetings import actions as meetings
from kollegium.meetings import guests
from kollegium.meetings.models import Guest
from kollegium.people import actions as people
from kollegium.web import signed_links
from kollegium.web.signed_links import Signed

SALT, AGE = "kollegium.tests", timedelta(days=2)


@pytest.mark.parametrize("value", [[1, "a@b.example", 0], "digest", {"a": None}, 0])
def test_what_is_signed_is_read_back(value: object) -> None:
    token = signed_links.dump(value, salt=SALT)

    assert signed_links.load(token, salt=SALT, max_age=AGE) == Signed(value)
    assert signed_links.load(token, salt=SALT).in_time == value


def test_what_is_too_old_says_so_and_tells_what_it_was() -> None:
    token = signed_links.dump([7], salt=SALT)

    with time_machine.travel(timezone.now() + AGE - timedelta(minutes=1)):
        assert signed_links.load(token, salt=SALT, max_age=AGE) == Signed([7])
    with time_machine.travel(timezone.now() + AGE + timedelta(minutes=1)):
        late = signed_links.load(token, salt=SALT, max_age=AGE)
        assert (late, late.in_time) == (Signed([7], has_expired=True), None)
        assert signed_links.load(token, salt=SALT).in_time == [7]


def test_a_token_for_another_thing_or_that_was_changed_says_nothing() -> None:
    token = signed_links.dump([7], salt=SALT)

    for said, salt in ((token, "kollegium.other"), (f"{token}x", SALT), (token[1:], SALT), ("", SALT)):
        assert signed_links.load(said, salt=salt, max_age=AGE) == Signed()


@given(st.text(max_size=80))
def test_nothing_that_comes_from_outside_raises(said: str) -> None:
    assert signed_links.load(said, salt=SALT, max_age=AGE) == Signed()


# As the three were written before they shared a module: letters with these are out, and cookies in browsers.


def test_an_invitation_that_was_sent_before_still_opens(demo: Demo, client: Client) -> None:
    eva, anna = (
        signing.dumps([demo[who].pk, demo[who].email, demo[who].epoch], salt="kollegium.people.invitation")
        for who in ("eva", "anna")
    )
    oldest = signing.dumps([demo["eva"].pk, demo["eva"].email], salt="kollegium.people.invitation")

    assert [invitations.read(token).person for token in (eva, oldest, anna)] == [demo["eva"], demo["eva"], None]
    assert 'name="password1"' in client.get(f"/valkommen/{eva}/").content.decode()


def test_a_letter_about_the_thread_that_was_sent_before_still_opens(demo: Demo, client: Client) -> None:
    people.deactivate(demo["carin"], by=demo["inga"])
    rounds.go()
    departure = Departure.objects.get(person=demo["carin"])
    right, wrong = (
        signing.dumps([departure.pk, person.pk], salt="kollegium.leaving.thread")
        for person in (demo["carin"], demo["bo"])
    )

    assert [links.read(token) for token in (right, wrong)] == [departure, None]
    assert client.get(f"/min-trad/{right}/").status_code == 200


def test_a_guest_who_was_let_in_before_still_is_until_three_days_have_passed(demo: Demo) -> None:
    meetings.invite_guest(demo.meeting, "Saga Sten", by=demo["anna"])
    guest = Guest.objects.get(meeting=demo.meeting)
    cookies = {"gast": signing.dumps(guest.key_digest, salt="kollegium.meetings.guest")}

    assert guests.guest_with(cookies, demo.meeting.pk) == guest
    assert guests.guest_with(cookies, demo.meetings["svenska"][-1].pk) is None
    assert guests.guest_with({"gast": signing.dumps(guest.key_digest, salt="other")}, demo.meeting.pk) is None
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        assert guests.guest_with(cookies, demo.meeting.pk) is None
