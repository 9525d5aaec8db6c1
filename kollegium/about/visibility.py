"""The whole table of who sees what: the plan's rows, the group's and those of leaving, as the open page shows them."""

from kollegium.groups import visibility as of_groups
from kollegium.groups.visibility import Row, Viewer
from kollegium.leaving import visibility as of_leaving
from kollegium.plans import visibility as of_plans

VIEWERS = tuple(Viewer)


def table() -> tuple[Row, ...]:
    return of_plans.ROWS + of_groups.ROWS + of_leaving.ROWS
