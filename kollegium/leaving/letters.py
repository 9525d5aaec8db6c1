"""Letters to who leaves: the offer of the thread, and the warning two weeks before it is erased.

Both go to everybody, whether or not there is a thread, and hold not a word of it."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from kollegium.leaving.links import link
from kollegium.leaving.models import Departure, RetentionRule
from kollegium.mail.letters import write
from kollegium.mail.models import Letter

LEAVING = "leaving:"  # what `about` of all of them begins with
WARNINGS = "thread_warning:"  # and the keys of the warnings
State = Letter.State


def about(departure: Departure) -> str:
    return f"{LEAVING}{departure.pk}"


def offer_key(departure: Departure) -> str:
    return f"thread_offer:{departure.pk}"


def warning_key(departure: Departure, rule: RetentionRule) -> str:
    """One for each decision."""
    return f"{WARNINGS}{departure.pk}:{rule.pk}"


def thread_offer(departure: Departure, *, days: int | None) -> None:
    """Ta med dig din röda tråd. `days`: until it is erased at the earliest, when that is decided."""
    write(
        "thread_offer",
        key=offer_key(departure),
        about=about(departure),
        to=departure.person.email,
        secret=True,
        person=departure.person,
        link=link(departure),
        has_account=departure.has_account,
        days=days,
    )


def thread_warning(departure: Departure, rule: RetentionRule, *, on: date) -> None:
    """The thread is erased that day."""
    write(
        "thread_warning",
        key=warning_key(departure, rule),
        about=about(departure),
        to=departure.person.email,
        secret=True,
        person=departure.person,
        link=link(departure),
        has_account=departure.has_account,
        on=on,
    )


def is_warned(departure: Departure, rule: RetentionRule) -> bool:
    """Whether the warning by this decision is written."""
    return Letter.objects.filter(key=warning_key(departure, rule)).exists()


def sent_on(key: str) -> date | None:
    """The day that the letter with this key was handed over."""
    letter = Letter.objects.filter(key=key, state=State.SENT).first()
    return timezone.localdate(letter.sent_at) if letter and letter.sent_at else None


def undelivered() -> set[str]:
    """The keys of those that did not arrive, or perhaps not."""
    stuck = Letter.objects.filter(about__startswith=LEAVING, state__in=[State.GIVEN_UP, State.UNCERTAIN])
    return set(stuck.values_list("key", flat=True))


def withdraw(departures: Iterable[Departure], *, only_warnings: bool = False) -> None:
    """Those that wait are not sent after all."""
    waiting = Letter.objects.filter(about__in=[about(each) for each in departures], state=State.WAITING)
    (waiting.filter(key__startswith=WARNINGS) if only_warnings else waiting).delete()
