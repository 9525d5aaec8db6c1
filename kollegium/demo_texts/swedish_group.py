"""Svenskgruppen at Björkskolan, where David Dal is a member."""

from .shapes import Group, HeldMeeting, Need, PlannedMeeting
from .swedish_threads import SWEDISH_THREADS

QUESTION = "Hur får vi återkoppling att användas av eleven, inte bara läsas?"

HELD = (
    HeldMeeting(
        number=1,
        days_ago=82,
        question=QUESTION,
        purpose="Att ta reda på vad eleverna gör med de kommentarer vi skriver, och formulera höstens fråga.",
        talked=(
            "Vi hade var sin bunt kommentarer från i våras, utan elevnamn. Vi sorterade dem efter tre frågor: vart ska "
            "jag, hur går det, vad är nästa steg. Högen för nästa steg blev liten. Flera kommentarer svarade inte på "
            "någon fråga alls."
        ),
        reflections=(
            "Vi skriver mest i slutet, när texten redan är färdig. En kollega frågade vem kommentaren egentligen är "
            "till för."
        ),
        learnings="En kommentar som ingen hinner göra något av är en recension. Tidpunkten är lika viktig som orden.",
        next="Alla flyttar en kommentar från slutet av arbetet till mitten. Vi läser om hur återkoppling tas emot.",
        difficulties="Betygskriterier och respons blandas lätt ihop i våra egna formuleringar.",
        documentarian="david",
        reflector="rana",
        mirror=(
            "Vi skrattade åt våra egna kommentarer, och det hjälpte. Tre personer kom sent in i samtalet. Nästa gång "
            "tar vi en skriftlig minut först."
        ),
        absent=(),
        material="aterkoppling-tre-fragor",
        minutes=(5, 20, 15, 36, 9, 5),
    ),
    HeldMeeting(
        number=2,
        days_ago=54,
        question=QUESTION,
        purpose="Att jämföra vad som hände när responsen kom mitt i arbetet, och planera tid för eleven att använda den.",
        talked=(
            "Alla hade flyttat minst en kommentar. Eleverna frågade mer, också de som annars är tysta. Men tiden tog "
            "slut: få hann ändra något. Vi läste om att planera för mottagandet och ritade om en arbetsgång "
            "tillsammans."
        ),
        reflections=(
            "Det känns fel att ägna en lektion åt en gammal text när nästa område väntar. Är det vi eller eleverna som "
            "har bråttom?"
        ),
        learnings="Responsen behöver en plats i schemat, annars blir den läxa. Tio minuter räcker om uppgiften är tydlig.",
        next="Alla lägger in en bearbetningsstund och skriver färre kommentarer i gengäld.",
        difficulties="Tiden för bearbetning saknas i lektionsplaneringen, och de långa passen är få.",
        documentarian="henrik",
        reflector="sara",
        mirror=(
            "Den skriftliga minuten gav åtta röster. I steg 3 frågade vi ”hur vet du det?” fem gånger. Det var lagom "
            "obekvämt."
        ),
        absent=("ulla",),
        material="aterkoppling-tas-emot",
        minutes=(4, 21, 16, 34, 10, 5),
    ),
    HeldMeeting(
        number=3,
        days_ago=26,
        question=QUESTION,
        purpose="Att pröva om responsen används bättre när eleven själv har frågat efter den.",
        talked=(
            "Bearbetningsstunden fungerar i sex av åtta grupper. Två av oss lät eleverna skriva en egen fråga om "
            "texten först, och vi läste deras samlade erfarenheter. Vi skrev själva en fråga om en egen text. Det tog "
            "emot."
        ),
        reflections="De första frågorna är vaga, och det är kanske nödvändigt. En checklista gav snabbare frågor men sämre.",
        learnings=(
            "Ordningen spelar roll: fråga, respons, bearbetning, bedömning. När eleven frågar blir vår kommentar "
            "kortare."
        ),
        next="Alla börjar med elevens fråga i en grupp. En av oss tar med något om att tänka högt.",
        difficulties="Elever med liten vana att skriva har svårt att se sin egen text utifrån. De behöver få låna frågor.",
        documentarian="johan",
        reflector="viktor",
        mirror="Vi lyssnade bättre än vi brukar. En fråga om betyg drog i väg med oss i sju minuter innan någon sa till.",
        absent=("petra",),
        material="en-fraga-forst",
        minutes=(5, 19, 16, 35, 10, 6),
    ),
)

PLANNED = PlannedMeeting(
    number=4,
    in_days=3,
    question=QUESTION,
    purpose="Att höra hur elevernas frågor har låtit, och pröva att tänka högt om en egen text inför eleverna.",
    material="tanka-hogt",
    documentarian="petra",
    reflector="ulla",
)

SWEDISH_GROUP = Group(
    key="svenska",
    name="Svenskgruppen",
    school="bjorkskolan",
    leader="petra",
    members=("petra", "david", "henrik", "johan", "rana", "sara", "ulla", "viktor"),
    question=QUESTION,
    purpose="Under hösten flyttar vi responsen till mitten av skrivandet och ger eleverna tid att använda den.",
    pupils_need=(
        "Eleverna läser kommentaren, ser på betyget och går vidare. De behöver kunna ändra en text med hjälp av det "
        "någon annan ser."
    ),
    teachers_need="Vi behöver skriva färre och bättre kommentarer och planera lektioner där de används.",
    place="Biblioteket",
    weekday=3,
    starts="14:30",
    agreements=(
        "Vi skriver en minut för oss själva innan vi talar.",
        "Vi frågar ”hur vet du det?” med nyfikenhet.",
        "Pass är ett giltigt svar.",
    ),
    held=HELD,
    planned=PLANNED,
    threads=SWEDISH_THREADS,
    needs=(
        Need(
            meeting=2,
            text="Tiden för bearbetning saknas. Kan ett av svenskpassen i årskurs 7–9 bli 80 minuter från vårterminen?",
            answer=(
                "Årskurs 8 och 9 får ett långt pass från vårterminens start. Årskurs 7 går inte att lösa i år, "
                "eftersom salarna är slut. Jag tar med det i nästa läsårs schema."
            ),
        ),
    ),
)
