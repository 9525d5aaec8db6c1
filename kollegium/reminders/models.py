"""When a person wants to be reminded of what they try: their own choice. No row means no reminders."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from kollegium.reminders import timing

LONGEST_BEFORE = 14


class Reminder(models.Model):
    """It knows nothing of plans: the letter goes whether or not anything is written."""

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", "En gång i veckan"
        BEFORE = "before", "Före varje lärträff"

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "måndag"
        TUESDAY = 1, "tisdag"
        WEDNESDAY = 2, "onsdag"
        THURSDAY = 3, "torsdag"
        FRIDAY = 4, "fredag"
        SATURDAY = 5, "lördag"
        SUNDAY = 6, "söndag"

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    weekday = models.PositiveSmallIntegerField(choices=Weekday, null=True)  # weekly
    days = models.PositiveSmallIntegerField(null=True)  # before the lärträff
    at = models.TimeField()  # by the clock on the wall
    next_at = models.DateTimeField(db_index=True)  # when to look next: weekly on its day, else every day
    sent_on = models.DateField(null=True)  # the day of the last letter

    class Meta:
        constraints = [
            models.CheckConstraint(
                # NULL makes a CHECK pass, so what must be there is required to be NOT NULL.
                condition=Q(rhythm="weekly", weekday__isnull=False, weekday__range=(0, 6), days=None)
                | Q(rhythm="before", weekday=None, days__isnull=False, days__range=(1, LONGEST_BEFORE)),
                name="a_weekday_or_days_before",
            ),
        ]

    @property
    def is_weekly(self) -> bool:
        return self.rhythm == self.Rhythm.WEEKLY

    def looks_again(self, after: datetime) -> datetime:
        return timing.next_time(self.at, after=after, weekday=self.weekday)

    def is_wanted(self, starts: list[datetime], now: datetime) -> bool:
        """Whether a letter goes now, with lärträffar starting then."""
        if self.is_weekly:
            return timing.is_near(starts, now)
        assert self.days is not None, "the constraint says so"
        return timing.is_owed(starts, self.days, now=now, sent_on=self.sent_on)

    def coming(self, starts: list[datetime], now: datetime) -> datetime | None:
        """When the next letter goes, as far as anyone knows."""
        if not self.is_weekly:
            assert self.days is not None, "the constraint says so"
            return timing.next_before(starts, self.days, self.at, now=now, sent_on=self.sent_on)
        moment = self.looks_again(now)
        return moment if timing.is_near(starts, moment) else None
