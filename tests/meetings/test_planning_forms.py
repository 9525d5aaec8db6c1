"""Which days and hours a lärträff can be planned for."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.meetings.models import Meeting
from tests.meetings.test_views import SignIn, filled, page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"day": "2020-01-01"}, "Den dagen har redan varit."),
        ({"day": "2090-01-01"}, "Kontrollera året."),
        ({"day": "0001-01-01", "time": "00:10"}, "Den dagen har redan varit."),
        ({"day": "i morgon"}, "Skriv dagen så här"),
        ({"day": ""}, "Välj en dag."),
        ({"time": "halv tre"}, "Skriv klockslaget så här"),
        ({"question": "  "}, "Skriv den fråga som gruppen undersöker."),
        ({"question": "v" * 501}, "Korta frågan"),
        ({"documentarian": "x"}, "Något behöver rättas"),
    ],
)
def test_what_cannot_be_is_said_in_words(demo: Demo, sign_in: SignIn, said: dict[str, str], words: str) -> None:
    response = sign_in("anna").post(f"/grupper/{demo.group.pk}/moten/nytt/", filled(**said))

    assert response.status_code == 200
    assert words in page(response)
    assert demo.group.meetings.count() == len(demo.meetings["no"])


def test_an_hour_that_the_spring_skips_is_said_in_words(demo: Demo, sign_in: SignIn) -> None:
    browser = sign_in("anna")
    with time_machine.travel("2027-03-01T12:00:00Z"):
        browser.force_login(demo["anna"])
        response = browser.post(f"/grupper/{demo.group.pk}/moten/nytt/", filled(day="2027-03-28", time="02:30"))

    assert "går klockan fram till sommartid" in page(response)


def test_the_hour_that_the_autumn_has_twice_is_taken(demo: Demo, sign_in: SignIn) -> None:
    browser = sign_in("anna")
    with time_machine.travel("2027-10-01T12:00:00Z"):
        browser.force_login(demo["anna"])
        response = browser.post(f"/grupper/{demo.group.pk}/moten/nytt/", filled(day="2027-10-31", time="02:30"))

    assert response.status_code == 302


def test_a_time_that_just_has_been_is_noticed_and_allowed(demo: Demo, sign_in: SignIn) -> None:
    def planned(minutes_ago: int) -> str:
        at = timezone.localtime() - timedelta(minutes=minutes_ago)
        address = f"/grupper/{demo.group.pk}/moten/nytt/"
        return page(sign_in("anna").post(address, filled(day=str(at.date()), time=f"{at:%H:%M}"), follow=True))

    assert "Tiden för lärträffen har redan varit." in planned(minutes_ago=95)
    assert "Tiden för lärträffen har redan varit." not in planned(minutes_ago=80)


def test_the_first_lartraff_is_proposed_after_the_lessons(demo: Demo, sign_in: SignIn) -> None:
    demo.group.meetings.all().delete()

    words = page(sign_in("anna").get(f"/grupper/{demo.group.pk}/moten/nytt/"))

    assert 'value="14:30"' in words
    assert "novalidate" in words


def test_an_old_lartraff_can_be_changed_without_moving_its_day(demo: Demo, sign_in: SignIn) -> None:
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=timezone.now() - timedelta(days=9))
    day = timezone.localdate() - timedelta(days=9)
    time = timezone.localtime(Meeting.objects.get(pk=demo.meeting.pk).starts_at)

    response = sign_in("anna").post(f"/moten/{demo.meeting.pk}/andra/", filled(day=str(day), time=f"{time:%H:%M}"))

    assert response.status_code == 302


@pytest.mark.parametrize(
    ("last", "day", "why"),
    [
        ("2026-10-22", "2026-11-19", ""),
        ("2026-11-26", "2027-01-14", "24 december är julafton, så förslaget är tre veckor senare."),
        ("2027-10-06", "2027-11-10", "3 november ligger i höstlovet, så förslaget är en vecka senare."),
    ],
)
def test_the_day_that_is_proposed_is_none_when_schools_are_free(
    demo: Demo, sign_in: SignIn, last: str, day: str, why: str
) -> None:
    begins = datetime.fromisoformat(f"{last} 14:30").replace(tzinfo=timezone.get_current_timezone())
    demo.group.meetings.exclude(pk=demo.meeting.pk).delete()
    demo.group.meetings.update(starts_at=begins)
    demo.group.memberships.update(starts_on=begins.date())

    with time_machine.travel(begins + timedelta(hours=2), tick=False):
        response = sign_in("anna").get(f"/grupper/{demo.group.pk}/moten/nytt/")

    assert f'value="{day}"' in page(response)
    assert 'value="14:30"' in page(response)
    assert ("så förslaget är" in page(response)) == bool(why)
    assert why in page(response)
