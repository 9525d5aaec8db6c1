"""NO-gruppen at Björkskolan: three held meetings, and the fourth that is due now."""

from .science_threads_older import OLDER_PUPILS
from .science_threads_younger import YOUNGER_PUPILS
from .shapes import Group, HeldMeeting, Need, PlannedMeeting

QUESTION = "Hur hjälper vi eleverna att förklara varför, inte bara svara vad?"

HELD = (
    HeldMeeting(
        number=1,
        days_ago=84,
        question=QUESTION,
        purpose="Att enas om höstens fråga utifrån det eleverna skrev i våras, och att välja en första insats var.",
        talked=(
            "Vi läste trettio elevsvar från vårens laborationer, utan namn. De flesta beskriver vad som hände. Få "
            "förklarar varför. Så ser det ut från årskurs 3 till 9. Vi läste om sju råd för NO och stannade vid det "
            "första, elevernas egna föreställningar."
        ),
        reflections=(
            "Flera av oss ställer själva mest frågor som har ett enda svar. Någon undrade om eleverna ens vet att en "
            "förklaring är något annat än ett rätt svar."
        ),
        learnings=(
            "Svårigheten är gemensam för alla stadier. Det är inte orden som saknas först, utan vanan att leta efter "
            "en orsak."
        ),
        next=(
            "Alla prövar en liten sak som får eleverna att säga mer än ett ord. En av oss tar med något om frågor och "
            "väntan."
        ),
        difficulties="Vi har inga gemensamma exempel på vad en bra förklaring är i olika åldrar.",
        documentarian="bo",
        reflector="carin",
        mirror=(
            "Alla fick ordet i första rundan. I det fria samtalet blev det snabbt lösningar. Vi kunde ha stannat "
            "längre i elevsvaren."
        ),
        absent=("mirja",),
        material="no-sju-rad",
        minutes=(6, 19, 16, 35, 9, 5),
    ),
    HeldMeeting(
        number=2,
        days_ago=56,
        question=QUESTION,
        purpose="Att jämföra vad som fick eleverna att säga mer, och läsa om vad tystnad efter en fråga kan göra.",
        talked=(
            "Fyra av oss har samlat elevernas egna förklaringar före ett område. Andra har bytt ut frågor eller låtit "
            "eleverna rita. I de yngre klasserna kom orsakerna lättare i tal än i skrift. Vi räknade hur länge vi "
            "väntar: inte länge."
        ),
        reflections="Att vänta känns som att tappa tempot. De snabba svaren kommer från samma elever, lektion efter lektion.",
        learnings="Elever ändrar gärna sin förklaring men behöver hjälp att säga vad som fick dem att ändra sig.",
        next=(
            "Alla väntar tre sekunder efter frågan och efter svaret i minst en grupp. Vi skriver upp vad som händer, "
            "inte hur det känns."
        ),
        difficulties=(
            "Två av grupperna har bara NO-sal varannan vecka, så försöken och samtalet om dem hamnar långt ifrån "
            "varandra."
        ),
        documentarian="carin",
        reflector="ester",
        mirror=(
            "Vi ställde fler frågor än sist. Den som berättade om ett misslyckat försök fick nyfikna frågor, inga råd. "
            "Det gjorde berättelsen längre."
        ),
        absent=("farid",),
        material="vantetid",
        minutes=(4, 22, 15, 34, 10, 5),
    ),
    HeldMeeting(
        number=3,
        days_ago=28,
        question=QUESTION,
        purpose="Att ta reda på vad väntan har gett och pröva en gemensam form för elevernas förklaringar.",
        talked=(
            "Väntan har gett längre svar i alla klasser utom en. Där blev tystnaden en lek. Vi läste varandras försök "
            "med tre meningar: jag påstår, jag såg, det beror på. Sedan provade vi själva att förklara varför ett glas "
            "immar. Det var svårt."
        ),
        reflections=(
            "Den tredje meningen blir lätt en upprepning av den andra. Är det språket eller förståelsen som fattas? Vi "
            "var inte överens."
        ),
        learnings=(
            "Pausen efter svaret ger mer än pausen efter frågan. Eleverna förklarar bättre när någon som inte vet "
            "frågar ”hur då?”."
        ),
        next=(
            "Att säga förklaringen högt för en kamrat innan någon skriver. Vi läser om vägen från vardagsspråk till "
            "ämnesspråk."
        ),
        difficulties=(
            "Det är svårt att hinna lyssna på paren. Vi saknar ett sätt att höra vad som sägs utan att stå vid varje "
            "bord."
        ),
        documentarian="ester",
        reflector="farid",
        mirror=(
            "Oenigheten om språk och förståelse fick vara kvar. Ingen försökte avgöra den. I steg 4 blev talutrymmet "
            "ojämnt, och det märkte vi själva."
        ),
        absent=("bo", "lena"),
        material="tre-meningar",
        minutes=(5, 20, 17, 33, 10, 6),
    ),
)

PLANNED = PlannedMeeting(
    number=4,
    in_days=0,
    question=QUESTION,
    purpose="Att höra vad som händer när eleverna säger sin förklaring högt först, och läsa om vägen från tal till skrift.",
    material="vardagssprak",
    documentarian="farid",
    reflector="karim",
    format="epa",
)

SCIENCE_GROUP = Group(
    key="no",
    name="NO-gruppen",
    school="bjorkskolan",
    leader="anna",
    members=("anna", "bo", "carin", "ester", "farid", "karim", "lena", "mirja", "oskar"),
    question=QUESTION,
    purpose="Under hösten prövar vi sätt att få eleverna att resonera om orsaker, i tal innan de gör det i skrift.",
    pupils_need=(
        "Eleverna beskriver vad som händer i ett försök men förklarar sällan varför. De behöver kunna knyta det de ser "
        "till en orsak."
    ),
    teachers_need=(
        "Vi behöver ställa frågor som har mer än ett svar, tåla tystnaden efteråt och veta hur en bra förklaring låter "
        "i olika åldrar."
    ),
    place="NO-sal 2",
    weekday=1,
    starts="14:30",
    agreements=(
        "En talar i taget, och den som talar blir inte avbruten.",
        "Den som vill säger pass.",
        "Vi frågar ”vill du ha råd?” innan vi ger dem.",
        "Vi pratar om undervisningen, aldrig om enskilda elever.",
    ),
    held=HELD,
    planned=PLANNED,
    threads=YOUNGER_PUPILS | OLDER_PUPILS,
    needs=(
        Need(
            meeting=2,
            text=(
                "Två grupper har NO-sal bara varannan vecka. Då hamnar försöket och samtalet om det långt ifrån "
                "varandra. Kan salarna fördelas om till våren?"
            ),
            answer=(
                "Ja. Årskurs 5 och 6 får NO-sal 1 på torsdagar från vårterminens start. Fram till dess kan ni låna "
                "hemkunskapssalen, jag har talat med vaktmästaren om vagnen."
            ),
        ),
        Need(
            meeting=3,
            text=(
                "Vi skulle vilja gå in på varandras lektioner en gång var och lyssna på elevernas samtal. Det tar en "
                "lektion per person. Går det att ordna?"
            ),
        ),
    ),
)
