"""A form's fields by their kind, for forms whose choices are known only when they are made."""

from typing import Any

from django.forms import BaseForm, ModelChoiceField


def choice(form: BaseForm, name: str) -> "ModelChoiceField[Any]":
    """The field `name` of the form, whose `queryset` is to be set; raises TypeError when it is of another kind."""
    field = form.fields[name]
    if not isinstance(field, ModelChoiceField):
        raise TypeError(f"{name} is no choice among rows")
    return field
