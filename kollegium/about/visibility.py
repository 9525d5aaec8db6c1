"""The whole table of who sees what: the plan's rows and the group's, as the open page shows them."""

from kollegium.groups import visibility as of_groups
from kollegium.groups.visibility import Row, Viewer
from kollegium.plans import visibility as of_plans

VIEWERS = tuple(Viewer)


def table() -> tuple[Row, ...]:
    return of_plans.ROWS + of_groups.ROWS
