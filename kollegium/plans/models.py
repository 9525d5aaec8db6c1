"""Handlingsplanen: the person's own. No other slice but room/ and about/ knows it, and no time of writing is kept."""

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.formats import date_format

from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans.fields import sealed_text

REPORT = ("tried", "learnt", "known")
PLANNING = ("effort", "change", "pupils", "problems", "helper", "less")
FIELDS = REPORT + PLANNING
# What an owner may show the group, each only by choice. The pupils and "Hur vet jag det?" can never be shown to anyone.
SHAREABLE = ("tried", "learnt", "effort", "change", "problems", "helper", "less")
LONGEST = 4000
LONGEST_NOTE = 600


M = TypeVar("M", bound=models.Model)


class OwnQuerySet(models.QuerySet[M]):
    def of(self, owner: User | int) -> Self:
        """The only way to plans and notes: their owner, or the owner's key."""
        return self.filter(owner=owner)


class ActionPlan(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    tried = sealed_text(LONGEST)
    learnt = sealed_text(LONGEST)
    known = sealed_text(LONGEST)  # "Hur vet jag det?", optional: ours, not the model's
    effort = sealed_text(300)
    change = sealed_text(LONGEST)
    pupils = sealed_text(LONGEST)
    problems = sealed_text(LONGEST)
    helper = sealed_text(LONGEST)
    less = sealed_text(LONGEST)
    nothing_less = models.BooleanField(default=False)  # "Inget just nu": chosen, not skipped

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "meeting"], name="one_plan_per_meeting")]

    def get_absolute_url(self) -> str:
        return f"/handlingsplaner/{self.meeting_id}/"

    @property
    def less_is_open(self) -> bool:
        """Something new is taken on, and neither less of anything nor "inget just nu" is chosen."""
        return bool(self.effort) and not self.less and not self.nothing_less


class Note(models.Model):
    """Jag provade: a line between two meetings, with the day its owner says, and no hour."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField()  # made by the device that wrote it, so that sending it twice is sending it once
    on = models.DateField()
    text = sealed_text(LONGEST_NOTE)  # empty: tried, and nothing more is said of it
    told_meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="+")  # whose plan it went into

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="one_note_per_key")]

    @property
    def words(self) -> str:
        """As a plan tells it."""
        return self.text or f"Provade {date_format(self.on, 'j F')}."


class Sharing(models.Model):
    """This field of this plan is shown to the group, because its owner chose so."""

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="sharings")
    field = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "field"], name="shared_once"),
            models.CheckConstraint(condition=models.Q(field__in=SHAREABLE), name="pupils_are_never_shared"),
        ]


class Opening(models.Model):
    """Somebody else has seen what an owner shows, on that day. Only the owner sees this."""

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="openings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    on = models.DateField()
    fields = models.JSONField(default=list)  # names of the fields that were seen

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "reader", "on"], name="one_opening_a_day")]
