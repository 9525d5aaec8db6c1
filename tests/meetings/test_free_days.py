"""Days when schools are free in all of Sweden."""

from datetime import date

import pytest

from kollegium.meetings.free_days import easter, first_ordinary, why_free


@pytest.mark.parametrize(
    "day",
    [
        date(1961, 4, 2),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
        date(2049, 4, 18),
        date(2076, 4, 19),
    ],
)
def test_easter_is_on_the_sunday_that_the_almanac_has(day: date) -> None:
    assert easter(day.year) == day


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 12, 24), "är julafton"),
        (date(2026, 12, 31), "är nyårsafton"),
        (date(2027, 1, 6), "är trettondedag jul"),
        (date(2026, 4, 3), "är långfredagen"),
        (date(2026, 4, 4), "är påskafton"),
        (date(2026, 4, 6), "är annandag påsk"),
        (date(2026, 5, 1), "är första maj"),
        (date(2026, 5, 14), "är Kristi himmelsfärdsdag"),
        (date(2026, 5, 24), "är pingstdagen"),
        (date(2028, 6, 6), "är nationaldagen"),
        (date(2026, 6, 19), "är midsommarafton"),
        (date(2027, 6, 25), "är midsommarafton"),
        (date(2026, 10, 31), "är alla helgons dag"),
        (date(2027, 11, 6), "är alla helgons dag"),
        (date(2026, 10, 28), "ligger i höstlovet"),
        (date(2026, 12, 22), "ligger i jullovet"),
        (date(2027, 1, 8), "ligger i jullovet"),
        (date(2027, 7, 7), "ligger i sommarlovet"),
    ],
)
def test_a_free_day_is_said_to_be_one(day: date, why: str) -> None:
    assert why_free(day) == why


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 26),
        date(2026, 12, 21),
        date(2027, 1, 11),
        date(2026, 2, 26),  # sportlov here, and not there
        date(2026, 4, 8),  # påsklov here, and not there
        date(2026, 10, 23),
        date(2026, 11, 2),
        date(2026, 6, 18),
        date(2026, 8, 17),
    ],
)
def test_a_day_like_others_is_not_free(day: date) -> None:
    assert why_free(day) == ""
    assert first_ordinary(day) == day


@pytest.mark.parametrize(
    ("day", "ordinary"),
    [
        (date(2026, 10, 28), date(2026, 11, 4)),  # over the autumn break
        (date(2026, 12, 24), date(2027, 1, 14)),  # over two eves and the week after them
        (date(2026, 5, 1), date(2026, 5, 8)),
        (date(2027, 7, 1), date(2027, 8, 19)),
    ],
)
def test_the_first_ordinary_day_is_the_same_weekday(day: date, ordinary: date) -> None:
    assert first_ordinary(day) == ordinary
    assert ordinary.weekday() == day.weekday()
