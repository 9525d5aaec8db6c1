"""Leaving a group, days that pass, and a real mail server that takes the letters."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups.models import Membership
from kollegium.leaving import actions, rounds
from kollegium.leaving.models import RetentionRule
from kollegium.mail.outbox import carry
from kollegium.people.models import User
from tests.mail.conftest import post_office

__all__ = ["post_office"]


@contextmanager
def later(days: int) -> Iterator[datetime]:
    """Noon, so many days from now."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=days)
    with time_machine.travel(noon, tick=False):
        yield noon


@pytest.fixture
def on_day(post_office: object) -> Callable[[int], int]:
    """What the server does by itself that day, with the outbox carried; how many threads were erased."""

    def live_through(days: int) -> int:
        with later(days):
            erased = rounds.go()
            carry()
            return erased + rounds.go()

    return live_through


def leave(person: User) -> None:
    """Every membership ends today."""
    Membership.objects.filter(user=person).update(ends_on=timezone.localdate())


def decide(demo: Demo, days: int = 100) -> RetentionRule:
    return actions.decide(
        demo.organisation, days=days, decision="BUN 2026 § 84", decided_on=timezone.localdate(), by=demo["inga"]
    )
