"""A protocol is wholly due, wholly final or wholly a draft, whatever fails."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kollegium import events
from kollegium.demo import Demo
from kollegium.events import Event
from kollegium.live import actions as live
from kollegium.live.models import Attendance
from kollegium.protocols import actions
from kollegium.protocols.models import Protocol, ProtocolUpdate
from tests.protocols.test_due import finals, fresh, letters_of, pass_a_minute


@pytest.fixture
def stumble() -> Iterator[set[int]]:
    """What happens in these lärträffar fails at the very end of its transaction."""
    over: set[int] = set()

    def fail(event: Event) -> None:
        if event.meeting_id in over:
            raise RuntimeError("the disk is gone")

    events.take_part(fail)
    yield over
    events._partakers.remove(fail)


def test_it_is_never_half(demo: Demo, due: Protocol, stumble: set[int]) -> None:
    pass_a_minute(due)
    stumble.add(due.meeting_id)

    actions.finalise_due()

    assert fresh(due).is_due
    assert (letters_of(due), finals(due)) == ([], 0)
    assert ProtocolUpdate.objects.filter(protocol=due).exists()
    assert Attendance.objects.filter(meeting=due.meeting).exists()
    stumble.clear()
    actions.finalise_due()
    assert fresh(due).is_final
    assert letters_of(due) == sorted(actions.recipients(fresh(due)))


def test_one_that_fails_holds_up_no_other(demo: Demo, due: Protocol, stumble: set[int]) -> None:
    elsewhere = live.start(demo.meetings["svenska"][-1], by=demo["anna"])
    other = actions.begin(elsewhere)
    live.end(elsewhere, by=demo["anna"])
    for protocol in (due, actions.finalise(other, by=demo["anna"])):
        pass_a_minute(protocol)
    stumble.add(due.meeting_id)

    actions.finalise_due()

    assert [fresh(due).is_final, fresh(other).is_final] == [False, True]


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_by": None},
        {"due_at": None},
        {"text": None},
        {"final_at": datetime(2026, 1, 1, tzinfo=timezone.get_current_timezone())},
    ],
)
def test_the_database_holds_no_half_of_it(due: Protocol, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Protocol.objects.filter(pk=due.pk).update(**wrong)


def test_the_database_holds_nothing_both_due_and_final(demo: Demo, due: Protocol) -> None:
    now, bo = timezone.now(), demo["bo"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Protocol.objects.filter(pk=due.pk).update(final_at=now, final_by=bo)
