"""The plans of those in NO-gruppen who teach the older pupils, 7–9."""

from .shapes import Plan

OLDER_PUPILS = {
    "anna": (
        Plan(
            tried="börja varje lektion i åk 8 med en fråga som inte går att slå upp.",
            learnt="eleverna gissar gärna men stannar vid ett ord. På ”varför” fick jag ”för att det är så”.",
            effort=(
                "Samla elevernas egna förklaringar på lappar innan området om ljus börjar, och ta fram dem igen när "
                "det är slut."
            ),
            change="Att eleverna själva ser hur deras förklaring har ändrats.",
            pupils="Åk 8, särskilt de som skriver ett enda ord.",
            problems="Om lapparna blir tomma, så börjar vi med en ritning.",
            helper="Bo, som gör något liknande med ritningar i åk 5.",
            less="Genomgångar som börjar med det rätta svaret.",
            shown=("tried", "learnt", "effort", "change"),
        ),
        Plan(
            tried="samla förklaringar på lappar före området om ljus och läsa dem igen efteråt.",
            learnt=(
                "nästan alla hade ändrat något, men få kunde säga vad som fick dem att ändra sig. Jämförelsen behöver "
                "också undervisas."
            ),
            effort="Vänta tre sekunder efter varje varför-fråga och tre till efter svaret, två lektioner i veckan.",
            change="Att svaren blir längre än en mening och kommer från fler.",
            pupils="Åk 8, de tysta i mittenraden.",
            problems="Om jag glömmer den andra pausen, så lägger jag pennan på katedern som påminnelse.",
            helper="Karim, vi lyssnar på varandras lektioner en gång.",
            less="Att bekräfta svaret direkt med ”bra”.",
            shown=("tried", "learnt", "effort"),
        ),
        Plan(
            tried="vänta tre sekunder efter varje varför-fråga och tre till efter svaret.",
            learnt=(
                "den andra pausen gör mest. Eleven fortsätter själv, ofta med ”eller, jag menar …”. Mitt ”bra” stängde "
                "samtalet."
            ),
            effort="Kamraten frågar ”hur då?” en gång innan någon skriver, i labbet om tryck i åk 8.",
            change="Att slutsatsen i labbrapporten får en orsak.",
            pupils="Två labbgrupper i åk 8 som brukar dela upp arbetet och sluta prata.",
            problems="Om frågan blir mekanisk, så får de välja mellan tre frågekort.",
            helper="Mirja, som har frågekort från biologin.",
            less="Skriftliga kommentarer på labbrapporter.",
            shown=("tried", "learnt", "effort"),
            notes=(
                "Första gruppen: ”hur då?” gav en helt ny mening om luftens tyngd.",
                "Andra gruppen skrattade åt frågan men använde den.",
            ),
        ),
    ),
    "carin": (
        Plan(
            tried="byta labbinstruktionen i kemi åk 9 mot en fråga och en låda med material.",
            learnt="hälften planerade, hälften väntade. De som väntade behövde inte mer hjälp utan färre val.",
            effort="Ge två möjliga förklaringar till varje laboration och låta eleverna välja och försvara en.",
            change="Att eleverna använder det de ser som stöd för en tanke.",
            pupils="Åk 9, de som vill ha ett recept.",
            problems="Om alla väljer samma, så får hälften försvara den andra.",
            helper="Farid, som ofta arbetar så i tekniken.",
            less="Färdiga labbinstruktioner i steg.",
            shown=("effort", "change"),
        ),
        Plan(
            tried="ge två möjliga förklaringar till varje laboration och låta eleverna försvara en.",
            learnt=(
                "att försvara en felaktig förklaring lärde dem mer än jag trodde, men några gick därifrån och trodde "
                "på den."
            ),
            effort="Avsluta varje försvar med tre sekunders tystnad och frågan ”vad skulle få dig att byta sida?”.",
            change="Att eleverna byter förklaring av ett skäl och inte för att någon sa det.",
            pupils="Åk 9, en grupp som gärna tävlar.",
            problems="Om det blir kamp, så byter sidorna plats mitt i.",
            helper="Anna.",
            less="Att själv avgöra vem som har rätt.",
            shown=("tried", "learnt", "effort"),
        ),
        Plan(
            tried="avsluta varje försvar med tystnad och frågan ”vad skulle få dig att byta sida?”.",
            learnt="frågan gav svar om mätningar, inte om åsikter. Tystnaden behövdes först, annars upprepade de sitt.",
            effort=(
                "Låta varje grupp i åk 9 förklara sin slutsats för en grupp med annan laboration innan rapporten "
                "skrivs."
            ),
            change="Att rapporten går att förstå för någon som inte var där.",
            pupils="Åk 9, de som skriver långt men otydligt.",
            problems="Om det tar hela lektionen, så räcker det med hälften av grupperna i taget.",
            helper="Oskar kan ta emot en grupp i sin klass.",
            less="Mallar för labbrapporter.",
            shown=("learnt", "effort"),
        ),
    ),
    "farid": (
        Plan(
            tried="låta eleverna i teknik åk 7 ta isär en cykellampa utan arbetsblad.",
            learnt="de beskriver delarna noga. Vad delarna är till för frågar de inte förrän något saknas.",
            effort="Ta bort en del ur varje konstruktion och låta eleverna förklara vad som händer utan den.",
            change="Att de talar om funktion och orsak i stället för utseende.",
            pupils="Åk 7, två halvklasser.",
            problems="Om något går sönder, så blir det nästa veckas uppgift.",
            helper="Vaktmästaren, som har trasiga saker.",
            less="Arbetsblad med rutor att fylla i.",
            shown=("tried", "effort"),
        ),
        Plan(
            tried="ta bort en del ur varje konstruktion och låta eleverna förklara följden.",
            learnt="”utan fjädern faller den” blev ”fjädern trycker emot” när jag frågade en gång till.",
            effort="Fråga en gång till, alltid: ”och vad gör den då?”, och vänta ut svaret.",
            change="Att den andra frågan blir en vana även mellan eleverna.",
            pupils="Åk 7, en grupp som bygger fort.",
            problems="Om det känns som förhör, så börjar jag med att svara på frågan själv.",
            helper="Carin.",
            less="Att laga åt eleverna.",
        ),
        Plan(
            tried="fråga en gång till och vänta ut svaret.",
            learnt=(
                "det går att höra på orden när en elev börjar förklara: ”så att”, ”för då”. Jag började lyssna efter "
                "dem."
            ),
            effort="Skriva upp de orsaksord eleverna själva använder på en lista i tekniksalen och be dem välja ett.",
            change="Att elevernas egna ord blir ett verktyg och inte bara mina.",
            pupils="Åk 7, särskilt de som har svenska som andraspråk.",
            problems="Om listan blir dekoration, så tar vi ner den och börjar om.",
            helper="Läraren i svenska som andraspråk.",
            less="Ordlistor ur boken.",
            shown=("tried", "learnt", "effort", "change"),
        ),
    ),
    "karim": (
        Plan(
            tried="visa en demonstration i fysik åk 9 och stoppa precis före slutet.",
            learnt="alla vill veta hur det går, men när de får veta är intresset slut.",
            effort="Låta eleverna skriva vad de tror och varför innan de får se slutet, och läsa två svar högt utan namn.",
            change="Att förklaringen blir viktigare än utgången.",
            pupils="Åk 9, de som brukar ha rätt utan att säga varför.",
            problems="Om ingen vill bli läst högt, så läser jag ett eget felaktigt svar.",
            helper="Anna.",
            less="Demonstrationer bara för effektens skull.",
            shown=("effort",),
        ),
        Plan(
            tried="låta eleverna skriva vad de tror och varför, och läsa två svar högt.",
            learnt="mitt eget felaktiga svar gjorde det tillåtet att ha fel. Sedan kom de andra.",
            effort="Vänta tre sekunder efter det upplästa svaret innan jag frågar ”vem tänker annorlunda?”.",
            change="Att eleverna talar till varandra och inte till mig.",
            pupils="Åk 9, båda grupperna.",
            problems="Om tystnaden blir lek, så pratar vi om varför vi väntar.",
            helper="Oskar, vi har samma fundering.",
            less="Egna förklaringar direkt efter elevens.",
            shown=("tried", "learnt"),
        ),
        Plan(
            tried="vänta efter det upplästa svaret innan jag frågar vem som tänker annorlunda.",
            learnt=(
                "i den ena gruppen kom samtalet i gång, i den andra tog det fyra lektioner. Det var vanan som skilde, "
                "inte eleverna."
            ),
            effort="Två elever förklarar demonstrationen för två som har stått utanför dörren, innan klassen skriver.",
            change="Att de hör själva när förklaringen inte räcker.",
            pupils="Åk 9, nya par varje gång.",
            problems="Om de utanför känner sig utpekade, så går jag ut själv första gången.",
            helper="Carin, som gör något liknande mellan grupperna.",
            less="Sammanfattningar på tavlan.",
            shown=(),
            notes=("Jag gick ut själv. De var mycket strängare mot mig än mot varandra.",),
        ),
    ),
    "mirja": (
        Plan(
            tried="läsa protokollet från träffen jag missade och låta åk 8 sortera trettio påståenden om kroppen.",
            learnt="de sorterar rätt på känsla. Skälen är ofta lånade från reklam.",
            effort="Be eleverna skriva var de fick sin förklaring ifrån, bredvid förklaringen.",
            change="Att de skiljer på vad de har hört och vad de har sett.",
            pupils="Åk 8, alla.",
            problems="Om någon skriver ”nätet”, så frågar jag ”vem där?”.",
            helper="Skolbibliotekarien.",
            less="Faktaprov på organens namn.",
            shown=("tried",),
        ),
        Plan(
            tried="be eleverna skriva var de fick sin förklaring ifrån.",
            learnt="frågan gjorde dem försiktigare, ibland för försiktiga. Några slutade förklara alls.",
            effort=(
                "Göra tre frågekort, ”hur då?”, ”hur vet du?” och ”jämfört med vad?”, och låta eleverna ställa dem "
                "till varandra."
            ),
            change="Att frågan kommer från en kamrat och inte känns som kontroll.",
            pupils="Åk 8, en försiktig grupp om fem.",
            problems="Om korten används som tillhygge, så får den som svarar välja kort.",
            helper="Lena.",
            less="Källkritik som en egen lektion.",
            shown=("learnt", "effort"),
        ),
        Plan(
            tried="låta eleverna ställa frågekorten till varandra.",
            learnt=(
                "”jämfört med vad?” blev favoriten och gav de bästa förklaringarna. När den som svarade fick välja "
                "kort försvann kontrollkänslan."
            ),
            effort="Använda korten i en muntlig genomgång av matspjälkningen där halva klassen inte har läst texten.",
            change="Att eleverna märker vilka steg de hoppar över.",
            pupils="Åk 8, den försiktiga gruppen börjar.",
            problems="Om de som inte läst känner sig dumma, så byter grupperna roll nästa gång.",
            helper="Anna lånar korten, vi jämför efteråt.",
            less="Högläsning ur läroboken.",
            shown=("tried", "learnt", "effort"),
        ),
    ),
}
