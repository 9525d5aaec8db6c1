"""The plans of Svenskgruppen, member by member."""

from .shapes import Plan

SWEDISH_THREADS = {
    "petra": (
        Plan(
            tried="läsa mina egna kommentarer från i våras som om jag vore elev i åk 8.",
            learnt="jag berömmer personen och rättar texten. Nästan inget sa vad eleven skulle göra sedan.",
            effort="Ge en enda kommentar mitt i arbetet med novellen i åk 8, som ett nästa steg.",
            change="Att eleven gör något med texten samma lektion.",
            less="Kommentarer på färdiga texter.",
            shown=("tried", "learnt", "effort"),
        ),
        Plan(
            tried="ge en enda kommentar mitt i arbetet med novellen.",
            learnt="eleverna läste den, men fem av tjugofyra ändrade något. De andra sa att de inte hann.",
            effort="Tio minuter bearbetning direkt efter kommentaren, med pennan i handen och datorn stängd.",
            change="Att alla har ändrat minst ett stycke när lektionen slutar.",
            less="Hemläxa på bearbetning.",
            shown=("tried", "learnt", "effort"),
        ),
        Plan(
            tried="lägga tio minuters bearbetning direkt efter kommentaren.",
            learnt="nästan alla ändrade. De bästa ändringarna kom när kommentaren var en fråga.",
            effort="Låta åk 8 skriva en egen fråga om sin text innan jag läser den.",
            change="Att min kommentar svarar på något eleven undrar.",
            less="Att kommentera allt jag ser.",
            shown=("learnt", "effort"),
        ),
    ),
    "david": (
        Plan(
            tried="låta eleverna i åk 9 formulera lektionens mål med egna ord.",
            learnt="deras mål blev smalare än mina och lättare att pröva.",
            effort="Vänta med betyget tills eleverna har svarat på återkopplingen.",
            change="Att kommentaren blir läst före bokstaven.",
            less="Att lämna ut betyg på fredagar.",
            shown=("effort",),
        ),
        Plan(
            tried="vänta med betyget tills eleverna har svarat på återkopplingen.",
            learnt="de som annars är tysta frågar när det inte finns någon bokstav att titta på.",
            effort="Be varje elev i åk 9 skriva två rader om vad de ändrade och varför, före betyget.",
            change="Att bearbetningen syns och kan samtalas om.",
            less="Långa skriftliga kommentarer.",
            shown=("tried", "learnt", "effort"),
        ),
        Plan(
            tried="be eleverna skriva två rader om vad de ändrade och varför.",
            learnt="raderna säger mer om lärandet än texten gör. Flera skrev att de hade gissat vad jag ville ha.",
            effort="Elevens egen fråga först: alla i en grupp i åk 9 skriver en fråga om sin text innan jag svarar.",
            change="Att återkopplingen svarar på något eleven undrar, inte på vad jag tror.",
            less="Egna anteckningar i marginalen.",
            shown=("tried", "learnt", "effort"),
            notes=("”Märks det att hon ljuger?” Bästa frågan hittills.",),
        ),
    ),
    "henrik": (
        Plan(
            tried="räkna hur lång tid jag lägger på kommentarer en vanlig vecka.",
            learnt="fyra timmar. Jag vet inte vad eleverna gör med dem.",
            effort="Byta skriftliga kommentarer mot två minuters samtal vid bänken i en grupp i åk 7.",
            change="Att jag hör om eleven förstår vad jag menar.",
            less="Rättning hemma på söndagar.",
            shown=("tried", "learnt"),
        ),
        Plan(
            tried="byta kommentarer mot två minuters samtal vid bänken.",
            learnt="samtalen blev bra men jag hann med hälften av klassen. De andra kände sig bortglömda.",
            effort="Samtala med halva klassen i taget medan den andra halvan bearbetar med en given uppgift.",
            change="Att alla får ett samtal inom två lektioner.",
            less="Genomgångar för hela klassen.",
            shown=(),
        ),
        Plan(
            tried="samtala med halva klassen medan den andra halvan bearbetar.",
            learnt=(
                "bearbetningen behöver en tydlig uppgift. ”Stryk en mening i varje stycke” gick bra, ”förbättra” gick "
                "inte alls."
            ),
            effort="Skriva tre bearbetningsuppgifter på tavlan och låta eleven i åk 7 välja efter vårt samtal.",
            change="Att eleven kommer i gång utan mig.",
            less="Öppna uppmaningar om att förbättra.",
            shown=("learnt", "effort"),
        ),
    ),
    "johan": (
        Plan(
            tried="låta elever i åk 6 läsa varandras faktatexter.",
            learnt="de skrev ”bra” och en glad gubbe. De visste inte vad de skulle leta efter.",
            effort="Visa hur jag själv ger respons på en påhittad text innan de läser varandras.",
            change="Att responsen pekar på en mening i texten.",
            less="Kamratrespons utan förberedelse.",
            shown=("tried", "learnt", "effort", "change"),
        ),
        Plan(
            tried="visa hur jag ger respons på en påhittad text.",
            learnt="de härmade mig ordagrant. Det är en början, men alla texter är inte min text.",
            effort="Ge respons högt på två texter av olika slag, och en checklista med tre punkter för åk 6.",
            change="Att responsen passar den text de läser.",
            less="Egna rättade exempel på tavlan.",
            shown=("effort",),
        ),
        Plan(
            tried="ge respons högt på två olika texter och använda en checklista.",
            learnt="checklistan styrde för hårt. De bockade av och slutade läsa.",
            effort="Byta checklistan mot en fråga som skribenten själv skriver överst på sin text.",
            change="Att läsaren letar efter det skribenten undrar över.",
            less="Checklistor.",
            shown=("tried", "learnt", "effort"),
        ),
    ),
    "rana": (
        Plan(
            tried="spela in muntliga kommentarer till elever som läser svenska som andraspråk.",
            learnt="de lyssnar flera gånger. I skrift fastnar de på mina ord.",
            effort="Spela in en minut per text, mitt i arbetet, och be eleven svara med en inspelning.",
            change="Att eleven visar vad hen har förstått av responsen.",
            less="Rödpenna på ordföljd.",
            shown=("tried", "effort"),
        ),
        Plan(
            tried="spela in en minut per text och be eleven svara med en inspelning.",
            learnt="svaren visade att hälften hade missförstått mig. Det hade jag aldrig fått veta annars.",
            effort="Sluta varje inspelning med en enda uppgift, och ge tid att göra den på plats.",
            change="Att missförstånden syns medan texten går att ändra.",
            less="Flera råd i samma kommentar.",
            shown=("tried", "learnt", "effort"),
        ),
        Plan(
            tried="sluta varje inspelning med en enda uppgift, med tid på plats.",
            learnt="en uppgift blir gjord, två blir inte av. Eleverna började själva be om ”uppgiften”.",
            effort="Låta eleven spela in en fråga till mig före min kommentar.",
            change="Att eleven övar på att be om det hen behöver.",
            less="Inspelningar över en minut.",
            shown=("learnt", "effort"),
        ),
    ),
    "sara": (
        Plan(
            tried="skriva kommentarer i åk 4 som börjar med ”Jag undrar”.",
            learnt="barnen svarade på frågan i stället för att ändra i texten, ofta med en lång ny berättelse.",
            effort="Visa i helklass hur ett svar på en undran kan skrivas in i texten.",
            change="Att eleverna förstår att texten är platsen för svaret.",
            less="Stavningsrättning i första utkastet.",
            shown=("effort",),
        ),
        Plan(
            tried="visa hur svaret på en undran skrivs in i texten.",
            learnt=(
                "det räckte med ett exempel och en pil. Några satte in svaret på fel ställe, och det blev ett bra "
                "samtal."
            ),
            effort="Ge tio minuters pil-tid efter varje utkast i åk 4.",
            change="Att alla har flyttat in minst en sak.",
            less="Renskrivning.",
            shown=("learnt",),
        ),
        Plan(
            tried="ge tio minuters pil-tid efter varje utkast.",
            learnt="pil-tiden är veckans lugnaste stund. De som skriver kort får mest ut av den.",
            effort="Låta barnen rita en pil där de själva vill ha hjälp, innan jag läser.",
            change="Att frågan kommer från barnet.",
            less="Att välja åt dem var texten ska ändras.",
            shown=("tried", "learnt", "effort"),
        ),
    ),
    "ulla": (
        Plan(
            tried="ge åk 9 en gemensam kommentar på tavlan i stället för tjugofem likadana.",
            learnt="de flesta trodde att den gällde någon annan.",
            effort="Be eleverna hitta ett ställe i sin text som den gemensamma kommentaren gäller.",
            change="Att kommentaren blir deras egen.",
            less="Samma kommentar tjugofem gånger.",
            shown=("learnt", "effort"),
        ),
        Plan(
            tried="be eleverna hitta ett ställe i sin text som kommentaren gäller.",
            learnt="alla hittade ett, och några hittade något bättre att ändra än det jag hade sett.",
            effort="Tio minuter för att ändra just det stället, och en rad om varför det blev bättre.",
            change="Att eleven kan motivera en ändring.",
            less="Individuella kommentarer på första utkastet.",
            shown=(),
        ),
        Plan(
            tried="ge tio minuter för det valda stället och en rad om varför det blev bättre.",
            learnt="raden var svår. ”Det flyter bättre” skrev många. De saknar ord för text.",
            effort="Samla elevernas egna ord för vad som gör en text bättre, och använda dem i min nästa kommentar.",
            change="Att vi börjar tala samma språk om text.",
            less="Ord ur kriterierna i löpande kommentarer.",
            shown=("tried", "effort"),
        ),
    ),
    "viktor": (
        Plan(
            tried="låta åk 7 gissa vilken av två kommentarer som hjälper mest.",
            learnt="de valde den vänliga. När de fick pröva båda ändrade de sig.",
            effort="Låta eleverna sortera mina kommentarer i ”kan göra något” och ”kan inte göra något”.",
            change="Att jag får veta vilka kommentarer som går att använda.",
            less="Omdömen som ”fint” och ”tydligt”.",
            shown=("tried", "learnt", "effort"),
        ),
        Plan(
            tried="låta eleverna sortera mina kommentarer efter vad de kan göra något med.",
            learnt="fyra av tio hamnade i fel hög. Det var nyttigt att se.",
            effort="Skriva bara kommentarer som börjar med ett verb, och ge tio minuter att göra det verbet säger.",
            change="Att varje kommentar går att utföra.",
            less="Kommentarer utan verb.",
            shown=("learnt", "effort", "change"),
        ),
        Plan(
            tried="skriva kommentarer som börjar med ett verb.",
            learnt="eleverna lydde. Texterna blev bättre men mer lika varandra.",
            effort="Ge två verb att välja mellan och fråga eleven varför hen valde som hen gjorde.",
            change="Att eleven behåller sin egen röst.",
            less="Att bestämma vad som är nästa steg.",
            shown=("tried", "learnt"),
        ),
    ),
}
