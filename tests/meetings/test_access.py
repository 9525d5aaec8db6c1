"""Who may do what with a lärträff: one table."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.events import Event
from kollegium.groups.permissions import May
from kollegium.meetings.access import may_at, meeting_for
from kollegium.meetings.models import Meeting

SignIn = Callable[[str], Client]
PEOPLE = [("anna", 200), ("carin", 403), ("david", 404), ("gunilla", 404), ("hakan", 404), ("anyone", 302)]
LEADERS_PAGES = ["/moten/{meeting}/andra/", "/moten/{meeting}/kallelse/"]
LEADERS_POSTS = [
    "/moten/{meeting}/andra/",
    "/moten/{meeting}/kallelse/",
    "/moten/{meeting}/turer/",
    "/moten/{meeting}/material/",
    "/moten/{meeting}/material/{material}/bort/",
]


def address(demo: Demo, pattern: str) -> str:
    material = demo.meeting.materials.get().pk
    return pattern.format(group=demo.group.pk, meeting=demo.meeting.pk, material=material)


@pytest.mark.parametrize("pattern", LEADERS_PAGES)
@pytest.mark.parametrize(("who", "status"), PEOPLE)
def test_only_the_leader_opens_what_prepares(demo: Demo, sign_in: SignIn, pattern: str, who: str, status: int) -> None:
    response = sign_in(who).get(address(demo, pattern))

    assert response.status_code == status
    assert who != "anyone" or response["Location"].startswith("/logga-in/")


@pytest.mark.parametrize("pattern", LEADERS_POSTS)
@pytest.mark.parametrize(("who", "status"), [person for person in PEOPLE if person[0] != "anna"])
def test_nobody_else_can_post(
    demo: Demo, sign_in: SignIn, happened: list[Event], pattern: str, who: str, status: int
) -> None:
    before = Meeting.objects.get(pk=demo.meeting.pk).version

    response = sign_in(who).post(address(demo, pattern))

    assert response.status_code == status
    assert [event for event in happened if event.meeting_id] == []
    assert Meeting.objects.get(pk=demo.meeting.pk).version == before


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 200), ("carin", 403), ("david", 404), ("gunilla", 404), ("hakan", 403), ("anyone", 302)],
)
def test_only_the_leader_plans(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    # The development leader sees the group and arranges it, but does not lead it.
    assert sign_in(who).get(f"/grupper/{demo.group.pk}/moten/nytt/").status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 200), ("bo", 200), ("carin", 200), ("david", 404), ("gunilla", 404), ("hakan", 404), ("anyone", 302)],
)
def test_a_lartraff_is_seen_by_its_group(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(who).get(f"/moten/{demo.meeting.pk}/").status_code == status


@pytest.mark.parametrize(("who", "status"), [("carin", 302), ("anna", 302), ("david", 404), ("gunilla", 404)])
def test_everyone_in_the_group_may_say_that_they_cannot_come(
    demo: Demo, sign_in: SignIn, who: str, status: int
) -> None:
    response = sign_in(who).post(f"/moten/{demo.meeting.pk}/forhinder/")

    assert response.status_code == status
    assert demo.meeting.absences.filter(user=demo[who]).exists() == (status == 302)


@pytest.mark.parametrize("path", ["turer/", "forhinder/", "forhinder/anger/", "material/"])
def test_what_changes_something_takes_a_post(demo: Demo, sign_in: SignIn, path: str) -> None:
    assert sign_in("anna").get(f"/moten/{demo.meeting.pk}/{path}").status_code == 405


def test_what_one_may_is_what_the_door_found_and_never_what_another_may(
    demo: Demo, django_assert_num_queries: Any
) -> None:
    annas, carins = (meeting_for(demo[who], demo.meeting.pk) for who in ("anna", "carin"))

    with django_assert_num_queries(0):
        assert May.LEAD in may_at(annas, demo["anna"])
        assert May.LEAD not in may_at(carins, demo["carin"])
    assert May.LEAD not in may_at(annas, demo["carin"])
    assert May.LEAD in may_at(carins, demo["anna"])
    assert may_at(annas, demo["david"]) == set()
