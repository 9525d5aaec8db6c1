"""Draws the plain widgets of a form as Django's own templates do, without running a template for each."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import escape

INPUTS = {
    f"django/forms/widgets/{kind}.html" for kind in ("input", "text", "number", "email", "url", "password", "hidden")
}
TEXTAREA = "django/forms/widgets/textarea.html"


class Renderer(DjangoTemplates):
    """The other widgets are drawn by Django's templates; a page with ten prompts spent a fourth of its time in them."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == TEXTAREA:
            return _textarea(context["widget"])
        if template_name in INPUTS:
            return _input(context["widget"])
        return super().render(template_name, context, request)


def _textarea(widget: Mapping[str, Any]) -> str:
    words = escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>\n{words}</textarea>'


def _input(widget: Mapping[str, Any]) -> str:
    value = f' value="{escape(widget["value"])}"' if widget["value"] is not None else ""
    kind, name = escape(widget["type"]), escape(widget["name"])
    return f'<input type="{kind}" name="{name}"{value}{_attributes(widget["attrs"])}>'


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not False
    )
