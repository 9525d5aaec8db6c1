"""Undrande frågor that come with the product: cards for step 3, until the huvudman writes its own."""

QUESTIONS = (
    "Hur vet du det?",
    "Vad såg eller hörde du som visar det?",
    "Vad blev annorlunda mot vad du hade väntat dig?",
    "Vilka elever blev det inte bättre för, och vad säger det dig?",
    "Vad skulle kunna förklara det på ett annat sätt?",
    "Vad skulle få dig att ändra dig?",
    "Vad i det du gjorde tror du hade betydelse?",
    "Vad vet du nu som du inte visste förra gången?",
)
