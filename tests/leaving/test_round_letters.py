"""Letters before an erasure: an offer, a warning, and nothing without them."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from kollegium.demo import Demo
from kollegium.leaving import rounds
from kollegium.leaving.queries import unreached
from kollegium.mail.models import Letter
from kollegium.people.models import User
from kollegium.plans import actions as plans
from kollegium.plans.models import ActionPlan
from tests.leaving.conftest import decide, later, leave
from tests.leaving.test_rounds import OnDay, tell, written
from tests.mail.conftest import PostOffice


def test_two_letters_come_once_each_with_never_a_word_of_the_plan(
    demo: Demo, on_day: OnDay, post_office: PostOffice
) -> None:
    plan = ActionPlan.objects.of(demo["carin"]).exclude(effort="").first()
    decide(demo)
    leave(demo["carin"])

    for day in (0, 0, 1, 50, 85):
        on_day(day)
    assert post_office.to == [demo["carin"].email]
    for day in (86, 86, 87, 100, 101):
        on_day(day)

    assert post_office.to == [demo["carin"].email] * 2
    offer, warning = post_office.taken
    assert offer["Subject"] == "Ta med dig din röda tråd"
    assert "100 dagar efter det här mejlet" in offer.get_body(("plain",)).get_content()
    assert warning["Subject"].startswith("Din röda tråd raderas den ")
    said = "".join(letter.get_body((kind,)).get_content() for letter in (offer, warning) for kind in ("plain", "html"))
    assert plan.effort not in said
    assert "Carin" in said


def test_the_letter_is_the_same_for_one_who_has_written_nothing(
    demo: Demo, on_day: OnDay, post_office: PostOffice
) -> None:
    decide(demo)
    silent = demo["bo"]
    plans.erase(silent)
    leave(demo["carin"])
    leave(silent)

    on_day(0)

    said = {str(letter["To"]): letter.get_body(("plain",)).get_content() for letter in post_office.taken}
    assert said[demo["carin"].email].replace("Carin", "Bo") == said[silent.email]


def test_one_who_has_never_been_in_a_group_or_never_signed_in_gets_no_letter(demo: Demo, on_day: OnDay) -> None:
    for person in (demo["gunilla"], demo["eva"], demo["inga"]):
        leave(person)
    User.objects.filter(pk=demo["nils"].pk).update(is_active=False)

    on_day(0)

    assert not Letter.objects.exists()


def test_without_a_mail_server_nobody_is_offered_and_nothing_erased(demo: Demo, settings: object) -> None:
    settings.EMAIL_URL = ""
    decide(demo)
    leave(demo["carin"])

    for day in (0, 100, 400):
        with later(day):
            assert rounds.go() == 0

    assert written(demo["carin"]) == (3, 0)


def test_nothing_is_erased_for_one_whom_no_letter_reaches_until_somebody_has_told_them(
    demo: Demo, on_day: OnDay, post_office: PostOffice
) -> None:
    post_office.says[demo["carin"].email] = "550 5.1.1 no such user"
    decide(demo)
    leave(demo["carin"])
    leave(demo["bo"])

    assert [on_day(day) for day in (0, 86, 100, 300)] == [0, 0, 1, 0]
    assert written(demo["carin"]) == (3, 0)
    assert [departure.person for departure in unreached(demo.organisation)] == [demo["carin"]]

    with later(300):
        tell(demo["carin"], by=demo["inga"])
    assert [on_day(day) for day in (386, 399, 400)] == [0, 0, 1]
    assert unreached(demo.organisation) == []


def test_a_warning_that_is_late_puts_the_day_off(demo: Demo, on_day: OnDay, post_office: PostOffice) -> None:
    decide(demo)
    leave(demo["carin"])
    on_day(0)
    post_office.close()
    on_day(86)
    post_office.open()

    assert [on_day(day) for day in (100, 101, 113, 114)] == [0, 0, 0, 1]


def _unreadable(person: User) -> ActionPlan:
    """A plan whose words can't be opened, as when it was sealed with a key that is gone."""
    plan = ActionPlan.objects.of(person).first()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kollegium_actionplan SET effort = %s WHERE id = %s", ["p1:AAAA", plan.pk])
    return plan


def test_what_could_not_be_fetched_is_not_erased(
    demo: Demo, on_day: OnDay, sign_in: Callable[[str], Client], caplog: pytest.LogCaptureFixture
) -> None:
    decide(demo)
    leave(demo["carin"])
    on_day(0)
    on_day(86)
    before, plan = written(demo["carin"]), _unreadable(demo["carin"])

    assert [on_day(day) for day in (100, 101, 114)] == [0, 0, 0]

    assert written(demo["carin"]) == before
    with later(114):
        page = sign_in("inga").get("/huvudman/gallring/").content.decode()
    assert "1 tråd gick inte att göra till en fil" in page
    assert demo["carin"].name not in page
    said = [record.getMessage() for record in caplog.records if record.name == "kollegium.leaving"]
    assert said
    assert all(re.fullmatch(r"Departure \d+ stays: no pdf can be made of the thread \(\w+\)", each) for each in said)
    assert all(record.exc_info is None for record in caplog.records if record.name == "kollegium.leaving")

    ActionPlan.objects.filter(pk=plan.pk).delete()  # what stood in the way is seen to

    assert [on_day(day) for day in (127, 128)] == [0, 1]  # two weeks after the last day it could not be fetched
    assert written(demo["carin"]) == (0, 0)


def test_nobody_is_warned_of_an_erasure_before_the_thread_can_be_fetched(demo: Demo, on_day: OnDay) -> None:
    decide(demo)
    leave(demo["carin"])
    on_day(0)
    plan = _unreadable(demo["carin"])

    assert [on_day(day) for day in (86, 90)] == [0, 0]
    assert not Letter.objects.filter(key__startswith="thread_warning").exists()

    ActionPlan.objects.filter(pk=plan.pk).delete()
    assert [on_day(day) for day in (91, 104, 105)] == [0, 0, 1]
    assert Letter.objects.filter(key__startswith="thread_warning").count() == 1


def test_one_whose_thread_can_be_fetched_goes_though_anothers_can_not(demo: Demo, on_day: OnDay) -> None:
    decide(demo)
    for who in ("carin", "bo"):
        leave(demo[who])
    on_day(0)
    on_day(86)
    _unreadable(demo["carin"])
    before = written(demo["carin"])

    assert on_day(100) == 1

    assert (written(demo["carin"]), written(demo["bo"])) == (before, (0, 0))
