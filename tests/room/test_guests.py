"""A guest: invited by the lärledare to one lärträff, sees that and nothing else, and only until it ends."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.mail.models import Letter
from kollegium.meetings import actions as planning
from kollegium.meetings import guests
from kollegium.meetings.models import Guest, Meeting
from kollegium.plans import actions as plans
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import SHAREABLE
from kollegium.protocols.models import Protocol
from tests.protocols.conftest import finalise

SignIn = Callable[[str], Client]
NAME = "Saga Sten"


@pytest.fixture
def link(demo: Demo) -> str:
    return planning.invite_guest(demo.meeting, NAME, by=demo["anna"]).split("//", 1)[1].partition("/")[2]


def let_in(client: Client, link: str) -> Client:
    response = client.get(f"/{link}")
    assert response.status_code == 302, response.content.decode()
    return client


def page_of(client: Client, demo: Demo) -> str:
    return client.get(f"/moten/{demo.meeting.pk}/gast/").content.decode()


@pytest.mark.parametrize(("who", "status"), [("anna", 200), ("carin", 403), ("david", 404), ("anyone", 302)])
def test_only_the_leader_invites(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    response = sign_in(who).post(f"/moten/{demo.meeting.pk}/gaster/ny/", {"name": NAME})

    assert response.status_code == status
    assert Guest.objects.filter(meeting=demo.meeting).exists() == (who == "anna")


def test_the_link_is_shown_once_and_only_a_digest_of_its_key_is_kept(demo: Demo, sign_in: SignIn) -> None:
    anna = sign_in("anna")
    page = anna.post(f"/moten/{demo.meeting.pk}/gaster/ny/", {"name": NAME}).content.decode()
    key = re.search(r"/gast/([\w-]{20,})/", page)

    assert key
    guest = Guest.objects.get(meeting=demo.meeting)
    assert guest.key_digest == guests.digest_of(key[1])
    assert key[1] not in anna.get(f"/moten/{demo.meeting.pk}/").content.decode()
    assert Letter.objects.filter(about=f"guest:{guest.pk}").count() == 0


def test_a_guest_with_an_address_gets_the_link_by_mail(demo: Demo, sign_in: SignIn) -> None:
    sign_in("anna").post(f"/moten/{demo.meeting.pk}/gaster/ny/", {"name": NAME, "email": "saga@hogskolan.example"})

    letter = Letter.objects.get(to="saga@hogskolan.example")
    assert re.search(r"http://localhost:\d+/gast/[\w-]{20,}/", letter.text)
    assert demo.meeting.question in letter.text


def test_the_same_name_twice_is_refused_with_what_to_do(demo: Demo, sign_in: SignIn, link: str) -> None:
    response = sign_in("anna").post(
        f"/moten/{demo.meeting.pk}/gaster/ny/", {"name": NAME.upper()}, headers={"HX-Request": "true"}
    )

    assert response.status_code == 409
    assert "är redan inbjuden" in response.content.decode()


def test_the_link_opens_this_meeting_and_no_other_page(demo: Demo, client: Client, link: str, running: Meeting) -> None:
    page = page_of(let_in(client, link), demo)

    assert demo.meeting.question in page
    assert "Introduktion och mötesordning" in page
    for address in ("rum/", "skarm/", "rum/lofte/", "rum/avslut/", ""):
        assert client.get(f"/moten/{demo.meeting.pk}/{address}")["Location"].startswith("/logga-in/"), address
    other = next(meetings[-1] for key, meetings in demo.meetings.items() if key != "no")
    for address in (f"/moten/{other.pk}/gast/", f"/moten/{other.pk}/gast/talare/"):
        assert client.get(address).status_code == 404


def test_opening_the_link_changes_nothing_but_a_cookie_for_that_page(demo: Demo, client: Client, link: str) -> None:
    before = Meeting.objects.filter(pk=demo.meeting.pk).values().get()

    response = client.get(f"/{link}")
    client.get(f"/moten/{demo.meeting.pk}/gast/")

    cookie = response.cookies[guests.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (f"/moten/{demo.meeting.pk}/gast/", True, "Lax")
    assert set(response.cookies) == {guests.COOKIE}
    assert "no-store" in response["Cache-Control"]
    assert Meeting.objects.filter(pk=demo.meeting.pk).values().get() == before


def test_a_guest_sees_no_plan_no_draft_and_no_names_but_those_who_talk(
    demo: Demo, client: Client, link: str, running: Meeting
) -> None:
    words = {name: f"hemligt {name}" for name in (*SHAREABLE, "pupils")}
    plans.show(plans.write(plan_at(demo.meetings["no"][-2], demo["anna"]), fields=words), {"effort", "tried"})
    actions.next_step(running, by=demo["anna"])
    guest = let_in(client, link)

    page = page_of(guest, demo) + guest.get(f"/moten/{demo.meeting.pk}/gast/talare/").content.decode()

    assert "<strong>Anna</strong> talar" in page
    assert "sedan Bo och Carin" in page
    assert "hemligt" not in page
    assert "textarea" not in page
    for person in demo.meeting.group.members():
        assert person.family_name not in page, person.name
        assert (person.given_name in page) == (person.given_name in ("Anna", "Bo", "Carin")), person.name


def test_the_key_of_a_guest_who_was_taken_away_opens_nothing(demo: Demo, sign_in: SignIn, link: str) -> None:
    guest = let_in(Client(), link)
    pk = Guest.objects.get(meeting=demo.meeting).pk

    assert sign_in("carin").post(f"/moten/{demo.meeting.pk}/gaster/{pk}/bort/").status_code == 403
    sign_in("anna").post(f"/moten/{demo.meeting.pk}/gaster/{pk}/bort/")

    for response in (guest.get(f"/moten/{demo.meeting.pk}/gast/"), guest.get(f"/{link}")):
        assert response.status_code == 404
        assert "Inbjudan gäller inte" in response.content.decode()


def test_the_door_opens_a_day_before_and_closes_with_the_meeting(
    demo: Demo, client: Client, link: str, running: Meeting
) -> None:
    Meeting.objects.filter(pk=demo.meeting.pk).update(started_at=None, started_by=None, step=None)
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        early = client.get(f"/{link}")
    Meeting.objects.filter(pk=demo.meeting.pk).update(started_at=timezone.now(), started_by=demo["anna"], step=1)
    let_in(client, link)
    actions.end(demo.meeting, by=demo["anna"])

    assert "Länken öppnas dagen före" in early.content.decode()
    assert not early.cookies
    for response in (client.get(f"/moten/{demo.meeting.pk}/gast/"), client.get(f"/{link}")):
        assert response.status_code == 200
        assert "Tack för att du var med." in response.content.decode()
    assert client.get(f"/moten/{demo.meeting.pk}/gast/talare/").status_code == 404


def test_a_guests_name_is_erased_with_the_attendances_when_the_protocol_is_final(
    demo: Demo, client: Client, link: str, running: Meeting
) -> None:
    actions.end(running, by=demo["anna"])
    finalise(Protocol.objects.get(meeting=running), by=demo["anna"])

    assert not Guest.objects.exists()
    assert "Lärträffen kan vara slut" in client.get(f"/{link}").content.decode()


def test_a_forged_cookie_opens_nothing(demo: Demo, client: Client, link: str) -> None:
    client.cookies[guests.COOKIE] = Guest.objects.get(meeting=demo.meeting).key_digest

    assert client.get(f"/moten/{demo.meeting.pk}/gast/").status_code == 404
