"""Whoever leaves is offered the thread and warned, and only then is it erased, by decision."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups import actions as groups
from kollegium.groups.models import Membership
from kollegium.leaving import actions, rounds
from kollegium.leaving.models import Departure, Erasure
from kollegium.leaving.queries import due
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
    plans.write_note(by=demo["carin"], key=uuid4(), text="Prövade", on=timezone.localdate())
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
