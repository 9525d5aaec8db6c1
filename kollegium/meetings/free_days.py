"""Days when schools are free in all of Sweden, so that no lärträff is proposed for one. Pure.

Lag (1989:253) om allmänna helgdagar; the three eves that 3 a § semesterlagen (1977:480) makes Sundays; and the breaks
that are the same everywhere. Sportlov, påsklov and study days are each huvudman's own, and so not here.
"""

from datetime import date, timedelta

WEEK = timedelta(weeks=1)


def first_ordinary(day: date) -> date:
    """The day itself, or if schools are free then the same weekday in the first week when they are not."""
    while why_free(day):
        day += WEEK
    return day


def why_free(day: date) -> str:
    """What is said of the date: "är julafton", "ligger i höstlovet"; nothing of a day like others."""
    if name := _holidays(day.year).get(day):
        return f"är {name}"
    if school_break := _break_at(day):
        return f"ligger i {school_break}"
    return ""


def easter(year: int) -> date:
    """Påskdagen, by the Gregorian computus in the form of Meeus, Jones and Butcher."""
    golden, (century, year_of_it) = year % 19, divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, year_rest = divmod(year_of_it, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - moon - year_rest) % 7
    too_late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, days = divmod(moon + to_sunday - 7 * too_late + 114, 31)
    return date(year, month, days + 1)


def _holidays(year: int) -> dict[date, str]:
    easter_day, midsummer = easter(year), _saturday_from(date(year, 6, 20))
    return {
        date(year, 1, 1): "nyårsdagen",
        date(year, 1, 6): "trettondedag jul",
        easter_day - timedelta(days=2): "långfredagen",
        easter_day - timedelta(days=1): "påskafton",
        easter_day: "påskdagen",
        easter_day + timedelta(days=1): "annandag påsk",
        date(year, 5, 1): "första maj",
        easter_day + timedelta(days=39): "Kristi himmelsfärdsdag",
        easter_day + timedelta(days=49): "pingstdagen",
        date(year, 6, 6): "nationaldagen",
        midsummer - timedelta(days=1): "midsommarafton",
        midsummer: "midsommardagen",
        _saturday_from(date(year, 10, 31)): "alla helgons dag",
        date(year, 12, 24): "julafton",
        date(year, 12, 25): "juldagen",
        date(year, 12, 26): "annandag jul",
        date(year, 12, 31): "nyårsafton",
    }


def _break_at(day: date) -> str:
    epiphany = date(day.year, 1, 6)
    if day >= date(day.year, 12, 22) or day <= _sunday_from(epiphany):
        return "jullovet"
    if _saturday_from(date(day.year, 6, 20)) < day < date(day.year, 8, 15):
        return "sommarlovet"
    if day.isocalendar().week == 44:
        return "höstlovet"
    return ""


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(5 - day.weekday()) % 7)


def _sunday_from(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())
