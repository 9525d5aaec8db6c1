"""Min tråd: what one comes to."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups.models import Membership
from kollegium.live import actions as live
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans import actions
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import ActionPlan
from tests.plans.test_views import SignIn, plan_of


def test_the_thread_begins_with_what_one_tries_now(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("carin").get("/").content.decode()

    last = plan_of(demo, "carin", demo.meetings["no"][-2])
    assert last.effort in page.replace("&quot;", '"')
    assert "Handlingsplan från lärträff 3" in page
    assert "Öppna rummet" in page
    assert page.count("<h1") == 1
    assert page.count("button--primary") == 1


def test_the_thread_shows_no_pupils_to_who_passes_by(demo: Demo, sign_in: SignIn) -> None:
    actions.write(
        plan_at(demo.meetings["no"][-2], demo["carin"]), fields={"pupils": "Fyra elever", "problems": "Tiden"}
    )

    page = sign_in("carin").get("/").content.decode()

    assert "Fyra elever" not in page
    assert "Tiden" not in page


@pytest.mark.parametrize(("who", "words"), [("farid", "dokumentatör"), ("karim", "samtalsreflektör")])
def test_ones_turn_is_told(demo: Demo, sign_in: SignIn, who: str, words: str) -> None:
    kind = {"dokumentatör": "documentarian", "samtalsreflektör": "reflector"}[words]
    meetings.put_on_duty(demo.meeting, kind, demo[who], by=demo["anna"])

    told = f"Du är <strong>{words}</strong> den här gången."

    assert told in sign_in(who).get("/").content.decode()
    assert told not in sign_in("mirja").get("/").content.decode()


def test_a_running_lärträff_is_the_next_one(demo: Demo, sign_in: SignIn) -> None:
    live.start(demo.meeting, by=demo["anna"])

    page = sign_in("carin").get("/").content.decode()

    assert "Lärträffen pågår" in page
    assert f'href="{demo.meeting.room_url}"' in page


def test_a_lärträff_that_never_was_held_is_let_go(demo: Demo, sign_in: SignIn) -> None:
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=timezone.now() - timedelta(days=3))

    thread = sign_in("carin").get("/").context["thread"]

    assert thread.next is None
    assert [knot.meeting.number for knot in thread.knots] == [3, 2, 1]


def test_a_newcomer_is_told_what_to_do(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("eva").get("/").content.decode()
    assert "Du är inte med i någon lärgrupp än" in page

    Membership.objects.create(group=demo.group, user=demo["eva"], starts_on=timezone.localdate())
    thread = sign_in("eva").get("/").context["thread"]
    assert [knot.meeting for knot in thread.knots] == [demo.meeting]
    assert thread.promise is None


@pytest.mark.parametrize(
    ("who", "href", "action"),
    [
        ("inga", "/huvudman/", "Till huvudmannens inställningar"),
        ("gunilla", "/protokoll/", "Läs protokollen"),
        ("hakan", "/protokoll/", "Läs protokollen"),
        ("eva", "/protokoll/", "Läs protokoll"),
    ],
)
def test_whoever_is_in_no_group_is_shown_their_own_way_on(
    demo: Demo, sign_in: SignIn, who: str, href: str, action: str
) -> None:
    page = sign_in(who).get("/").content.decode()

    assert f'<a class="button button--primary" href="{href}">{action}</a>' in page
    assert ("Be lärledaren" in page) == (who == "eva")


def test_an_administrator_goes_on_with_the_first_steps(demo: Demo, sign_in: SignIn, settings: object) -> None:
    settings.DEMO = False
    Meeting.objects.all().delete()

    assert 'primary" href="/kom-igang/">Fortsätt komma igång</a>' in sign_in("inga").get("/").content.decode()
    assert "/kom-igang/" not in sign_in("gunilla").get("/").content.decode()


def test_a_group_without_a_lärträff_says_so(demo: Demo, sign_in: SignIn) -> None:
    Membership.objects.create(group=demo.group, user=demo["eva"], starts_on=timezone.localdate())
    demo.meeting.delete()

    assert "Här växer din tråd" in sign_in("eva").get("/").content.decode()


def test_the_thread_costs_the_same_with_one_plan_and_with_many(
    demo: Demo, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    carin, eva = sign_in("carin"), sign_in("eva")
    Membership.objects.create(group=demo.group, user=demo["eva"], starts_on=timezone.localdate())
    for browser in (carin, eva):
        with django_assert_max_num_queries(15):
            browser.get("/")


def test_who_is_not_signed_in_is_welcomed(demo: Demo, sign_in: SignIn) -> None:
    response = sign_in("anyone").get("/")

    assert (response.status_code, response.templates[0].name) == (200, "about/welcome.html")


def test_a_new_installation_begins_with_the_first_steps(db: None, client: Client, settings: object) -> None:
    settings.DEMO = False
    User.objects.all().update(is_active=False)
    assert client.get("/").status_code == 200

    for model in (ActionPlan, Meeting, Membership):
        model.objects.all().delete()
    User.objects.all().delete()
    assert client.get("/").url == "/kom-igang/"
