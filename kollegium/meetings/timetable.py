"""The mötesordning as planned: each step with the time it begins. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kollegium.library import formats
from kollegium.meetings.models import AgendaStep


@dataclass(frozen=True)
class TimedStep:
    step: AgendaStep
    begins_at: datetime

    @property
    def format(self) -> formats.Format | None:
        return formats.find(self.step.format)


def timetable(steps: Iterable[AgendaStep], starts_at: datetime) -> list[TimedStep]:
    rows, begins_at = [], starts_at
    for step in steps:
        rows.append(TimedStep(step, begins_at))
        begins_at += timedelta(minutes=step.minutes)
    return rows
