"""Who sees that somebody wants to be reminded: that person."""

from kollegium.groups.visibility import ARRANGES, Viewer, VisibilityRow

ROWS = (
    VisibilityRow(
        "reminder",
        "Om och när du vill bli påmind",
        {Viewer.OWNER: ARRANGES},
        when="Mejlet innehåller en länk och aldrig något ur planen. Det försvinner ur utkorgen när det är skickat.",
    ),
)
