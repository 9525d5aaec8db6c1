"""What the server does by itself about those who leave: offers the thread, warns, erases, and notices who is back."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from kollegium.audit.models import SecurityEntry
from kollegium.identity import brake, browsers
from kollegium.jobs.tasks import TaskContext, task
from kollegium.leaving import letters
from kollegium.leaving.models import WARNING, Departure, Erasure, RetentionRule
from kollegium.leaving.queries import due, has_left, people_who_left, rule_of, unfetchable
from kollegium.people.models import User
from kollegium.plans import actions as plans
from kollegium.plans.views.taking_along import KINDS, file_of
from kollegium.reminders import actions as reminders

log = logging.getLogger("kollegium.leaving")

Progress = Callable[[int, int], None]  # how many are done, and of how many


@task("Gallringsrundan")
def look_after(context: TaskContext) -> int:
    """Idempotent: all is counted in days, so another round the same day does nothing more."""
    return go(context.progress)


def _silence(_done: int, _total: int) -> None:
    """For who does not ask how far the round has come."""


def go(progress: Progress = _silence) -> int:
    """One round; how many threads were erased. The files that are made of each thread are what takes time."""
    today = timezone.localdate()
    _notice_who_is_back()
    for person in people_who_left().exclude(pk__in=Departure.objects.values("person")):
        _offer(person)
    _notice_deliveries()
    waiting = Departure.objects.filter(erased_on=None, offered_on__isnull=False, warned_on=None)
    for departure in _each(waiting.select_related("person"), progress):
        _warn(departure, today)
    for departure in _each([again for again in unfetchable() if again.unfetchable_on != today], progress):
        _try_to_fetch(departure, today)
    for departure in _each([departure for departures in due(today).values() for departure in departures], progress):
        _try_to_fetch(departure, today)
    erased = sum(erase(rule, departures, today) for rule, departures in due(today).items())
    _tidy()  # last: nobody who leaves waits for it
    return erased


def _each(departures: Iterable[Departure], progress: Progress) -> Iterator[Departure]:
    whole = list(departures)
    for done, departure in enumerate(whole):
        progress(done, len(whole))
        yield departure


def _tidy() -> None:
    """What the doors have kept longer than they need."""
    SecurityEntry.objects.erase_old()
    browsers.tidy()
    brake.tidy()


@transaction.atomic
def erase(rule: RetentionRule, departures: list[Departure], today: date) -> int:
    """Gallra: the threads go, and one line in the gallringsprotokoll says how many and by which decision."""
    if RetentionRule.objects.select_for_update().filter(pk=rule.pk, ended_at=None).first() is None:
        return 0
    erased = 0
    for departure in departures:
        # Whoever adds this person to a group locks the same row: has_left sees it, or it waits until we are done.
        person = User.objects.select_for_update().get(pk=departure.person_id)
        still = Departure.objects.select_for_update().filter(pk=departure.pk, erased_on=None).first()
        if still and has_left(person) and still.day_of_erasure(rule, today) <= today:
            plans.erase(person)
            reminders.turn_off(by=person)
            Departure.objects.filter(pk=still.pk).update(erased_on=today)
            erased += 1
    if erased:
        Erasure.objects.create(
            organisation=rule.organisation,
            threads=erased,
            days=rule.days,
            decision=rule.decision,
            decided_on=rule.decided_on,
        )
        transaction.on_commit(_overwrite)
    return erased


def _try_to_fetch(departure: Departure, today: date) -> bool:
    """Whether every file can be made of the thread, outside any lock. What its owner can't fetch is not erased."""
    try:
        for kind in KINDS:
            file_of(departure.person, kind)
    except DatabaseError:
        raise
    except Exception as error:
        # Not a word of what the error says: it may say what stands in the plan.
        kind_of_error = type(error).__name__
        log.error("Departure %s stays: no %s can be made of the thread (%s)", departure.pk, kind, kind_of_error)
        Departure.objects.filter(pk=departure.pk, erased_on=None).update(unfetchable_on=today)
        return False
    return True


def _overwrite() -> None:
    """SQLite: what was erased still stands in the write-ahead log until that is emptied into the file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _notice_who_is_back() -> None:
    """In a group again: as if nobody had left. An account closed or opened since: another way in, so a new offer."""
    back = Departure.objects.exclude(person__in=people_who_left())
    changed = Departure.objects.filter(erased_on=None).exclude(has_account=F("person__is_active"))
    for departure in {*back, *changed}:
        with transaction.atomic():
            letters.withdraw([departure])
            departure.delete()


@transaction.atomic
def _offer(person: User) -> None:
    departure, is_new = Departure.objects.get_or_create(person=person, defaults={"has_account": person.is_active})
    if is_new:
        rule = rule_of(person.organisation_id)
        letters.thread_offer(departure, days=rule.days if rule else None)


def _notice_deliveries() -> None:
    """An offer counts from the day its letter was handed over, and so does a warning."""
    for departure in Departure.objects.filter(erased_on=None, offered_on=None):
        if day := letters.sent_on(letters.offer_key(departure)):
            Departure.objects.filter(pk=departure.pk, offered_on=None).update(offered_on=day)
    for departure in Departure.objects.filter(erased_on=None, offered_on__isnull=False, warned_on=None):
        rule = rule_of(departure.person.organisation_id)
        if rule and (day := letters.sent_on(letters.warning_key(departure, rule))):
            Departure.objects.filter(pk=departure.pk, warned_on=None).update(warned_on=day)


def _warn(departure: Departure, today: date) -> None:
    """One more letter two weeks before, and only when it is true that the thread can be fetched."""
    rule = rule_of(departure.person.organisation_id)
    if rule is None or departure.day_of_erasure(rule, today) - WARNING > today:
        return
    if letters.is_warned(departure, rule) or departure.unfetchable_on == today or not _try_to_fetch(departure, today):
        return
    with transaction.atomic():
        letters.thread_warning(departure, rule, on=max(departure.day_of_erasure(rule, today), today + WARNING))
