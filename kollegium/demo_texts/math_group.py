"""Matematikgruppen at Tallbackens skola, the largest of the four."""

from .math_threads_first import FIRST_HALF
from .math_threads_second import SECOND_HALF
from .shapes import Group, HeldMeeting, Need, PlannedMeeting

QUESTION = "Hur använder vi elevernas egna lösningar så att fler deltar i samtalet?"

HELD = (
    HeldMeeting(
        number=1,
        days_ago=77,
        question=QUESTION,
        purpose="Att se vilka som hörs på våra mattelektioner och välja höstens fråga.",
        talked=(
            "Var och en hade ritat en skiss över vilka som talat under en genomgång, utan namn. I nästan alla klasser "
            "bar fem eller sex elever samtalet. Vi läste om fem steg för att förbereda ett samtal om elevers lösningar "
            "och löste en uppgift på så många sätt vi kunde."
        ),
        reflections=(
            "Vi är tio i gruppen och hittade sju lösningar. Bara två av dem hade vi väntat oss. Hur skulle vi då kunna "
            "förutse elevernas?"
        ),
        learnings=(
            "Att förutse lösningar är ett arbete i sig, och det går fortare tillsammans. Uppgiften måste gå att lösa "
            "på mer än ett sätt."
        ),
        next="Alla väljer en uppgift och skriver ner tre väntade lösningar före lektionen.",
        difficulties="Läroboken ger få uppgifter med flera vägar. Vi har ingen gemensam samling.",
        documentarian="gustav",
        reflector="irene",
        mirror=(
            "Tio personer på tjugo minuter ger två minuter var. Det räckte, men bara för att vi höll det. Två frågor "
            "ställdes i första rundan."
        ),
        absent=("rolf",),
        material="fem-steg",
        minutes=(5, 20, 15, 35, 10, 5),
    ),
    HeldMeeting(
        number=2,
        days_ago=49,
        question=QUESTION,
        purpose="Att jämföra väntade och verkliga lösningar, och läsa om vad en längre paus kan göra.",
        talked=(
            "De flesta kunde förutse två av tre lösningar. Den tredje blev oftast en överraskning. Flera visade två "
            "lösningar bredvid varandra och lät eleverna jämföra. Samtalet blev kortare än planerat, eftersom vi "
            "svarade åt eleverna. Därför läste vi om väntetid."
        ),
        reflections=(
            "Vi väljer gärna den snyggaste lösningen att visa. Vad säger det till den som har löst uppgiften på ett "
            "omständligt sätt?"
        ),
        learnings="En enkel lösning först får fler att räcka upp handen. Jämförelsen är viktigare än antalet lösningar.",
        next="Alla bestämmer ordningen på två lösningar i förväg och väntar tre sekunder efter frågan ”vad är lika?”.",
        difficulties="I klasser med flera nyanlända elever faller samtalet på språket och inte på matematiken.",
        documentarian="jonas",
        reflector="klara",
        mirror="Vi avbröt varandra i steg 3, mest av iver. När vi gick ett varv i ordning kom tre nya tankar.",
        absent=("tove", "olle"),
        material="vantetid",
        minutes=(5, 22, 15, 33, 10, 5),
    ),
    HeldMeeting(
        number=3,
        days_ago=21,
        question=QUESTION,
        purpose="Att ta reda på om fler deltar nu, och läsa om att tänka högt om sin lösning.",
        talked=(
            "Vi ritade nya skisser över vilka som talar. I sju av tio klasser har fler hörts, oftast två eller tre "
            "till. Det som verkar ha hjälpt är att eleverna först talar parvis och att en kamrat förklarar lösningen. "
            "Vi läste om att tänka högt och provade med en uppgift om bråk."
        ),
        reflections="Att fler talar betyder inte att fler lär sig. Hur vet vi vad de som lyssnar tänker?",
        learnings=(
            "När någon annan än den som löste uppgiften förklarar, lyssnar båda. Felaktiga lösningar går att visa om "
            "klassen är van vid det."
        ),
        next="Alla prövar att låta en elev förklara en kamrats lösning. En av oss lånar NO-gruppens tre meningar.",
        difficulties=(
            "Skisserna tar uppmärksamhet från undervisningen. Vi behöver varandra som observatörer, och då krävs "
            "vikarier."
        ),
        documentarian="klara",
        reflector="lars",
        mirror="Vi ställde frågan ”hur vet vi det?” utan att någon tog illa vid sig. Slutet blev hastigt.",
        absent=("pia",),
        material="tanka-hogt",
        minutes=(4, 21, 16, 35, 10, 4),
    ),
)

PLANNED = PlannedMeeting(
    number=4,
    in_days=10,
    question=QUESTION,
    purpose="Att jämföra hur det går när en kamrat förklarar, och låna NO-gruppens tre meningar till matematiken.",
    material="tre-meningar",
    documentarian="lars",
    reflector="olle",
)

MATH_GROUP = Group(
    key="matematik",
    name="Matematikgruppen",
    school="tallbacken",
    leader="zeinab",
    members=(
        "zeinab",
        "gustav",
        "irene",
        "jonas",
        "klara",
        "lars",
        "olle",
        "pia",
        "rolf",
        "tove",
    ),
    question=QUESTION,
    purpose="Under hösten övar vi på att välja, ordna och jämföra elevernas lösningar.",
    pupils_need="Några få elever bär samtalet. De andra behöver få syn på att deras sätt att tänka går att visa och jämföra.",
    teachers_need="Vi behöver kunna förutse lösningar, välja ordning och vänta på elevernas jämförelser.",
    place="Mattesalen på plan 2",
    weekday=2,
    starts="14:30",
    agreements=(
        "Två minuter var i rundan, sedan går ordet vidare.",
        "Vi visar hellre ett misslyckat försök än inget.",
        "Frågor före råd.",
    ),
    held=HELD,
    planned=PLANNED,
    threads=FIRST_HALF | SECOND_HALF,
    needs=(
        Need(
            meeting=3,
            text=(
                "Vi behöver se varandras lektioner i stället för att rita skisser medan vi undervisar. Kan vi få "
                "vikarie för tio lektioner under våren?"
            ),
        ),
    ),
)
