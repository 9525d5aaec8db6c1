"""Components that wrap content: {% panel %} and {% notice %}. Those without content are plain includes."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.forms import BaseForm
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

PANELS = {"thread", "quiet", "sunken"}
NOTICES = {"info", "sun", "error", "success"}
HEADINGS = {"h2", "h3", "h4"}


@register.simple_block_tag
def panel(content: str, *, title: str = "", kind: str = "", heading: str = "h2", id: str = "") -> SafeString:
    return format_html(
        '<section class="panel{}"{}>{}{}</section>',
        _modifier("panel", kind, PANELS),
        format_html(' id="{}"', id) if id else "",
        _title(title, heading, "panel__title"),
        content,
    )


@register.simple_block_tag
def notice(content: str, *, kind: str = "info", title: str = "", live: bool = True, heading: str = "h2") -> SafeString:
    """With live=False the notice is ordinary text, not announced: for what stands on the page from the start."""
    role = ("alert" if kind == "error" else "status") if live else ""
    return format_html(
        '<div class="notice{}"{}>{}{}</div>',
        _modifier("notice", kind, NOTICES),
        format_html(' role="{}"', role) if role else "",
        _title(title, heading, "notice__title"),
        content,
    )


@register.simple_block_tag
def drawn(content: str) -> str:
    """{% drawn as name %}: what stands in two places on a page is drawn once."""
    return content


@register.simple_tag(takes_context=True)
def if_refused(context: Context) -> str:
    """What the page's title begins with when a form on it came back: the first thing that is read aloud."""
    return "Fel: " if any(form.is_bound and form.errors for form in _forms(context)) else ""


def _forms(context: Context) -> Iterator[BaseForm]:
    content: dict[Any, Any] = context.flatten()
    for value in content.values():
        # By type: to ask a lazy value what it is would fetch who is signed in, and give every page a CSRF cookie.
        yield from (form for form in (value if type(value) is list else [value]) if issubclass(type(form), BaseForm))


def _modifier(block: str, kind: str, known: set[str]) -> str:
    if kind and kind not in known:
        raise template.TemplateSyntaxError(f"{block}: kind is one of {', '.join(sorted(known))}, not {kind!r}")
    return f" {block}--{kind}" if kind else ""


def _title(title: str, heading: str, css: str) -> SafeString | str:
    if heading not in HEADINGS:
        raise template.TemplateSyntaxError(f"heading is one of {', '.join(sorted(HEADINGS))}, not {heading!r}")
    return format_html('<{} class="{}">{}</{}>', heading, css, title, heading) if title else ""
