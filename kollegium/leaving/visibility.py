"""Who sees what of leaving: how much was erased and by which decision, and never of whom."""

from kollegium.groups.visibility import ARRANGES, Viewer, VisibilityRow

ROWS = (
    VisibilityRow(
        "retention",
        "Beslutet om när trådarna raderas, och hur många som har raderats",
        {Viewer.ADMINISTRATOR: ARRANGES},
        when="Aldrig vems, och aldrig om någon hade skrivit. Den som slutar får först ta med sig sin tråd.",
    ),
)
