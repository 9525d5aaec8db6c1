"""The material library: short own-worded summaries of real sources, and the groups' own experience."""

from .shapes import Material

MATERIALS = (
    Material(
        key="no-sju-rad",
        kind="findings",
        title="Sju råd för undervisning i naturvetenskap",
        source="Education Endowment Foundation: Improving Secondary Science (2018)",
        link="https://educationendowmentfoundation.org.uk/education-evidence/guidance-reports/science-ks3-ks4",
        summary=(
            "En engelsk vägledning som samlar forskning om NO-undervisning i sju råd. Den börjar i elevernas "
            "föreställningar: de flesta har redan egna förklaringar till hur vi ser eller hur växter växer, och de "
            "försvinner inte för att läraren säger det rätta. Vägledningen tar också upp modeller, minne, laborationer "
            "med tydligt syfte, återkoppling och ämnets språk. Ord som ”kraft” och ”slumpmässig” betyder en sak i "
            "vardagen och en annan i NO. Råden är skrivna för engelska skolor och för äldre elever, så vi behöver "
            "själva avgöra vad som håller i våra grupper."
        ),
        minutes=12,
        try_it="Fråga eleverna vad de tror och varför, innan du förklarar. Spara svaren till områdets slut.",
    ),
    Material(
        key="vantetid",
        kind="research",
        title="Tre sekunders tystnad",
        source=(
            "Mary Budd Rowe: Wait Time: Slowing Down May Be a Way of Speeding Up! Journal of Teacher Education 37(1), "
            "1986"
        ),
        link="",
        summary=(
            "Rowe spelade in lektioner, mest i naturvetenskap, och fann att lärare ofta väntar ungefär en sekund efter "
            "en fråga innan de säger något igen. När de i stället väntade tre sekunder eller mer, både efter frågan "
            "och efter svaret, blev elevernas svar längre, fler deltog och fler svar innehöll ett resonemang. Även "
            "lärarnas frågor ändrades. Den andra pausen, efter elevens svar, glöms lättast bort. Studierna är gamla "
            "och gjorda i en annan skola än vår, men det är billigt att pröva själv och lätt att räkna till tre."
        ),
        minutes=8,
        try_it="Räkna tyst till tre efter din fråga, och till tre igen när eleven har svarat.",
    ),
    Material(
        key="vardagssprak",
        kind="research",
        title="Från vardagsspråk till ämnesspråk",
        source=(
            "Pauline Gibbons: Scaffolding Language, Scaffolding Learning (2002, flera upplagor; finns på svenska som "
            "Stärk språket, stärk lärandet)"
        ),
        link="",
        summary=(
            "Gibbons visar hur elever kan röra sig från talat vardagsspråk till skrivet ämnesspråk. I hennes exempel "
            "från NO undersöker eleverna först något i små grupper och pratar som man pratar när alla ser samma sak: "
            "”den drogs dit”. Sedan berättar de för klassen, som inte såg försöket, och måste då bli tydligare. "
            "Läraren hjälper till att formulera om. Först därefter skriver de. Det muntliga återberättandet blir en "
            "bro som många lektioner hoppar över. Boken utgår från elever som lär på sitt andraspråk, men gången "
            "passar fler."
        ),
        minutes=12,
        try_it="Låt varje grupp berätta om sitt försök för någon som inte såg det, innan någon skriver.",
    ),
    Material(
        key="aterkoppling-tre-fragor",
        kind="research",
        title="Återkoppling som svarar på tre frågor",
        source="John Hattie och Helen Timperley: The Power of Feedback. Review of Educational Research 77(1), 2007",
        link="",
        summary=(
            "En översikt som ordnar forskningen om återkoppling kring tre frågor: Vart ska jag? Hur går det? Vad är "
            "nästa steg? Författarna skiljer på återkoppling om uppgiften, om sättet att arbeta, om hur eleven styr "
            "sitt eget arbete och om eleven som person. Den sista sorten, beröm av personen, hjälper sällan lärandet. "
            "En viktig tanke är att återkoppling inte är bra i sig: den kan både hjälpa och stjälpa, och det beror på "
            "om eleven kan göra något av den. Då behövs en uppgift som är lagom svår och tid att använda svaret."
        ),
        minutes=15,
        try_it="Ta en kommentar du nyss har skrivit. Vilken av de tre frågorna svarar den på?",
    ),
    Material(
        key="aterkoppling-tas-emot",
        kind="findings",
        title="Planera för hur återkopplingen tas emot",
        source="Education Endowment Foundation: Teacher Feedback to Improve Pupil Learning (2021)",
        link="https://educationendowmentfoundation.org.uk/education-evidence/guidance-reports/feedback",
        summary=(
            "En vägledning med sex rekommendationer. Den flyttar intresset från formen, muntligt eller skriftligt, "
            "till det som gör att återkoppling leder vidare. Först kommer god undervisning, så att återkopplingen inte "
            "behöver göra hela jobbet. Sedan gäller det att välja tidpunkt efter uppgift och elev. Det tredje rådet är "
            "det vi fastnade för: planera för hur eleverna ska ta emot och använda det de får. Vägledningen påminner "
            "också om priset. Timmarna som går till kommentarer kunde ha gått till något annat, så de måste vara värda "
            "det."
        ),
        minutes=12,
        try_it="Lägg tio minuter i nästa lektionsplanering där eleven bara arbetar med återkopplingen.",
    ),
    Material(
        key="tanka-hogt",
        kind="findings",
        title="Planera, följa och bedöma sitt eget tänkande",
        source="Education Endowment Foundation: Metacognition and Self-regulated Learning (2018, senare reviderad)",
        link="https://educationendowmentfoundation.org.uk/education-evidence/guidance-reports/metacognition",
        summary=(
            "Vägledningen handlar om hur elever kan lära sig att planera, följa och värdera sitt eget arbete. Två råd "
            "är lätta att ta till sig. Det ena är att läraren tänker högt: visar hur man väljer metod, tvekar, ändrar "
            "sig och kontrollerar. Det andra är att göra det inom ämnet, med en riktig uppgift, i stället för på "
            "särskilda lektioner i studieteknik. Vägledningen avvisar tanken att bara äldre elever kan detta. Den "
            "betonar också att strategier och ämneskunskap växer tillsammans; ingen övervakar sitt tänkande utan något "
            "att tänka på."
        ),
        minutes=14,
        try_it="Lös en uppgift framför klassen och säg allt du tänker, också det du ångrar.",
    ),
    Material(
        key="pirls",
        kind="findings",
        title="Läsförståelsen i årskurs 4",
        source="Skolverket om PIRLS 2021, presenterad i maj 2023",
        link="https://www.skolverket.se",
        summary=(
            "PIRLS mäter läsförståelse i årskurs 4. I mätningen 2021 hade de svenska resultaten sjunkit jämfört med "
            "2016, samtidigt som Sverige låg över genomsnittet för de deltagande länderna. Många andra länder gick "
            "också ner, och Skolverket pekar på pandemin som en trolig förklaring. Det som oroar mest är spridningen: "
            "elever från hem med goda resurser låg kvar på samma nivå, medan elever med mindre resurser hemma hade "
            "sjunkit. En sådan mätning säger hur det ser ut i landet. Den säger inget om vad just våra elever behöver, "
            "men den ger oss frågor att ställa."
        ),
        minutes=10,
        try_it="Välj en text ur veckans undervisning. Vad måste man redan veta för att förstå den?",
    ),
    Material(
        key="lasa-tillsammans",
        kind="research",
        title="Fyra sätt att stanna upp i en text",
        source=(
            "Annemarie Palincsar och Ann Brown: Reciprocal Teaching of Comprehension-Fostering and "
            "Comprehension-Monitoring Activities. Cognition and Instruction 1(2), 1984"
        ),
        link="",
        summary=(
            "Ömsesidig undervisning bygger på fyra sätt att ta sig an en text: sammanfatta, ställa frågor, reda ut det "
            "som är oklart och förutsäga vad som kommer. Läraren visar först hur hon själv gör. Sedan tar eleverna i "
            "en liten grupp över ledarrollen, en i taget, medan läraren stöttar mindre och mindre. Palincsar och Brown "
            "prövade det med elever i årskurs 7 som läste rätt men inte förstod, och deras läsförståelse förbättrades. "
            "Poängen är inte de fyra rubrikerna i sig utan samtalet, där det blir tillåtet att inte förstå."
        ),
        minutes=12,
        try_it="Låt eleverna turas om att vara den som säger: ”Här förstod jag inte.”",
    ),
    Material(
        key="fem-steg",
        kind="research",
        title="Fem steg till ett samtal om elevernas lösningar",
        source="Margaret Smith och Mary Kay Stein: 5 Practices for Orchestrating Productive Mathematics Discussions (2011)",
        link="",
        summary=(
            "Ett bra samtal om elevers lösningar ser ut att uppstå av sig självt, men det mesta är förberett. Smith "
            "och Stein beskriver fem steg: förutse vilka lösningar som kan komma, gå runt och se vilka som faktiskt "
            "kommer, välja ut några, bestämma i vilken ordning de visas och till sist koppla ihop dem med varandra och "
            "med det matematiska målet. Ordningen är lärarens viktigaste grepp. En enkel lösning först gör att fler "
            "hänger med, och jämförelsen mellan två lösningar bär mer än en lång genomgång av en enda. Stegen kräver "
            "en uppgift som går att lösa på flera sätt."
        ),
        minutes=15,
        try_it="Skriv ner tre lösningar du väntar dig innan lektionen. Kryssa för dem du ser.",
    ),
    Material(
        key="tre-meningar",
        kind="experience",
        title="Tre meningar: jag påstår, jag såg, det beror på",
        source="NO-gruppens egen erfarenhet, Björkskolan (demoexempel)",
        link="",
        summary=(
            "Under hösten prövade flera i NO-gruppen att låta eleverna förklara med tre meningar: ”Jag påstår att …”, "
            "”Jag såg att …” och ”Det beror på att …”. De två första gick lätt. Den tredje blev ofta en upprepning av "
            "den andra. Det som hjälpte var att säga meningarna högt för en kamrat innan någon skrev, och att kamraten "
            "fick fråga ”hur då?”. Eleverna i mellanstadiet behövde fler exempel än vi trodde, och i högstadiet blev "
            "mallen snabbt för trång. Det här är vår egen erfarenhet från några klasser, inte en undersökning. Pröva "
            "och se om det stämmer hos dig."
        ),
        minutes=6,
        try_it="Stryk de två första meningarna när de sitter. Behåll ”Det beror på att …”.",
    ),
    Material(
        key="en-fraga-forst",
        kind="experience",
        title="Eleven frågar först",
        source="Svenskgruppens egen erfarenhet, Björkskolan (demoexempel)",
        link="",
        summary=(
            "I svenskgruppen lät vi eleverna skriva en fråga om sin egen text innan de fick respons. Frågan fick inte "
            "gå att besvara med ja eller nej. Då blev våra kommentarer kortare, för vi svarade på det eleven undrade i "
            "stället för att rätta allt. De första frågorna var vaga: ”Är den bra?” Efter några omgångar, och en "
            "samling goda exempel på väggen, kom frågor som ”Märks det att hon ljuger?”. Alla elever har inte en fråga "
            "varje gång, och de behöver få låna en. Erfarenheten är vår egen och gäller våra grupper den här hösten."
        ),
        minutes=6,
        try_it="Be varje elev skriva en fråga om sin text. Svara bara på den.",
    ),
)

# Ekåsa's own undrande frågor, on the cards in step 3.
QUESTIONS = (
    "Hur vet du det?",
    "Vad sa eller gjorde eleverna som fick dig att tro det?",
    "Vad förvånade dig?",
    "Vad hade hänt om du inte hade gjort det?",
    "För vilka elever blev det skillnad, och för vilka inte?",
    "Vad är du fortfarande osäker på?",
)
