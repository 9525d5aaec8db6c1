"""Plain widgets look as Django's own templates would have drawn them."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from kollegium.web.form_renderer import Renderer

ODD = "<b>\"Å' & 1</b>"
WIDGETS: list[tuple[forms.Widget, Any]] = [
    (forms.Textarea({"rows": 2, "required": True, "disabled": False}), ODD),
    (forms.Textarea(), None),
    (forms.Textarea(), "\nrad ett\nrad två"),
    (forms.TextInput({"maxlength": 20, "data-x": ODD, "autofocus": True, "hidden": False}), ODD),
    (forms.TextInput(), None),
    (forms.TextInput(), ""),
    (forms.NumberInput(), 0),
    (forms.EmailInput(), "anna@ekasa.example"),
    (forms.URLInput(), "https://example.org/?a=1&b=2"),
    (forms.PasswordInput(), "hemligt"),
    (forms.PasswordInput(render_value=True), "hemligt"),
    (forms.HiddenInput(), 12),
    (forms.DateInput({"type": "date"}), "2026-11-26"),
    (forms.CheckboxInput(), True),
    (forms.Select(choices=[(1, "Ett"), (2, ODD)]), 2),
    (forms.RadioSelect(choices=[(1, "Ett"), (2, ODD)]), 2),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS, ids=lambda given: type(given).__name__)
def test_a_widget_is_drawn_as_django_draws_it(widget: forms.Widget, value: Any) -> None:
    ours = widget.render("namn", value, {"id": "id_namn"}, Renderer())

    assert ours == widget.render("namn", value, {"id": "id_namn"}, DjangoTemplates())


def test_what_is_written_in_a_field_stays_words() -> None:
    drawn = forms.Textarea().render("<x>", "</textarea><script>", {"id": '"><script>'}, Renderer())

    assert "<script>" not in drawn
    assert drawn.count("</textarea>") == 1
