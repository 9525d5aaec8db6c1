"""Reads about those who have left: who they are, what the rule says, and whose time is out."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kollegium.groups.models import Membership
from kollegium.leaving import letters
from kollegium.leaving.models import WARNING, Departure, Erasure, RetentionRule
from kollegium.people.models import Organisation, User


def people_who_left() -> QuerySet[User]:
    """Everybody who has been in a lärgrupp and is in none now or later, or whose account is closed.

    The thread is the person's, across groups and schools: one membership that lasts keeps all of it. Whoever never
    joined has written nothing.
    """
    memberships = Membership.objects.filter(user=OuterRef("pk"))
    has_left = Q(is_active=False) | ~Exists(Membership.objects.lasting().filter(user=OuterRef("pk")))
    return User.objects.filter(has_left, Exists(memberships), joined_on__isnull=False)


def has_left(person: User) -> bool:
    return people_who_left().filter(pk=person.pk).exists()


def rule_of(organisation: int | Organisation) -> RetentionRule | None:
    return RetentionRule.objects.filter(organisation=organisation, ended_at=None).first()


@dataclass(frozen=True)
class Farewell:
    """What somebody who has left is told on the start page."""

    erased_from: date | None  # no decision, no day
    erased_on: date | None


def farewell(person: User) -> Farewell | None:
    departure = Departure.objects.filter(person=person).select_related("person").first()
    if departure is None or not has_left(person):
        return None
    return Farewell(earliest_day(departure), departure.erased_on)


def earliest_day(departure: Departure) -> date | None:
    """No day, when no decision is entered."""
    rule = rule_of(departure.person.organisation_id)
    return departure.day_of_erasure(rule, timezone.localdate()) if rule else None


def due(today: date) -> dict[RetentionRule, list[Departure]]:
    """Whose time is out, by the rule that says so."""
    found = {}
    for rule in RetentionRule.objects.filter(ended_at=None):
        offered = Departure.objects.filter(person__in=people_who_left().filter(organisation=rule.organisation_id))
        offered = offered.filter(erased_on=None, offered_on__isnull=False).order_by("person")
        found[rule] = [departure for departure in offered if departure.day_of_erasure(rule, today) <= today]
    return {rule: departures for rule, departures in found.items() if departures}


def unreached(organisation: Organisation) -> list[Departure]:
    """Whose letter could not be delivered: nothing is erased until somebody has told them in another way."""
    departures = Departure.objects.filter(person__organisation=organisation, erased_on=None, offered_by=None)
    stuck, rule = letters.undelivered(), rule_of(organisation)
    return [each for each in departures.select_related("person").order_by("person") if {*_keys(each, rule)} & stuck]


def unfetchable() -> QuerySet[Departure]:
    """Of whose threads no file could be made, the last time or not two weeks ago: nothing of them is erased."""
    since = timezone.localdate() - WARNING
    return Departure.objects.filter(erased_on=None, unfetchable_on__gt=since).select_related("person")


def _keys(departure: Departure, rule: RetentionRule | None) -> list[str]:
    return [letters.offer_key(departure)] + ([letters.warning_key(departure, rule)] if rule else [])


def erasures(organisation: Organisation) -> QuerySet[Erasure]:
    return Erasure.objects.filter(organisation=organisation)
