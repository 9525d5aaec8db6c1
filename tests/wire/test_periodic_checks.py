"""The ersättare is asked when nobody who may steer is there, and what nobody ended is closed."""

import time
from collections.abc import Callable

import pytest
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.live.models import LiveMeeting
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.wire.hub import Connection, Hub
from kollegium.wire.periodic_checks import PeriodicChecks, find_unsteered
from tests.wire.conftest import Member
from tests.world import Installation, MailServer, post, protocol_of, wait_until

Join = Callable[..., Member]


@pytest.fixture
def running(demo: Demo) -> Meeting:
    meetings.name_deputy(demo.meeting, demo["bo"])
    return actions.start(demo.meeting, by=demo["anna"])


def seen_at(meeting: Meeting) -> float:
    return Meeting.objects.get(pk=meeting.pk).live.helm_seen_at.timestamp()


def forget_sight(meeting: Meeting, seconds: float) -> None:
    long_ago = timezone.now() - timezone.timedelta(seconds=seconds)
    LiveMeeting.objects.filter(meeting=meeting).update(helm_seen_at=long_ago)


def test_a_leader_whose_page_has_said_something_has_been_seen(demo: Demo, running: Meeting) -> None:
    forget_sight(running, 100)

    asked = find_unsteered({running.pk: {demo["anna"].pk: 4.0, demo["bo"].pk: 1.0}})

    assert asked == {running.pk: (demo["bo"].pk, False)}
    assert time.time() - seen_at(running) == pytest.approx(4, abs=2)


@pytest.mark.parametrize("others", [{}, {"carin": 1.0, "bo": 1.0}])
def test_it_is_whoever_may_steer_that_counts(demo: Demo, running: Meeting, others: dict[str, float]) -> None:
    forget_sight(running, 100)

    asked = find_unsteered({running.pk: {demo[who].pk: silent for who, silent in others.items()}})

    assert asked == {running.pk: (demo["bo"].pk, True)}
    assert time.time() - seen_at(running) == pytest.approx(100, abs=2)


def test_one_who_has_the_helm_is_seen_as_well_as_the_leader(demo: Demo, running: Meeting) -> None:
    actions.arrive(running, demo["carin"])
    actions.hand_over(running, demo["carin"], by=demo["anna"])
    forget_sight(running, 100)

    assert find_unsteered({running.pk: {demo["carin"].pk: 1.0}})[running.pk] == (demo["bo"].pk, False)


def test_an_open_page_that_has_been_silent_is_a_phone_that_sleeps(demo: Demo, running: Meeting) -> None:
    forget_sight(running, 200)

    assert find_unsteered({running.pk: {demo["anna"].pk: 150.0}})[running.pk] == (demo["bo"].pk, True)


def test_sight_is_noted_now_and_then_and_changes_no_version(demo: Demo, running: Meeting) -> None:
    forget_sight(running, 10)
    before = seen_at(running)

    find_unsteered({running.pk: {demo["anna"].pk: 0.0}})
    assert seen_at(running) == before
    forget_sight(running, 40)
    find_unsteered({running.pk: {demo["anna"].pk: 0.0}})

    assert time.time() - seen_at(running) < 2
    assert Meeting.objects.get(pk=running.pk).version == running.version


def test_without_an_ersattare_nobody_is_asked_and_nothing_is_noted(demo: Demo, running: Meeting) -> None:
    meetings.name_deputy(running, None)
    forget_sight(running, 100)
    before = seen_at(running)

    assert find_unsteered({running.pk: {demo["anna"].pk: 0.0}}) == {}
    assert seen_at(running) == before


def test_only_the_deputys_pages_are_asked_and_once_each_time() -> None:
    hub = Hub()
    bo, carin = Connection(room=1, user=2, group=1), Connection(room=1, user=3, group=1)
    for connection in (bo, carin):
        hub.add(connection)
    checks = PeriodicChecks(hub)

    for is_away in (True, True, False, False, True):
        checks._ask({1: (2, is_away)})

    assert ["helm.away" in frame for frame in bo.frames] == [True, False, True]
    assert not carin.frames


def test_a_screen_that_the_leader_has_opened_is_not_the_leader_and_is_asked_nothing() -> None:
    hub = Hub()
    wall, bo = Connection(room=1, user=2, group=1, receives_draft=False), Connection(room=1, user=3, group=1)
    for connection in (wall, bo):
        hub.add(connection)
    checks = PeriodicChecks(hub)

    checks._ask({1: (2, True)})

    assert set(checks._awake()[1]) == {3}
    assert not wall.frames


@pytest.fixture
def impatient(installation: Installation) -> Installation:
    """Asks after two seconds, and looks often."""
    installation.stop()
    installation.environment |= {"KOLLEGIUM_HELM_AWAY": "2", "KOLLEGIUM_LOOKOUT_PAUSE": "0.2"}
    installation.start()
    return installation


def test_the_deputy_is_asked_when_the_leaders_line_is_gone_and_takes_over(join: Join, impatient: Installation) -> None:
    room = impatient.facts["meeting"]
    people = impatient.facts["people"]
    assert post(impatient, "anna", f"/moten/{room}/start/") == 204
    anna, bo = join("anna"), join("bo")
    for member in (anna, bo):
        member.until("vector")
    assert post(impatient, "anna", f"/moten/{room}/ersattare/", person=str(people["bo"])) == 204

    assert bo.until("event", name="helm.away")["name"] == "helm.away"  # Anna's page is open and says nothing
    anna.line.send('{"type": "ping"}')
    bo.until("event", name="helm.back")
    anna.line.close()
    bo.until("event", name="helm.away")
    assert post(impatient, "bo", f"/moten/{room}/roder/overtagande/") == 204
    bo.until("event", name="helm.changed")
    assert post(impatient, "bo", f"/moten/{room}/steg/") == 204


def test_what_was_forgotten_is_closed_when_the_server_looks(impatient: Installation) -> None:
    room = impatient.facts["meeting"]
    assert post(impatient, "anna", f"/moten/{room}/start/") == 204
    impatient.stop()
    impatient.shell(
        "from datetime import timedelta; from django.db.models import F\n"
        "from kollegium.models import LiveMeeting, Meeting\n"
        f"Meeting.objects.filter(pk={room}).update(starts_at=F('starts_at') - timedelta(hours=9),"
        " started_at=F('started_at') - timedelta(hours=9))\n"
        f"LiveMeeting.objects.filter(meeting={room}).update(ends_at=F('ends_at') - timedelta(hours=9),"
        " changed_at=F('changed_at') - timedelta(hours=9))"
    )

    impatient.start()

    asked = f"from kollegium.models import Meeting; print(Meeting.objects.get(pk={room}).has_ended)"
    wait_until(lambda: impatient.shell(asked).strip() == "True", "it is closed", 20)


def test_a_protocol_whose_minute_ends_while_the_server_is_away_is_final_and_mailed_once(
    installation: Installation, mail_server: MailServer
) -> None:
    room = installation.facts["meeting"]
    for press in (f"/moten/{room}/start/", f"/moten/{room}/slut/"):
        assert post(installation, "anna", press) == 204
    assert post(installation, "anna", f"/protokoll/{protocol_of(installation)}/fardigstallande/") == 204

    installation.kill()
    known = f"from kollegium.models import Letter, Protocol, SecurityEntry; p = Protocol.objects.get(meeting={room})\n"
    letters = "Letter.objects.filter(about=f'protocol:{p.pk}').count()"
    assert installation.shell(f"{known}print(p.is_due, p.is_final, {letters})").split() == ["True", "False", "0"]
    # Two processes wake at its moment; on a slow machine the first of them finds it at its start.
    installation.shell(
        f"{known}from datetime import timedelta; from django.utils import timezone\n"
        "p.due_at = timezone.now() + timedelta(seconds=10); p.save()"
    )
    installation.environment |= {"KOLLEGIUM_LOOKOUT_PAUSE": "300"}
    servers = [installation, Installation(installation.data, installation.environment)]
    try:
        for server in servers:
            server.start()
        wait_until(lambda: installation.shell(f"{known}print(p.is_final)").strip() == "True", "it is final", 60)
        number = int(installation.shell(f"{known}print({letters})"))
        wait_until(lambda: len(mail_server.letters) >= number, "it has been mailed")
    finally:
        servers[1].stop()
    asked = "SecurityEntry.objects.filter(kind='protocol_finalised').count(), p.final_by.given_name"
    assert installation.shell(f"{known}print({asked})").strip() == "1 Anna"
    received = [str(letter["To"]) for letter in mail_server.letters]
    assert len(received) == len(set(received)) == number > 9
    assert "Traceback" not in installation.log()
