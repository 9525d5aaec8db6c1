"""The plans of those in NO-gruppen who teach the younger pupils, F–6."""

from .shapes import Plan

YOUNGER_PUPILS = {
    "bo": (
        Plan(
            tried="låta eleverna i åk 5 rita vad de tror händer inne i en batteridriven lampa.",
            learnt="ritningarna avslöjar mer än svaren. Många ritade två strömmar som möts i lampan.",
            effort="Spara ritningarna och låta eleverna rita om dem efter tre lektioner, med en annan färg för det nya.",
            change="Att eleverna ser att deras egen förklaring har växt.",
            pupils="Åk 5, särskilt de som säger att de inte kan något om el.",
            problems="Om de bara ritar av varandra, så sitter de rygg mot rygg de första fem minuterna.",
            helper="Lena, som har parallellklassen.",
            less="Instuderingsfrågor ur boken.",
            shown=("tried", "learnt", "effort"),
        ),
        Plan(
            tried="låta eleverna rita om sin lampa med en ny färg efter tre lektioner.",
            learnt=(
                "färgen gjorde ändringen synlig, men få kunde säga varför de hade ändrat. Frågan ”vad fick dig att "
                "ändra?” måste komma samma dag."
            ),
            effort="Vänta tre sekunder efter frågan ”vad fick dig att ändra dig?”, och tre till efter svaret.",
            change="Att fler än de snabbaste hinner tänka färdigt.",
            pupils="En grupp om sex elever som ofta väntar ut mig.",
            problems="Om det blir fniss i tystnaden, så räknar vi högt tillsammans första gången.",
            helper="Karim, som kan komma in och lyssna.",
            less="Att själv upprepa elevernas svar.",
            shown=("tried", "effort"),
        ),
        Plan(
            tried="vänta tre sekunder före och efter svaret när eleverna förklarar sina ändringar.",
            learnt=(
                "pausen efter svaret får eleven att lägga till ett ”för att”. Jag kom på mig själv med att fylla den "
                "varannan gång."
            ),
            effort="En kamrat som inte såg försöket får frågan ”hur då?” att ställa, en gång, innan någon skriver.",
            change="Att förklaringen blir begriplig också för den som inte var med.",
            pupils="Halvklass i åk 5, par där båda behöver öva på att lyssna.",
            problems="Om kamraten nöjer sig direkt, så får paret ett frågekort till.",
            helper="Ester, som gör samma sak i åk 2.",
            less="Helklassgenomgångar efter försöken.",
            shown=("tried", "learnt", "effort"),
            notes=("Gick bra med magneterna. Frågekortet behövdes bara i två par.",),
        ),
    ),
    "ester": (
        Plan(
            tried="samla barnens frågor om höstlöven på ett stort papper.",
            learnt="frågorna handlar om vad och när. Ett enda barn frågade varför.",
            effort="Ha en ”varför tror du”-stund på fem minuter varje fredag, med ett föremål i mitten.",
            change="Att ordet ”därför” börjar höras utan att jag säger det först.",
            pupils="Åk 2, de som pekar hellre än talar.",
            problems="Om någon svarar ”vet inte”, så får hen låna en gissning av en kompis.",
            helper="Fritidspedagogen, som är med på fredagar.",
            less="Faktaböcker som högläses utan samtal.",
            shown=("effort", "change"),
        ),
        Plan(
            tried="ha en ”varför tror du”-stund varje fredag med ett föremål i mitten.",
            learnt=(
                "barnen förklarar gärna i tal. Föremålet måste göra något: snäckan låg bara där, ballongen som krympte "
                "gav tio förklaringar."
            ),
            effort="Vänta tills tre händer är uppe innan någon får svara på fredagens fråga.",
            change="Att de som behöver tid hinner före de snabba.",
            pupils="Fyra barn som tappar sin tanke när någon annan svarar.",
            problems="Om de snabba blir otåliga, så får de viska sitt svar till handen så länge.",
            helper="",
            less="Frågor jag redan vet svaret på.",
            shown=("tried", "learnt"),
        ),
        Plan(
            tried="vänta tills tre händer är uppe innan någon svarar.",
            learnt=(
                "det tar ungefär åtta sekunder, och sedan kommer fem händer. Två av barnen jag tänkte på har svarat "
                "varje fredag."
            ),
            effort="Barnen berättar för klassens handdocka, som inte såg försöket, varför det blev som det blev.",
            change="Att barnen märker att den som inte var med behöver fler ord.",
            pupils="Hela åk 2, i två omgångar.",
            problems="Om dockan blir för rolig, så får den sova och lyssna.",
            helper="Bo, vi jämför våra frågor på torsdag.",
            less="Arbetsblad efter försöken.",
            shown=("tried", "learnt", "effort", "change"),
            notes=(
                "Dockan frågade ”hur då?” och tre barn ritade i luften.",
                "Andra gången började de med vad de såg.",
            ),
        ),
    ),
    "lena": (
        Plan(
            tried="byta ut tre av bokens frågor i åk 6 mot frågor som börjar med ”varför”.",
            learnt="en fråga blir inte bättre av ordet varför. ”Varför är vatten vått?” gav bara axelryckningar.",
            effort="Skriva två varför-frågor till varje försök och pröva dem på en kollega före lektionen.",
            change="Att frågorna går att resonera om med det eleverna just har sett.",
            pupils="Åk 6, de som skriver rätt svar men aldrig mer.",
            problems="Om vi inte hinner ses, så skickar vi frågorna till varandra på morgonen.",
            helper="Bo.",
            less="Rättning av bokens kapitelfrågor.",
        ),
        Plan(
            tried="skriva två varför-frågor till varje försök och pröva dem på en kollega före lektionen.",
            learnt="de bästa frågorna jämför: ”Varför sjunker den ena men inte den andra?”",
            effort="Ställa en jämförande fråga per lektion och vänta tre sekunder innan jag tar emot svar.",
            change="Att fler svar innehåller båda sakerna som jämförs.",
            pupils="En grupp i åk 6 som brukar börja skriva innan de har tänkt.",
            problems="Om tystnaden blir jobbig, så skriver alla ett ord på sitt block under tiden.",
            helper="Mirja, som har bra exempel från biologin.",
            less="Följdfrågor i rask takt.",
            shown=("learnt",),
        ),
        Plan(
            tried="ställa en jämförande fråga per lektion och vänta tre sekunder.",
            learnt="ordet på blocket hjälpte mer än själva väntan. Då hade alla något att börja med.",
            effort="Eleverna säger ”Det beror på att …” till en kamrat innan de får skriva i loggboken.",
            change="Att loggboken får en orsak och inte bara ett händelseförlopp.",
            pupils="Åk 6, särskilt de som har svårt att komma igång i skrift.",
            problems="Om alla säger likadant, så byter vi kamrat och säger det en gång till.",
            helper="Specialläraren, om någon behöver spela in i stället.",
            less="Att skriva av en gemensam slutsats från tavlan.",
            shown=("learnt", "effort"),
        ),
    ),
    "oskar": (
        Plan(
            tried="lära känna klassen genom ett försök i veckan, det här är min första termin här.",
            learnt="eleverna älskar att göra men slutar tänka när materialet plockas undan.",
            effort="Lägga fem minuter före försöket där alla i åk 4 säger vad de tror ska hända och varför.",
            change="Att försöket blir ett svar på något i stället för en aktivitet.",
            pupils="Åk 4, alla.",
            problems="Om tiden rinner i väg, så gör vi ett kortare försök.",
            helper="Anna, som lovat läsa min planering.",
            less="Tid för att dela ut material.",
            shown=("effort",),
        ),
        Plan(
            tried="låta alla säga vad de tror ska hända och varför, före försöket.",
            learnt="”varför” kom bara när de fick tala två och två först. I helklass blev det gissningar.",
            effort="Par före helklass: en minut var att säga vad man tror, sedan väntar jag in tre händer.",
            change="Att gissningen får ett skäl.",
            pupils="Åk 4, särskilt de nya i klassen.",
            problems="Om ett par tystnar, så ger jag dem två gissningar att välja mellan.",
            helper="Ester.",
            less="Långa instruktioner.",
            shown=(),
        ),
        Plan(
            tried="låta par tala en minut var innan helklass, och vänta in tre händer.",
            learnt=(
                "en minut är för lång för två av paren och för kort för resten. Tystnaden blev en lek innan vi hade "
                "pratat om varför vi väntar."
            ),
            effort=(
                "Förklara för klassen varför jag väntar, och låta paren säga ”jag tror, därför att” på samma försök "
                "två gånger."
            ),
            change="Att tystnaden får vara tanketid.",
            pupils="Åk 4, de tre par som hakade upp sig.",
            problems="Om leken börjar igen, så skriver alla först och talar sedan.",
            helper="Karim, som hade samma bekymmer.",
            less="Att börja om med nya försök innan vi har pratat klart om det förra.",
            shown=("tried", "learnt"),
        ),
    ),
}
