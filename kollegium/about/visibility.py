"""The whole table of who sees what, put together from the slices' own rows, as the open page shows it."""

from kollegium.groups import visibility as of_groups
from kollegium.groups.visibility import Viewer, VisibilityRow
from kollegium.leaving import visibility as of_leaving
from kollegium.plans import visibility as of_plans
from kollegium.reminders import visibility as of_reminders

VIEWERS = tuple(Viewer)


def table() -> tuple[VisibilityRow, ...]:
    return of_plans.ROWS + of_reminders.ROWS + of_groups.ROWS + of_leaving.ROWS
