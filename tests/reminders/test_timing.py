"""When a reminder goes: wall-clock time, also when the clock is changed, and the days of the lärträffar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollegium.reminders import timing
from tests.reminders.conftest import STOCKHOLM, at

moments = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))
clocks = st.times().map(lambda each: each.replace(microsecond=0))
weekdays = st.none() | st.integers(0, 6)


@given(clock=clocks, after=moments, weekday=weekdays)
def test_the_next_time_is_the_first_that_the_clock_on_the_wall_shows_it(
    clock: time, after: datetime, weekday: int | None
) -> None:
    moment = timing.next_time(clock, after=after, weekday=weekday)

    wall = moment.astimezone(STOCKHOLM)
    skipped = wall.replace(tzinfo=None) - datetime.combine(wall.date(), clock)
    assert skipped in (timedelta(), timedelta(hours=1))  # an hour that the spring skips comes an hour later
    assert skipped == timedelta() or (wall.month == 3 and 2 <= clock.hour < 3)
    assert weekday in (None, wall.weekday())
    assert after < moment <= after + timedelta(days=1 if weekday is None else 7, hours=1)


@given(clock=clocks, after=moments, weekday=weekdays, later=st.timedeltas(timedelta(0), timedelta(days=9)))
def test_no_day_is_passed_over_and_none_comes_twice(
    clock: time, after: datetime, weekday: int | None, later: timedelta
) -> None:
    moment = timing.next_time(clock, after=after, weekday=weekday)
    then = timing.next_time(clock, after=after + later, weekday=weekday)

    assert then == moment if after + later < moment else then > moment
    following = timing.next_time(clock, after=moment, weekday=weekday).astimezone(STOCKHOLM).date()
    assert following - moment.astimezone(STOCKHOLM).date() == timedelta(days=1 if weekday is None else 7)


@pytest.mark.parametrize(
    ("after", "clock", "comes"),
    [
        ("2026-10-24 12:00", time(7, 30), datetime(2026, 10, 25, 6, 30, tzinfo=UTC)),  # winter time since the night
        ("2026-03-28 12:00", time(7, 30), datetime(2026, 3, 29, 5, 30, tzinfo=UTC)),  # summer time since the night
        ("2026-03-28 12:00", time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # there is no 02.30: 03.30
        ("2026-10-24 12:00", time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first 02.30 of two
        ("2026-10-25 02:30", time(2, 30), datetime(2026, 10, 26, 1, 30, tzinfo=UTC)),  # and not the second too
    ],
)
def test_half_past_seven_is_half_past_seven_when_the_clock_is_changed(after: str, clock: time, comes: datetime) -> None:
    assert timing.next_time(clock, after=at(after)) == comes


@pytest.mark.parametrize(
    ("now", "sent_on", "owed"),
    [
        ("2026-11-29 07:30", None, False),
        ("2026-11-30 07:30", None, True),
        ("2026-12-02 07:30", None, True),  # planned late, or the server was away
        ("2026-12-03 14:31", None, False),  # it has begun
        ("2026-12-01 07:30", date(2026, 11, 30), False),  # once for each lärträff
        ("2026-11-30 07:30", date(2026, 11, 2), True),  # the last letter was about another one
    ],
)
def test_a_letter_is_owed_once_when_the_lärträff_is_near(now: str, sent_on: date | None, owed: bool) -> None:
    assert timing.is_owed([at("2026-12-03 14:30")], 3, now=at(now), sent_on=sent_on) == owed


def test_two_groups_lärträffar_are_each_reminded_of() -> None:
    starts = [at("2026-12-03 14:30"), at("2026-12-05 14:30")]

    assert not timing.is_owed(starts, 7, now=at("2026-11-27 07:30"), sent_on=date(2026, 11, 26))
    assert timing.is_owed(starts, 7, now=at("2026-11-28 07:30"), sent_on=date(2026, 11, 26))


@given(
    starts=st.lists(moments, max_size=4),
    days=st.integers(1, 14),
    clock=clocks,
    now=moments,
    sent=st.none() | st.dates(date(2026, 1, 1), date(2036, 1, 1)),
)
def test_what_is_told_to_come_is_owed_when_it_comes(
    starts: list[datetime], days: int, clock: time, now: datetime, sent: date | None
) -> None:
    moment = timing.next_before(starts, days, clock, now=now, sent_on=sent)

    look = timing.next_time(clock, after=now)
    for _ in range(400):
        if moment is None or look >= moment:
            break
        assert not timing.is_owed(starts, days, now=look, sent_on=sent)
        look = timing.next_time(clock, after=look)
    if moment and look >= moment:
        assert (look, timing.is_owed(starts, days, now=look, sent_on=sent)) == (moment, True)


@pytest.mark.parametrize(("days", "near"), [(-29, False), (-28, True), (0, True), (28, True), (29, False)])
def test_a_lärträff_is_near_for_four_weeks(days: int, near: bool) -> None:
    now = at("2026-06-20 07:30")

    assert timing.is_near([now + timedelta(days=days)], now) == near
    assert not timing.is_near([], now)
