"""What a page is told when a frame is not taken."""

from kollegium.protocols.notes import Outcome

REFUSALS = {
    Outcome.FINAL: "Protokollet är färdigställt och ändras inte mer. Det du skrev finns kvar här hos dig.",
    Outcome.NOT_A_MEMBER: "Du är inte längre med i lärgruppen. Det du skrev finns kvar här hos dig.",
    Outcome.GARBAGE: "Servern förstod inte det som skickades. Ladda om sidan; det du skrivit finns kvar.",
    Outcome.TOO_LARGE: "Texten är för stor för att skickas på en gång. Dela upp den i mindre delar.",
    Outcome.FULL: "Protokollet är fullt. Det du skrev finns kvar här hos dig. Ta bort något, så får det plats.",
}
LISTENS = "Den här sidan följer lärträffen. Skriva gör man i rummet."
NO_DRAFT = "Protokollet öppnas när lärledaren startar lärträffen. Det du skrev finns kvar här hos dig."
LATER = (  # shown when it has lasted for a minute
    "Servern kan inte spara just nu. Det du skriver finns kvar här hos dig och skickas när den kan igen. "
    "Säg till den som sköter servern."
)
DUE = "Protokollet skickas nu. Det du skriver finns kvar här hos dig."
