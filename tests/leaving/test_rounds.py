"""Whoever leaves is offered the thread and warned, and only then is it erased, by decision."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups import actions as groups
from kollegium.groups.models import Membership
from kollegium.leaving import actions, rounds
from kollegium.leaving.models import Departure, Erasure
from kollegium.leaving.queries import due, unreached
from kollegium.mail.models import Letter
from kollegium.models import Note, Opening, Protocol, Sharing
from kollegium.people import actions as people
from kollegium.people.models import User
from kollegium.plans import actions as plans
from kollegium.plans.models import ActionPlan
from kollegium.plans.shown import shown_promise
from tests.leaving.conftest import decide, later, leave
from tests.mail.conftest import PostOffice

OnDay = Callable[[int], int]


def written(person: User) -> tuple[int, int]:
    return ActionPlan.objects.of(person).count(), Note.objects.of(person).count()


def tell(person: User, *, by: User) -> None:
    """By hand: after it no warning is waited for."""
    actions.offered_by_hand(Departure.objects.get(person=person), by=by)


def test_nothing_is_ever_erased_without_a_decision(demo: Demo, on_day: OnDay) -> None:
    leave(demo["carin"])
    before = written(demo["carin"])

    assert [on_day(day) for day in (0, 100, 3000)] == [0, 0, 0]
    assert written(demo["carin"]) == before


def test_the_one_who_left_is_erased_and_the_others_are_not(demo: Demo, on_day: OnDay) -> None:
    plans.note(by=demo["carin"], key=uuid4(), text="Prövade", on=timezone.localdate())
    before = demo.meetings["no"][-2]
    plans.show(ActionPlan.objects.of(demo["carin"]).get(meeting=before), {"effort"})
    shown_promise(demo.meeting, demo["carin"], to=demo["bo"])
    others = {key: written(person) for key, person in demo.people.items() if key != "carin"}
    protocols, shown = Protocol.objects.count(), Sharing.objects.exclude(plan__owner=demo["carin"]).count()
    decide(demo)
    leave(demo["carin"])
    assert (written(demo["carin"]), Opening.objects.count()) == ((3, 1), 1)

    assert [on_day(day) for day in (0, 86, 100)] == [0, 0, 1]

    assert (written(demo["carin"]), Opening.objects.count()) == ((0, 0), 0)
    assert {key: written(person) for key, person in demo.people.items() if key != "carin"} == others
    assert (Protocol.objects.count(), Sharing.objects.count()) == (protocols, shown)


@pytest.mark.parametrize(("day", "erased"), [(99, 0), (100, 1)])
def test_the_days_are_counted_from_the_offer_to_the_day(demo: Demo, on_day: OnDay, day: int, erased: int) -> None:
    decide(demo)
    leave(demo["carin"])
    for earlier in (0, 86):
        on_day(earlier)

    assert on_day(day) == erased


def test_the_days_are_counted_from_the_decision_when_that_came_after(demo: Demo, on_day: OnDay) -> None:
    leave(demo["carin"])
    on_day(0)
    with later(50):
        decide(demo)

    assert [on_day(day) for day in (100, 136, 149, 150)] == [0, 0, 0, 1]


def test_one_who_leaves_one_of_two_groups_keeps_all_and_is_told_nothing(demo: Demo, on_day: OnDay) -> None:
    groups.add(demo.groups["svenska"], demo["carin"], by=demo["inga"])
    decide(demo)
    Membership.objects.filter(user=demo["carin"], group=demo.group).update(ends_on=timezone.localdate())
    before = written(demo["carin"])

    assert [on_day(day) for day in (0, 86, 100, 400)] == [0, 0, 0, 0]
    assert written(demo["carin"]) == before
    assert not Departure.objects.exists()


@pytest.mark.parametrize(("ends_in", "has_left"), [(1, False), (0, True)])
def test_a_membership_lasts_until_its_last_day(demo: Demo, on_day: OnDay, ends_in: int, has_left: bool) -> None:
    Membership.objects.filter(user=demo["carin"]).update(ends_on=timezone.localdate() + timedelta(days=ends_in))

    on_day(0)

    assert Departure.objects.filter(person=demo["carin"]).exists() == has_left


def test_one_who_has_a_membership_to_come_has_not_left(demo: Demo, on_day: OnDay) -> None:
    leave(demo["carin"])
    soon = timezone.localdate() + timedelta(days=60)
    groups.add(demo.groups["svenska"], demo["carin"], by=demo["inga"], starts_on=soon)

    on_day(0)

    assert not Departure.objects.exists()


def test_one_who_comes_back_before_the_day_keeps_all_and_the_days_begin_anew(demo: Demo, on_day: OnDay) -> None:
    decide(demo)
    leave(demo["carin"])
    before = written(demo["carin"])
    for day in (0, 86):
        on_day(day)
    with later(99):
        groups.add(demo.groups["svenska"], demo["carin"], by=demo["inga"])

    assert [on_day(day) for day in (100, 101, 500)] == [0, 0, 0]
    assert written(demo["carin"]) == before
    assert not Departure.objects.exists()

    with later(501):
        leave(demo["carin"])
    assert [on_day(day) for day in (501, 587, 600, 601)] == [0, 0, 0, 1]


def test_one_who_comes_back_in_the_same_breath_keeps_all(demo: Demo, on_day: OnDay) -> None:
    """Found to be due, and in a group again before the row was locked."""
    rule = decide(demo)
    leave(demo["carin"])
    for day in (0, 86):
        on_day(day)
    with later(100):
        today = timezone.localdate()
        found = due(today)[rule]
        groups.add(demo.groups["svenska"], demo["carin"], by=demo["inga"])

        assert rounds.erase(rule, found, today) == 0

    assert written(demo["carin"]) == (3, 0)


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


def test_a_decision_that_is_withdrawn_erases_nothing(demo: Demo, on_day: OnDay) -> None:
    rule = decide(demo)
    leave(demo["carin"])
    on_day(0)
    tell(demo["carin"], by=demo["inga"])
    with later(100):
        today = timezone.localdate()
        found = due(today)[rule]
        actions.withdraw(demo.organisation, by=demo["inga"])

        assert rounds.erase(rule, found, today) == 0

    assert [on_day(day) for day in (100, 400)] == [0, 0]
    assert written(demo["carin"]) == (3, 0)


def test_a_new_decision_counts_anew_and_warns_anew(demo: Demo, on_day: OnDay, post_office: PostOffice) -> None:
    decide(demo)
    leave(demo["carin"])
    for day in (0, 86):
        on_day(day)
    with later(90):
        decide(demo, days=90)

    assert [on_day(day) for day in (100, 165, 166, 179, 180)] == [0, 0, 0, 0, 1]
    assert len(post_office.to) == 3


def test_an_account_that_is_closed_is_a_leaving_and_opening_it_undoes_it(demo: Demo, on_day: OnDay) -> None:
    decide(demo)
    people.deactivate(demo["carin"], by=demo["inga"])
    for day in (0, 86):
        on_day(day)
    people.reactivate(demo["carin"], by=demo["inga"])

    assert [on_day(day) for day in (100, 300)] == [0, 0]
    assert not Departure.objects.exists()


def test_an_account_closed_after_the_offer_gets_an_offer_that_works_and_all_its_days(
    demo: Demo, on_day: OnDay, post_office: PostOffice
) -> None:
    decide(demo)
    leave(demo["carin"])
    on_day(0)
    people.deactivate(demo["carin"], by=demo["inga"])

    assert [on_day(day) for day in (50, 100, 136, 149, 150)] == [0, 0, 0, 0, 1]
    said = [letter.get_body(("plain",)).get_content() for letter in post_office.taken]
    assert ["/min-trad/" in letter for letter in said] == [False, True, True]


def test_another_huvudmans_decision_erases_nothing_here(demo: Demo, on_day: OnDay) -> None:
    other = type(demo.organisation).objects.create(name="Grannkommunen")
    actions.decide(other, days=90, decision="Deras", decided_on=timezone.localdate(), by=demo["inga"])
    decide(demo, days=365)
    leave(demo["carin"])
    on_day(0)
    tell(demo["carin"], by=demo["inga"])

    assert [on_day(day) for day in (100, 351, 365)] == [0, 0, 1]
    assert [line.organisation for line in Erasure.objects.all()] == [demo.organisation]


def test_the_record_says_how_many_and_by_which_decision_and_never_who_or_what(demo: Demo, on_day: OnDay) -> None:
    decide(demo)
    plans.erase(demo["bo"])  # has written nothing, and is counted all the same
    for who in ("carin", "bo"):
        leave(demo[who])
    for day in (0, 86, 100, 101):
        on_day(day)

    line = Erasure.objects.get()
    assert (line.threads, line.days, line.decision) == (2, 100, "BUN 2026 § 84")
    assert {field.name for field in Erasure._meta.get_fields()} == {
        *("id", "organisation", "at", "threads", "days", "decision", "decided_on")
    }


def test_a_dry_run_tells_and_changes_nothing(demo: Demo, on_day: OnDay, capsys: pytest.CaptureFixture[str]) -> None:
    decide(demo)
    leave(demo["carin"])
    for day in (0, 86):
        on_day(day)

    with later(100):
        for choice in ([], ["--dry-run"]):
            call_command("retention", *choice)
            said = capsys.readouterr().out
            assert said == "Ekåsa kommun: 1 trådar skulle raderas enligt BUN 2026 § 84.\n"
    assert (written(demo["carin"]), Erasure.objects.count()) == ((3, 0), 0)

    with later(100):
        call_command("retention", "--carry-out")
    assert capsys.readouterr().out == "1 trådar är raderade.\n"
    assert (written(demo["carin"]), Erasure.objects.count()) == ((0, 0), 1)


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


def test_a_round_says_how_many_of_those_who_are_to_go_it_has_looked_at(demo: Demo, on_day: OnDay) -> None:
    decide(demo)
    for who in ("carin", "bo"):
        leave(demo[who])
    for day in (0, 86):
        on_day(day)
    said: list[tuple[int, int]] = []

    with later(100):
        assert rounds.go(lambda done, total: said.append((done, total))) == 2

    assert said == [(0, 2), (1, 2)]
