"""Läsgruppen at Tallbackens skola."""

from .reading_threads import READING_THREADS
from .shapes import Group, HeldMeeting, Need, PlannedMeeting

QUESTION = "Hur lär vi eleverna att märka när de inte förstår det de läser?"

HELD = (
    HeldMeeting(
        number=1,
        days_ago=79,
        question=QUESTION,
        purpose="Att se på våra egna läsprov tillsammans och bestämma vad vi vill förstå bättre i höst.",
        talked=(
            "Vi började i den nationella bilden av läsförståelsen och gick sedan till våra egna klasser. Avkodningen "
            "ser bra ut hos de flesta. Det som brister är att stanna upp. Elever läser vidare fast texten har slutat "
            "hänga ihop."
        ),
        reflections="Vi undrar om vi har lärt dem att snabb läsning är bra läsning. Tystläsningen visar inte vad de missar.",
        learnings="Läsprovet säger vem som har svårt men inte var i texten det tog stopp. Det måste vi lyssna oss till.",
        next="Alla lyssnar på tre elever som läser högt och säger vad de tänker. Vi läser om att läsa tillsammans.",
        difficulties="Det är svårt att sitta med en elev i taget när resten av klassen är igång.",
        documentarian="amina",
        reflector="elsa",
        mirror="Lugnt tempo. Vi höll oss till våra egna klasser och gissade inte om hemmen. Bra.",
        absent=("stina",),
        material="pirls",
        minutes=(5, 18, 16, 36, 10, 5),
    ),
    HeldMeeting(
        number=2,
        days_ago=51,
        question=QUESTION,
        purpose="Att dela vad vi hörde när eleverna tänkte högt, och pröva ett gemensamt sätt att stanna upp.",
        talked=(
            "Eleverna vi lyssnade på sa sällan att de inte förstod. De gissade, hoppade över eller läste om samma rad. "
            "Vi prövade själva att turas om att leda ett samtal om en svår text: sammanfatta, fråga, reda ut, "
            "förutsäga."
        ),
        reflections="Det var pinsamt att säga ”här förstod jag inte” inför kollegor. Hur är det då att göra det i klassen?",
        learnings="Att inte förstå måste få vara en vanlig sak som läraren också gör. Att reda ut är det svåraste av de fyra.",
        next="Alla visar själva ett ställe där de inte förstod, en gång i veckan.",
        difficulties="Texterna i läromedlen är ofta så tillrättalagda att det inte finns något att reda ut.",
        documentarian="birgit",
        reflector="maja",
        mirror=(
            "Tre tystnader på mer än fem sekunder. De användes till att tänka. Rätten att säga pass användes, och det "
            "var i sin ordning."
        ),
        absent=(),
        material="lasa-tillsammans",
        minutes=(5, 21, 15, 34, 10, 5),
    ),
    HeldMeeting(
        number=3,
        days_ago=23,
        question=QUESTION,
        purpose="Att ta reda på om elevernas sätt att tala om svårigheter har ändrats, och läsa om att tänka högt.",
        talked=(
            "I fem av sju klasser säger eleverna nu ”jag fattar inte” om stället i texten och inte om sig själva. "
            "Ettorna visar med en röd pinne. Vi läste om att planera, följa och värdera sitt tänkande, och tänkte högt "
            "för varandra."
        ),
        reflections="Att tänka högt är att visa tvekan på riktigt. När vi spelar ovetande märker eleverna det direkt.",
        learnings=(
            "Barnen visar var de fastnar när det finns ett enkelt tecken för det. Tecknet behövs kortare tid än vi "
            "trodde."
        ),
        next="Alla tänker högt om en text de inte har förberett.",
        difficulties="Elever som läser allra fortast vill inte stanna. Vi vet inte än hur vi gör det värt det för dem.",
        documentarian="elsa",
        reflector="wilma",
        mirror="Många exempel, alla korta. Vi byggde på varandras tankar i steg 4 men glömde frågeställningen mot slutet.",
        absent=("birgit",),
        material="tanka-hogt",
        minutes=(4, 20, 17, 34, 10, 5),
    ),
)

PLANNED = PlannedMeeting(
    number=4,
    in_days=7,
    question=QUESTION,
    purpose="Att höra hur det gick att tänka högt oförberett, och låna en erfarenhet om elevers frågor från Björkskolan.",
    material="en-fraga-forst",
    documentarian="maja",
    reflector="yvonne",
)

READING_GROUP = Group(
    key="lasa",
    name="Läsgruppen",
    school="tallbacken",
    leader="yvonne",
    members=("yvonne", "amina", "birgit", "elsa", "maja", "stina", "wilma"),
    question=QUESTION,
    purpose="Under hösten övar vi på att visa hur man märker att man inte förstår, och vad man gör då.",
    pupils_need="Eleverna läser vidare när texten har slutat hänga ihop. De behöver märka det och ha något att göra åt det.",
    teachers_need="Vi behöver kunna visa vår egen läsning, också där den tar stopp, och lyssna på hur eleverna läser.",
    place="Personalrummet",
    weekday=0,
    starts="14:15",
    agreements=(
        "Vi talar om texter och undervisning, inte om familjer.",
        "Den som berättar bestämmer om den vill ha råd.",
        "Tystnad är tanketid.",
    ),
    held=HELD,
    planned=PLANNED,
    threads=READING_THREADS,
    needs=(
        Need(
            meeting=1,
            text="Vi vill kunna lyssna på en elev i taget. Kan en resurs täcka tjugo minuter i veckan i varje klass?",
            answer=(
                "Jag kan ordna det i årskurs 1–3 genom fritidspersonalen, tisdagar och torsdagar 10.00–10.20. För "
                "årskurs 4–6 föreslår jag att ni läser i halvklass, schemat tillåter det."
            ),
        ),
        Need(
            meeting=2,
            text=(
                "Vi behöver fler texter som är värda att reda ut. Kan vi få pengar till tre klassuppsättningar "
                "skönlitteratur till våren?"
            ),
        ),
    ),
)
