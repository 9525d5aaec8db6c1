"""Forms of the library: a material, and what one looks for."""

from django import forms

from kollegium.library.models import Material, WonderQuestion

LONGEST_QUESTION = WonderQuestion._meta.get_field("text").max_length or 0
MOST_QUESTIONS = 30
LONGEST = 600  # minutes; more is a book, and the group reads a part of it


class MaterialForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label="Vad är det?",
        choices=Material.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad det är."},
    )
    link = forms.URLField(
        label="Länk",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "Skriv hela länken, till exempel https://skolan.example/artikel."},
    )
    minutes = forms.IntegerField(
        label="Minuter att läsa",
        required=False,
        min_value=1,
        max_value=LONGEST,
        error_messages={
            "invalid": "Skriv antalet minuter med siffror.",
            "min_value": "Skriv minst 1 minut.",
            "max_value": f"Skriv högst {LONGEST} minuter, och ange vilken del ni läser.",
        },
    )

    class Meta:
        model = Material
        fields = ["kind", "title", "source", "link", "minutes", "summary", "try_it"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 6}), "try_it": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"title": {"required": "Ge materialet en titel."}}
        help_texts = {
            "summary": "Klistra inte in texten själv. Skriv vad den handlar om och vad som är värt att pröva.",
        }


class QuestionsForm(forms.Form):
    """Undrande frågor, one on each line."""

    texts = forms.CharField(
        label="En fråga per rad",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Ett kort följer varje talare i steg 3, i den ordning som står här. Lämna tomt för att få tillbaka "
        "frågorna som följer med Kollegium.",
    )

    def clean_texts(self) -> list[str]:
        texts = [line.strip() for line in self.cleaned_data["texts"].splitlines() if line.strip()]
        if len(texts) > MOST_QUESTIONS:
            raise forms.ValidationError(f"Välj högst {MOST_QUESTIONS} frågor.")
        if long := next((text for text in texts if len(text) > LONGEST_QUESTION), None):
            raise forms.ValidationError(f"Korta frågan ”{long[:40]} …” till högst {LONGEST_QUESTION} tecken.")
        return texts


class Search(forms.Form):
    kind = forms.ChoiceField(
        label="Vad är det?", required=False, choices=[("", "Allt material"), *Material.Kind.choices]
    )
    words = forms.CharField(
        label="Sök", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
