"""The default meeting template, "Borås/Lilla Edet, 90 minuter", word for word as the model has it."""

NAME = "Borås/Lilla Edet, 90 minuter"
SOURCE = "Lilla Edets kommun, ”Kollegialt lärande” (2015), efter en mötesstruktur från Borås"
MINUTES = 90

STEPS = (
    {
        "title": "Introduktion och mötesordning",
        "minutes": 5,
        "kind": "introduction",
        "help": "Vi påminner oss om syftet, frågeställningen och ordningen, och säger vem som dokumenterar i dag.",
    },
    {
        "title": "Så här har jag gjort – Så här går det",
        "minutes": 20,
        "kind": "report",
        "protected": True,  # the active ingredient: other steps give way first
        "format": "laget-runt",
        "help": (
            "Var och en berättar i tur och ordning vad den har provat sedan sist, och de andra lyssnar utan att "
            "avbryta."
        ),
        "first_help": (  # the group's first lärträff begins the cycle instead
            "Första gången har ingen provat något än. Var och en berättar i tur och ordning vad den ser hos sina "
            "elever, och de andra lyssnar utan att avbryta."
        ),
    },
    {
        "title": "Det här har jag lärt mig, slutsatser och lärdomar",
        "minutes": 15,
        "kind": "learnings",
        "protected": True,
        "format": "laget-runt",
        "help": "Vi går från vad vi gjorde till vad det lärde oss, och frågar varandra hur vi vet det.",
        "first_help": "Vi går från vad eleverna behöver till vad vi behöver, och frågar varandra hur vi vet det.",
    },
    {
        "title": "Ny forskning och nya rön",
        "minutes": 35,
        "kind": "research",
        "help": "Vi tar oss an dagens material tillsammans och letar efter det som går att pröva i klassrummet.",
    },
    {
        "title": "Upprättandet av personliga handlingsplaner",
        "minutes": 10,
        "kind": "plans",
        "protected": True,
        "help": "Alla skriver under tystnad och väljer en enda insats till nästa möte.",
    },
    {
        "title": "Vad gav mötet? Gruppreflektion eller samtalsreflektör",
        "minutes": 5,
        "kind": "closing",
        "help": "Var och en säger en mening om vad mötet gav, eller så speglar samtalsreflektören hur vi samtalade.",
    },
)

PLAN_SECTIONS = (
    {
        "key": "report",
        "title": "Förberedelser för att presentera mina insatser för gruppen",
        "prompts": ("tried", "learnt"),
    },
    {
        "key": "planning",
        "title": "Planering för insatser under den kommande månaden",
        "prompts": ("effort", "change", "pupils", "problems", "helper", "less"),
    },
)

PLAN_PROMPTS = {
    "tried": {
        "text": "Jag har sedan förra mötet provat att:",
        "help": "Valde du en insats sist står den redan här. Ändra så att det stämmer med det du faktiskt gjorde.",
    },
    "learnt": {
        "text": "Av min insats har jag lärt mig att:",
        "help": (
            "Skriv en sak, gärna med vad du såg eller hörde som visar det. Ett försök som inte fungerade räknas lika "
            "mycket."
        ),
    },
    "effort": {
        "text": "Ange en insats som du ska fokusera på till nästa möte.",
        "help": "En enda, och så liten att du kan börja i veckan. Högst 200 tecken.",
    },
    "change": {
        "text": "Vilken förändring tänker du dig att detta skall ge?",
        "help": "Vad ska du kunna se eller höra hos eleverna om det fungerar?",
    },
    "pupils": {
        "text": "Vilken(-a) elev(-er) ska du göra detta med?",
        "help": (
            "Skriv en grupp eller ett behov, inte namn: ”fyra elever som inte kommer igång”. Bara du kan läsa det här "
            "fältet."
        ),
    },
    "problems": {
        "text": "Vilka problem kan ev. tänkas uppkomma och hur kan de lösas?",
        "help": "Pröva att skriva ”Om … så …”. Då har du redan bestämt vad du gör när det händer.",
    },
    "helper": {
        "text": "Vem kan ev. hjälpa dig?",
        "help": "En kollega, en kurator, en bok. Ingen får besked förrän du själv frågar.",
    },
    "less": {
        "text": "Vad ska du göra mindre av?",
        "help": "Något nytt tar tid. Välj vad som får stå tillbaka, eller ange att inget behöver göra det.",
    },
}

HEADINGS = (
    {
        "key": "question",
        "title": "Frågeställning",
        "help": "Följer med från träff till träff. Ändrar ni frågan här är det den nya som följer med.",
    },
    {"key": "date", "title": "Datum", "help": "Fylls i av sig självt."},
    {
        "key": "purpose",
        "title": "Syftet med träffen var...",
        "help": "Kommer från lärledarens förberedelse.",
    },
    {
        "key": "talked",
        "title": "Vi pratade om...",
        "help": "Det viktigaste ur samtalet, i stora drag. Skriv vad som sades, inte vem som sade det.",
    },
    {
        "key": "reflections",
        "title": "Reflektioner under träffen...",
        "help": "Tankar och frågor som väcktes, också sådant ni inte blev klara med.",
    },
    {
        "key": "learnings",
        "title": "Slutsatser/lärdomar...",
        "help": "Det ni vet nu som ni inte visste när ni började. Skriv så att en kollega på en annan skola förstår.",
    },
    {
        "key": "next",
        "title": "Inför nästa träff tänker vi...",
        "help": "Vad ni prövar till dess, och vad lärledaren ska förbereda. Texten visas när nästa träff planeras.",
    },
    {
        "key": "difficulties",
        "title": "Svårigheter i lärprocessen...",
        "help": (
            "Hinder för ert lärande: tid, rum, material, osäkerhet. Skriv så att den som läser protokollet, till "
            "exempel rektor, förstår vad ni behöver."
        ),
    },
    {
        "key": "participants",
        "title": "Deltagare",
        "help": "Hämtas från närvaron. I det öppna protokollet står bara antalet.",
    },
)

CYCLE = (
    {
        "number": 1,
        "text": "Vilka kunskaper och färdigheter behöver våra elever?",
        "steps": (),
    },
    {
        "number": 2,
        "text": "Vilka kunskaper och färdigheter behöver vi som lärare?",
        "steps": (),
    },
    {
        "number": 3,
        "text": "Fördjupa yrkeskunskaperna och förfina färdigheterna",
        "steps": ("research",),
    },
    {
        "number": 4,
        "text": "Engagera eleverna i nya lärandeupplevelser",
        "steps": ("report", "plans"),
    },
    {
        "number": 5,
        "text": "Vad har våra förändrade handlingar gett för resultat?",
        "steps": ("learnings",),
    },
)

PRINCIPLES = (
    "Fokus på värdefulla elevresultat",
    "Innehåll värt att lära",
    "Kunskaper och färdigheter hör ihop",
    "Bedömning som grund för professionellt undersökande",
    "Många tillfällen att lära och tillämpa",
    "Arbetssätt som svarar mot hur vi lär",
    "Bearbeta nytt lärande tillsammans med andra",
    "Kunnig expertis",
    "Aktivt ledarskap",
    "Hålla i och hålla ut",
)
