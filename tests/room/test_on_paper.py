"""From papers to a protocol: whoever leads says who was there, the group types in, and it is finalised as usual."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.protocols import notes
from kollegium.protocols.models import Protocol

SignIn = Callable[[str], Client]


@pytest.fixture
def past(demo: Demo) -> Meeting:
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=timezone.now() - timedelta(days=1))
    return Meeting.objects.get(pk=demo.meeting.pk)


def address(meeting: Meeting) -> str:
    return f"/moten/{meeting.pk}/inskrivning/"


def test_the_leader_is_asked_once_its_time_has_been(demo: Demo, sign_in: SignIn) -> None:
    def asks(person: str) -> bool:
        return address(demo.meeting) in sign_in(person).get(f"/moten/{demo.meeting.pk}/").content.decode()

    assert not asks("anna")
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=timezone.now() - timedelta(minutes=91))
    assert asks("anna")
    assert not asks("carin")


def test_most_were_there_so_all_but_those_who_could_not_are_ticked(demo: Demo, past: Meeting, sign_in: SignIn) -> None:
    meetings.excuse(past, demo["lena"])

    page = sign_in("anna").get(address(past)).content.decode()

    assert page.count('type="checkbox"') == 9
    assert page.count(" checked") == 8


def test_what_is_typed_in_is_finalised_as_usual(demo: Demo, past: Meeting, sign_in: SignIn) -> None:
    anna = sign_in("anna")
    answer = anna.post(address(past), {"present": [demo["anna"].pk, demo["bo"].pk]})

    assert answer["Location"] == f"{past.room_url}#protokoll"
    protocol = Protocol.objects.get(meeting=past)
    assert notes.text(protocol.pk)["question"] == past.question
    assert "Läs igenom protokollet tillsammans" in anna.get(past.room_url).content.decode()

    anna.post(f"/protokoll/{protocol.pk}/fardigstallande/")
    anna.post(f"/protokoll/{protocol.pk}/fardigstallande/utskick/")
    protocol.refresh_from_db()
    assert protocol.is_final
    assert protocol.text["participants"] == f"{demo['anna'].name}, {demo['bo'].name}"
    assert str(timezone.localtime(past.starts_at).year) in protocol.text["date"]
    assert Letter.objects.filter(about=f"protocol:{protocol.pk}", to=demo["carin"].email).exists()


def test_somebody_must_have_been_there(demo: Demo, past: Meeting, sign_in: SignIn) -> None:
    anna = sign_in("anna")

    assert "Kryssa i dem som var med." in anna.post(address(past)).content.decode()
    assert "Välj bland dem" in anna.post(address(past), {"present": [demo["david"].pk]}).content.decode()
    assert not Meeting.objects.get(pk=past.pk).has_started


def test_only_whoever_leads_may(demo: Demo, past: Meeting, sign_in: SignIn) -> None:
    for person, status in (("carin", 403), ("bo", 403), ("david", 404), ("gunilla", 404)):
        browser = sign_in(person)
        assert browser.get(address(past)).status_code == status
        assert browser.post(address(past), {"present": [demo["anna"].pk]}).status_code == status
    assert not Meeting.objects.get(pk=past.pk).has_started


def test_before_its_time_and_afterwards_the_page_leads_back(demo: Demo, past: Meeting, sign_in: SignIn) -> None:
    actions.hold_on_paper(past, present=[demo["anna"]], by=demo["anna"])
    assert sign_in("anna").get(address(past))["Location"] == f"/moten/{past.pk}/"
    to_come = meetings.plan(
        demo.group, by=demo["anna"], starts_at=timezone.now(), question="Varför?", template=past.template
    )
    assert sign_in("anna").get(address(to_come))["Location"] == f"/moten/{to_come.pk}/"
    answer = sign_in("anna").post(address(to_come), {"present": [demo["anna"].pk]}, headers={"HX-Request": "true"})
    assert "inte slut än" in answer.content.decode()
