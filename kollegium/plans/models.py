"""Handlingsplanen: the person's own. No other slice but room/ and about/ knows it, and no time of writing is kept."""

from django.conf import settings
from django.db import models

from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans.fields import sealed_text

REPORT = ("tried", "learnt")
PLANNING = ("effort", "change", "pupils", "problems", "helper", "less")
FIELDS = REPORT + PLANNING
# What an owner may show the group, each only by choice. The pupil field can never be shown to anyone.
SHAREABLE = ("tried", "learnt", "effort", "change", "problems", "helper", "less")
LONGEST = 4000


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    def of(self, owner: User) -> "ActionPlanQuerySet":
        """The only way to plans: their owner."""
        return self.filter(owner=owner)


class ActionPlan(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    tried = sealed_text(LONGEST)
    learnt = sealed_text(LONGEST)
    effort = sealed_text(300)
    change = sealed_text(LONGEST)
    pupils = sealed_text(LONGEST)
    problems = sealed_text(LONGEST)
    helper = sealed_text(LONGEST)
    less = sealed_text(LONGEST)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "meeting"], name="one_plan_per_meeting")]

    def get_absolute_url(self) -> str:
        return f"/handlingsplaner/{self.meeting_id}/"


class Sharing(models.Model):
    """This field of this plan is shown to the group, because its owner chose so."""

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="sharings")
    field = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "field"], name="shared_once"),
            models.CheckConstraint(condition=models.Q(field__in=SHAREABLE), name="pupils_are_never_shared"),
        ]
