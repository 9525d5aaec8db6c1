"""Rodret: handed over, taken back, and offered to the ersättare; whoever has it may lead this lärträff and no other."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kollegium.audit.models import SecurityEntry
from kollegium.demo import Demo
from kollegium.groups.access import roles_in
from kollegium.groups.permissions import May, Role
from kollegium.live import actions
from kollegium.live.actions import last_press
from kollegium.live.models import LiveMeeting
from kollegium.meetings import actions as meetings
from kollegium.meetings.access import may_at
from kollegium.meetings.models import Meeting
from kollegium.protocols import actions as protocols
from kollegium.refusals import Refused

SignIn = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def running(demo: Demo) -> Meeting:
    for who in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[who])
    meeting = actions.start(demo.meeting, by=demo["anna"])
    protocols.begin(meeting)
    return meeting


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def away(meeting: Meeting, seconds: int = 120) -> None:
    LiveMeeting.objects.filter(meeting=meeting).update(helm_seen_at=timezone.now() - timedelta(seconds=seconds))


def test_whoever_gets_the_helm_steers_and_the_leader_still_may(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    before = sign_in("carin").post(f"/moten/{running.pk}/steg/", {"after": "1"}, headers=HTMX).status_code

    handed = sign_in("anna").post(f"/moten/{running.pk}/roder/", {"person": demo["carin"].pk}, headers=HTMX)
    by_carin = sign_in("carin").post(f"/moten/{running.pk}/steg/", {"after": "1"}, headers=HTMX).status_code
    by_anna = sign_in("anna").post(f"/moten/{running.pk}/steg/", {"after": "2"}, headers=HTMX).status_code

    assert (before, handed.status_code, by_carin, by_anna) == (403, 204, 204, 204)
    assert fresh(running).step == 3


@pytest.mark.parametrize("noun", ["roder/", "roder/ater/", "ersattare/", "samtalsreflektor/"])
@pytest.mark.parametrize(("who", "status"), [("carin", 403), ("david", 404), ("gunilla", 404), ("anyone", 302)])
def test_nobody_takes_the_helm_who_does_not_have_it(
    demo: Demo, running: Meeting, sign_in: SignIn, noun: str, who: str, status: int
) -> None:
    response = sign_in(who).post(f"/moten/{running.pk}/{noun}", {"person": demo["carin"].pk})

    assert response.status_code == status
    assert (fresh(running).live.helm, fresh(running).deputy) == (None, None)


def test_the_helm_is_for_this_meeting_only_and_arranges_no_group(demo: Demo, running: Meeting) -> None:
    meeting = actions.hand_over(running, demo["carin"], by=demo["anna"])

    assert may_at(meeting, demo["carin"]) == {May.READ, May.WRITE, May.LEAD}
    assert Role.HELM not in roles_in(demo.group, demo["carin"])
    assert May.LEAD not in may_at(demo.meetings["no"][-2], demo["carin"])


def test_it_goes_to_somebody_who_is_here(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    with pytest.raises(Refused, match="Lena är inte på plats"):
        actions.hand_over(running, demo["lena"], by=demo["anna"])

    nobody = sign_in("anna").post(f"/moten/{running.pk}/roder/", {"person": ""}, headers=HTMX)
    assert (nobody.status_code, nobody.content.decode()) == (409, "Välj vem som ska styra.")
    stranger = sign_in("anna").post(f"/moten/{running.pk}/roder/", {"person": demo["david"].pk})

    assert stranger.status_code == 404
    assert fresh(running).live.helm is None


def test_the_leader_takes_it_back_and_the_one_who_has_it_gives_it_back(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    for who in ("anna", "carin"):
        actions.hand_over(running, demo["carin"], by=demo["anna"])
        assert sign_in(who).post(f"/moten/{running.pk}/roder/ater/", headers=HTMX).status_code == 204
        assert fresh(running).live.helm is None
    assert sign_in("carin").post(f"/moten/{running.pk}/paus/", headers=HTMX).status_code == 403


def test_handing_it_to_the_leader_is_taking_it_back(demo: Demo, running: Meeting) -> None:
    actions.hand_over(running, demo["carin"], by=demo["anna"])

    assert actions.hand_over(running, demo["anna"], by=demo["anna"]).live.helm is None


def test_everyone_sees_who_steers_and_only_those_who_may_get_the_controls(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    actions.hand_over(running, demo["carin"], by=demo["anna"])

    seen = {
        who: sign_in(who).get(f"/moten/{running.pk}/rum/styrning/").content.decode() for who in ("bo", "carin", "anna")
    }

    assert "<strong>Carin</strong> styr lärträffen i lärledarens ställe." in seen["bo"]
    assert "Du styr lärträffen i lärledarens ställe." in seen["carin"]
    assert {who: "Nästa steg" in page for who, page in seen.items()} == {"bo": False, "carin": True, "anna": True}
    assert "Ta tillbaka styrningen" in seen["anna"]
    assert "Lämna tillbaka styrningen" in seen["carin"]


def test_whoever_is_given_the_helm_is_told_so_and_nobody_else(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    def told() -> list[str]:
        pages = {who: sign_in(who).get(f"/moten/{running.pk}/rum/roder/fraga/") for who in ("anna", "bo", "carin")}
        return [who for who, page in pages.items() if "Nu styr du lärträffen" in page.content.decode()]

    actions.hand_over(running, demo["carin"], by=demo["anna"])
    assert told() == ["carin"]
    actions.take_back(running, by=demo["carin"])
    assert told() == ["anna"]
    actions.take_back(running, by=demo["anna"])
    assert told() == []  # one who takes it knows
    with time_machine.travel(timezone.now() + last_press.FOR):
        assert told() == []


def test_the_pause_is_a_button_for_those_who_steer_and_a_word_for_the_others(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    actions.hand_over(running, demo["carin"], by=demo["anna"])

    pages = {
        who: sign_in(who).get(f"/moten/{running.pk}/rum/styrda-delar/").content.decode()
        for who in ("anna", "bo", "carin")
    }

    assert {who: "Pausa</button>" in page for who, page in pages.items()} == {"anna": True, "bo": False, "carin": True}
    assert "Pausad" in pages["bo"]


@pytest.mark.parametrize("address", ["rum/styrning/", "rum/styrda-delar/", "rum/roder/fraga/"])
@pytest.mark.parametrize(("who", "status"), [("bo", 200), ("david", 404), ("gunilla", 404), ("anyone", 302)])
def test_the_fragments_open_to_the_group(
    demo: Demo, running: Meeting, sign_in: SignIn, address: str, who: str, status: int
) -> None:
    assert sign_in(who).get(f"/moten/{running.pk}/{address}").status_code == status


def test_who_had_the_helm_is_forgotten_when_the_meeting_ends(demo: Demo, running: Meeting) -> None:
    meetings.name_deputy(running, demo["bo"])
    actions.hand_over(running, demo["carin"], by=demo["anna"])

    ended = fresh(actions.end(running, by=demo["carin"]))

    assert (ended.deputy, ended.ended_by) == (None, demo["carin"])
    assert not LiveMeeting.objects.filter(meeting=running).exists()
    assert not SecurityEntry.objects.filter(words__contains=str(running)).exists()


def test_a_deputy_is_one_of_the_group(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    anna = sign_in("anna")

    assert anna.post(f"/moten/{running.pk}/ersattare/", {"person": demo["bo"].pk}, headers=HTMX).status_code == 204
    assert anna.post(f"/moten/{running.pk}/ersattare/", {"person": demo["david"].pk}, headers=HTMX).status_code == 404
    assert fresh(running).deputy == demo["bo"]
    anna.post(f"/moten/{running.pk}/ersattare/", {"person": ""}, headers=HTMX)
    assert fresh(running).deputy is None


def test_only_the_deputy_is_asked_and_only_while_nobody_who_may_steer_is_there(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    def is_asked(who: str) -> bool:
        page = sign_in(who).get(f"/moten/{running.pk}/rum/roder/fraga/").content.decode()
        return "Anna har varit borta i över en minut. Vill du ta över?" in page

    meetings.name_deputy(running, demo["bo"])
    assert not is_asked("bo")
    away(running)
    assert (is_asked("bo"), is_asked("carin"), is_asked("anna")) == (True, False, False)


@pytest.mark.parametrize(("who", "status"), [("bo", 204), ("carin", 403), ("david", 404)])
def test_the_deputy_takes_over(demo: Demo, running: Meeting, sign_in: SignIn, who: str, status: int) -> None:
    meetings.name_deputy(running, demo["bo"])
    away(running)

    response = sign_in(who).post(f"/moten/{running.pk}/roder/overtagande/", headers=HTMX)

    assert response.status_code == status
    assert fresh(running).live.helm == (demo["bo"] if who == "bo" else None)


def test_a_leader_who_came_back_in_time_keeps_the_helm(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    meetings.name_deputy(running, demo["bo"])

    response = sign_in("bo").post(f"/moten/{running.pk}/roder/overtagande/", headers=HTMX)

    assert (response.status_code, fresh(running).live.helm) == (409, None)
    assert "tillbaka" in response.content.decode()


def test_the_room_chooses_a_reflector_or_to_reflect_together(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    def says() -> str:
        return sign_in("bo").get(f"/moten/{running.pk}/rum/reflektion/").content.decode()

    sign_in("anna").post(f"/moten/{running.pk}/samtalsreflektor/", {"person": ""}, headers=HTMX)
    assert "ni reflekterar tillsammans" in says()
    sign_in("anna").post(f"/moten/{running.pk}/samtalsreflektor/", {"person": demo["lena"].pk}, headers=HTMX)
    assert "<strong>Lena</strong> är samtalsreflektör" in says()


def test_a_deputy_can_be_chosen_before_the_meeting(demo: Demo, sign_in: SignIn) -> None:
    anna = sign_in("anna")

    anna.post(f"/moten/{demo.meeting.pk}/turer/", {"deputy": demo["bo"].pk})

    assert fresh(demo.meeting).deputy == demo["bo"]
    assert "Ersättare för lärledaren" in anna.get(f"/moten/{demo.meeting.pk}/").content.decode()
    anna.post(f"/moten/{demo.meeting.pk}/turer/", {"deputy": demo["david"].pk})
    assert fresh(demo.meeting).deputy == demo["bo"]
    assert sign_in("carin").post(f"/moten/{demo.meeting.pk}/turer/", {"deputy": ""}).status_code == 403
