"""Components that wrap content: {% panel %} and {% notice %}. Those without content are plain includes."""

from django import template
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


def _modifier(block: str, kind: str, known: set[str]) -> str:
    if kind and kind not in known:
        raise template.TemplateSyntaxError(f"{block}: kind is one of {', '.join(sorted(known))}, not {kind!r}")
    return f" {block}--{kind}" if kind else ""


def _title(title: str, heading: str, css: str) -> SafeString | str:
    if heading not in HEADINGS:
        raise template.TemplateSyntaxError(f"heading is one of {', '.join(sorted(HEADINGS))}, not {heading!r}")
    return format_html('<{} class="{}">{}</{}>', heading, css, title, heading) if title else ""
