"""The one field of the room that is typed before one is in it."""

from django import forms

UNREADABLE = "Koden är sex siffror. Den står på skärmen i rummet."


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Koden på skärmen",
        max_length=20,
        help_text="Sex siffror. Lärledaren ser koden i rummet.",
        error_messages={"required": UNREADABLE, "max_length": UNREADABLE},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if len(code) != 6 or not (code.isascii() and code.isdigit()):
            raise forms.ValidationError(UNREADABLE)
        return code
