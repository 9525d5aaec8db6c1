"""The whole table of who sees what: the plan's rows, the reminder's and the group's, as the open page shows them."""

from kollegium.groups import visibility as of_groups
from kollegium.groups.visibility import Row, Viewer
from kollegium.plans import visibility as of_plans
from kollegium.reminders import visibility as of_reminders

VIEWERS = tuple(Viewer)


def table() -> tuple[Row, ...]:
    return of_plans.ROWS + of_reminders.ROWS + of_groups.ROWS
