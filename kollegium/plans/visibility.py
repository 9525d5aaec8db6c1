"""Who sees what of a handlingsplan: its owner, and the group only what the owner shows."""

from kollegium.groups.visibility import AS_MEMBER, NEVER, READS, READS_AND_WRITES, WRITES, Viewer, VisibilityRow

SHOWN = {Viewer.OWNER: WRITES, Viewer.MEMBER: READS, Viewer.LEADER: AS_MEMBER}
WHEN = "Ett fält i taget, och bara när du själv visar det."

ROWS = (
    VisibilityRow(
        "plan", "Din handlingsplan", {Viewer.OWNER: READS_AND_WRITES}, when="Så länge du inte visar något av den."
    ),
    VisibilityRow(
        "plan_notes",
        "Dina anteckningar om vad du provar",
        {Viewer.OWNER: READS_AND_WRITES},
        when="De går in i din nästa plan. Om lärgruppen redan ser fältet där väntar de tills du tar in dem.",
    ),
    VisibilityRow(
        "plan_learning",
        "Det du visar av vad du har provat, lärt dig, ska göra och vill förändra",
        SHOWN,
        when=WHEN,
        fields=("tried", "learnt", "effort", "change"),
    ),
    VisibilityRow(
        "plan_asking",
        "Det du visar av problem, vem som kan hjälpa dig och vad du ska göra mindre av",
        SHOWN,
        when=WHEN,
        fields=("problems", "helper", "less"),
    ),
    VisibilityRow(
        "plan_pupils",
        "Vilka elever du ska göra det med, och hur du vet det du lärt dig",
        dict.fromkeys(Viewer, NEVER) | {Viewer.OWNER: READS_AND_WRITES},
        when="De här fälten går inte att visa för någon.",
        fields=("pupils", "known"),
    ),
)
