"""What an administrator does about retention: enters the decision, withdraws it, tells somebody no letter reaches."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kollegium.audit.kinds import Kind
from kollegium.audit.recording import record
from kollegium.days import last_possible_today
from kollegium.leaving import letters
from kollegium.leaving.models import LONGEST, SHORTEST, Departure, RetentionRule
from kollegium.leaving.queries import rule_of
from kollegium.people.models import Organisation, User
from kollegium.refusals import Refused


@transaction.atomic
def decide(organisation: Organisation, *, days: int, decision: str, decided_on: date, by: User) -> RetentionRule:
    """From now on this decision is in force; an earlier one is kept as a line of history. The days begin anew."""
    if not SHORTEST <= days <= LONGEST:
        raise Refused(f"Ange mellan {SHORTEST} och {LONGEST} dagar.")
    if not decision.strip():
        raise Refused("Ange vilket beslut regeln vilar på. Utan beslut raderas ingenting.")
    if decided_on > last_possible_today():
        raise Refused("Beslutet kan inte ha ett datum som inte har varit.")
    _end_the_rule(organisation, by)
    record(Kind.RETENTION_DECIDED, by=by, words=decision.strip()[:120])
    return RetentionRule.objects.create(
        organisation=organisation, days=days, decision=decision.strip(), decided_on=decided_on, entered_by=by
    )


@transaction.atomic
def withdraw(organisation: Organisation, *, by: User) -> None:
    """Nothing more is erased."""
    if not _end_the_rule(organisation, by):
        raise Refused("Det finns inget beslut att upphäva.")
    record(Kind.RETENTION_WITHDRAWN, by=by)


@transaction.atomic
def offered_by_hand(departure: Departure, *, by: User) -> None:
    """No letter reaches the person, and somebody has told them in another way that the thread can be fetched."""
    waiting = Departure.objects.filter(pk=departure.pk, erased_on=None, offered_by=None)
    if waiting.update(offered_on=timezone.localdate(), offered_by=by):
        record(Kind.THREAD_OFFERED, about=departure.person, by=by)


def _end_the_rule(organisation: Organisation, by: User) -> bool:
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two administrators must take turns
    rule = rule_of(organisation)
    if rule is None:
        return False
    RetentionRule.objects.filter(pk=rule.pk).update(ended_at=timezone.now(), ended_by=by)
    # A warning belongs to one decision; the next one warns anew.
    waiting = Departure.objects.filter(person__organisation=organisation, erased_on=None)
    waiting.update(warned_on=None)
    letters.withdraw(waiting, only_warnings=True)
    return True
