"""The demo municipality: whatever day it is begun, NO-gruppen meets now and the others later."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kollegium import demo, demo_texts

MONDAY = datetime(2026, 11, 23, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.mark.parametrize("hours", range(0, 7 * 24, 5))
def test_the_group_that_meets_next_is_the_one_that_is_due(hours: int) -> None:
    now = MONDAY + timedelta(hours=hours, minutes=31)

    starts = {group.key: demo.planned_start(group, now) for group in demo_texts.GROUPS}

    due = starts.pop("no")
    assert timedelta(0) <= due - now <= timedelta(minutes=5)
    assert min(starts.values()) >= now + timedelta(days=1)
