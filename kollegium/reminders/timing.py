"""When a reminder goes: from the clock on the wall and the days of the lärträffar. Pure: no database, no waiting."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

NEAR = timedelta(weeks=4)  # from one lärträff to the next: in summer, or when a group has ended, it is quiet


def next_time(at: time, *, after: datetime, weekday: int | None = None) -> datetime:
    """The first time the clock on the wall shows `at`, on that weekday if one is said."""
    today = timezone.localdate(after)
    days = (today + timedelta(days=number) for number in range(9))
    moments = (on_the_wall(day, at) for day in days if weekday in (None, day.weekday()))
    return next(moment for moment in moments if moment > after)


def is_near(starts: Iterable[datetime], moment: datetime) -> bool:
    """A lärträff is not long ago, or not far ahead."""
    return any(abs(start - moment) <= NEAR for start in starts)


def is_owed(starts: Iterable[datetime], days: int, *, now: datetime, sent_on: date | None) -> bool:
    """A lärträff ahead has come so near, and no letter has gone since it did."""
    today = timezone.localdate(now)
    return any(_is_unsent(start, days, sent_on) and _day(start, days) <= today for start in starts if start > now)


def next_before(
    starts: Iterable[datetime], days: int, at: time, *, now: datetime, sent_on: date | None = None
) -> datetime | None:
    """When the next lärträff that can still be reminded of is so near. One planned late is reminded of late."""
    soonest = next_time(at, after=now)
    unsent = [start for start in starts if start > now and _is_unsent(start, days, sent_on)]
    moments = [(max(on_the_wall(_day(start, days), at), soonest), start) for start in unsent]
    return min((moment for moment, start in moments if moment < start), default=None)


def on_the_wall(day: date, at: time) -> datetime:
    """An hour that the spring skips comes when the clock has jumped; one that the autumn repeats comes once, first."""
    # In UTC: moments of the same zone are compared by the wall, and around the jumps that is wrong.
    return timezone.make_aware(datetime.combine(day, at)).astimezone(UTC)


def _day(start: datetime, days: int) -> date:
    return timezone.localdate(start) - timedelta(days=days)


def _is_unsent(start: datetime, days: int, sent_on: date | None) -> bool:
    return sent_on is None or sent_on < _day(start, days)
