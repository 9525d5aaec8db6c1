"""Who sees what of that which the lärgrupp owns: the page "Vem ser vad?" and its tests are made from these rows."""

from dataclasses import dataclass
from enum import StrEnum


class Viewer(StrEnum):
    OWNER = "Planens ägare"
    MEMBER = "Lärgruppen"
    LEADER = "Lärledaren"
    PRINCIPAL = "Rektor"
    DEVELOPMENT_LEADER = "Utvecklingsledare"
    AUTHORITY = "Huvudman"
    STAFF = "Andra medarbetare"
    PUBLIC = "Allmänheten"
    ADMINISTRATOR = "Administratör"


NOTHING = ""
READS = "läser"
WRITES = "skriver"
READS_AND_WRITES = "läser och skriver"
AS_MEMBER = "som medlem"
NEVER = "aldrig"
ARRANGES = "läser och ändrar"
TO_THE_GROUP = "läser vilka i gruppen som får protokollet"


@dataclass(frozen=True)
class VisibilityRow:
    """One thing, and what each viewer may do with it; a viewer who is not named sees nothing of it."""

    key: str
    thing: str
    sees: dict[Viewer, str]
    when: str = ""
    fields: tuple[str, ...] = ()
    is_built: bool = True

    def cells(self) -> list[tuple[Viewer, str]]:
        return [(viewer, self.sees.get(viewer, NOTHING)) for viewer in Viewer]

    def seers(self) -> list[tuple[Viewer, str]]:
        """Only those who see something of it."""
        return [(viewer, words) for viewer, words in self.cells() if words not in (NOTHING, NEVER)]


ROWS = (
    VisibilityRow(
        "group",
        "Lärgruppens namn och medlemmar",
        {
            Viewer.MEMBER: READS,
            Viewer.LEADER: ARRANGES,
            Viewer.DEVELOPMENT_LEADER: ARRANGES,
            Viewer.ADMINISTRATOR: ARRANGES,
        },
    ),
    VisibilityRow(
        "meeting",
        "Lärträffens steg, fråga och material, vilka som är på plats och vem som talar",
        {Viewer.MEMBER: READS, Viewer.LEADER: ARRANGES},
        when="En gäst som lärledaren har bjudit in ser det tills träffen är slut, men bara förnamnet på dem som talar, "
        "och aldrig planer eller utkast.",
    ),
    VisibilityRow(
        "next_meeting",
        "Nästa lärträffs tid och plats, och vilka dagar gruppen har träffats",
        {
            Viewer.MEMBER: READS,
            Viewer.LEADER: ARRANGES,
            Viewer.DEVELOPMENT_LEADER: READS,
            Viewer.ADMINISTRATOR: READS,
        },
    ),
    VisibilityRow(
        "guests",
        "Vilka gäster som är inbjudna till en lärträff",
        {Viewer.MEMBER: READS, Viewer.LEADER: ARRANGES},
        when="Raderas när protokollet är färdigställt.",
    ),
    VisibilityRow(
        "colleagues",
        "Medarbetarnas namn och skola",
        dict.fromkeys(Viewer, READS) | {Viewer.OWNER: NOTHING, Viewer.PUBLIC: NOTHING, Viewer.ADMINISTRATOR: ARRANGES},
        when="Den som lägger till medlemmar i sin lärgrupp väljer bland alla. Vilka som är administratörer ser alla "
        "medarbetare.",
    ),
    VisibilityRow(
        "addresses",
        "Medarbetarnas e-postadresser och uppdrag",
        {Viewer.MEMBER: TO_THE_GROUP, Viewer.LEADER: TO_THE_GROUP, Viewer.ADMINISTRATOR: ARRANGES},
    ),
    VisibilityRow(
        "letters",
        "Hur det går för mejlen: till vem, när och rubriken",
        {
            Viewer.MEMBER: "läser om gruppens protokoll",
            Viewer.LEADER: "läser om gruppens protokoll och kallelser",
            Viewer.ADMINISTRATOR: READS,
        },
        when="Aldrig vad som står i dem. Texten raderas efter 30 dagar, och ett mejl med en personlig länk töms när "
        "det är skickat.",
    ),
    VisibilityRow(
        "protocol_draft",
        "Protokoll, utkast",
        {Viewer.MEMBER: READS_AND_WRITES, Viewer.LEADER: READS_AND_WRITES},
        when="Arbetsmaterial tills protokollet är färdigställt. Har ni träffen på en skärm står utkastet där när den "
        "är slut, för alla som är i rummet.",
    ),
    VisibilityRow(
        "protocol_final",
        "Protokoll, färdigställt",
        {viewer: READS for viewer in Viewer if viewer not in (Viewer.OWNER, Viewer.PUBLIC)}
        | {Viewer.PUBLIC: "läser, om huvudmannen har öppnat protokollen"},
        when="Utan inloggning visas hur många som deltog, inte vilka.",
    ),
    VisibilityRow(
        "turns",
        "Hur länge var och en talar",
        {Viewer.MEMBER: "ser det medan lärträffen pågår", Viewer.LEADER: "ser det medan lärträffen pågår"},
        when="Sparas aldrig.",
    ),
    VisibilityRow(
        "need",
        "Behov som gruppen skickar vidare",
        {
            Viewer.MEMBER: "beslutar och läser",
            Viewer.LEADER: READS,
            Viewer.PRINCIPAL: "läser och ska svara",
            Viewer.DEVELOPMENT_LEADER: READS,
            Viewer.AUTHORITY: "ser antal",
        },
        is_built=False,
    ),
    VisibilityRow(
        "mirror",
        "Samtalsreflektion",
        {Viewer.MEMBER: READS, Viewer.LEADER: READS},
        when="När samtalsreflektören visar den. Raderas när protokollet är färdigställt.",
    ),
    VisibilityRow(
        "aggregates",
        "Sammanställningar: hållna lärträffar, teman, besvarade behov",
        {
            Viewer.MEMBER: "den egna gruppens",
            Viewer.LEADER: "den egna gruppens",
            Viewer.PRINCIPAL: "den egna skolans",
            Viewer.DEVELOPMENT_LEADER: "alla",
            Viewer.AUTHORITY: "alla",
            Viewer.STAFF: "alla",
        },
        when="En rektor ser tal först när de gäller minst tre grupper och femton personer.",
        is_built=False,
    ),
    VisibilityRow(
        "security_log",
        "Säkerhetsloggen: konton, uppdrag, lärgrupper, inställningar, färdiga protokoll och fel lösenord",
        {Viewer.ADMINISTRATOR: READS},
        when="Du ser alltid dina egna rader. Dina inloggningar ser ingen annan, om du inte är administratör: då ser de "
        "andra administratörerna dem. Det du gör med ditt konto har dag men inget klockslag.",
    ),
)
