"""When somebody leaves: the huvudman's decision to erase, whoever has left, and the record of what was erased."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kollegium.people.models import Organisation, User

SHORTEST = 90  # days: whoever leaves one group in June and joins another in August loses nothing
LONGEST = 3650
A_YEAR = 365
WARNING = timedelta(days=14)


class RetentionRule(models.Model):
    """Gallringsbeslut: so many days after the last membership a thread is erased. Without one nothing ever is."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="retention_rules")
    days = models.PositiveSmallIntegerField("Antal dagar")
    decision = models.CharField("Beslutet", max_length=120)
    decided_on = models.DateField("Beslutsdatum")
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-entered_at"]
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(ended_at=None), name="one_rule_in_force"),
            models.CheckConstraint(condition=Q(days__gte=SHORTEST), name="nobody_is_erased_in_haste"),
        ]

    def __str__(self) -> str:
        return self.decision


class Departure(models.Model):
    """Somebody in no lärgrupp any more, or whose account is closed: offered the thread, whether or not there is one."""

    person = models.OneToOneField(User, models.CASCADE, related_name="+")
    has_account = models.BooleanField()  # when the offer was written: how its link lets the person in
    offered_on = models.DateField(null=True)  # the letter was handed over, or somebody told the person
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    warned_on = models.DateField(null=True)
    unfetchable_on = models.DateField(null=True)  # the last day that no file could be made of the thread
    erased_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"departure {self.pk}"

    def day_of_erasure(self, rule: RetentionRule, today: date) -> date:
        """The first day it may happen: all the rule's days after the offer and after the decision was entered, two
        weeks after the warning, and two weeks after the thread could not be fetched."""
        counted_from = max(self.offered_on or today, timezone.localdate(rule.entered_at))
        counted = counted_from + timedelta(days=rule.days)
        if self.unfetchable_on:
            counted = max(counted, self.unfetchable_on + WARNING)
        if self.offered_by_id and self.warned_on is None:
            return counted  # no letter reaches this person, so none is waited for
        return max(counted, (self.warned_on or today) + WARNING)


class Erasure(models.Model):
    """A line in the gallringsprotokoll: never who, and never whether anything had been written."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="erasures")
    at = models.DateTimeField(default=timezone.now)
    threads = models.PositiveIntegerField()  # people whose time was out, the silent ones too
    days = models.PositiveSmallIntegerField()
    decision = models.CharField(max_length=120)
    decided_on = models.DateField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.threads} threads by {self.decision}"
