"""{% url %} that remembers: the room's page has a hundred addresses, and Django works each out anew."""

from functools import lru_cache

from django import template
from django.template import Context, Node
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.urls import get_script_prefix, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class Address(Node):
    """A named address with positional arguments, as HTML."""

    def __init__(self, node: URLNode) -> None:
        self.name, self.arguments = node.view_name, node.args

    def render(self, context: Context) -> SafeString:
        arguments = tuple(argument.resolve(context) for argument in self.arguments)
        return _address(self.name.resolve(context), arguments, get_script_prefix())


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """As Django's own; with `as` or names of arguments it is Django's own."""
    node = django_url(parser, token)
    return node if node.kwargs or node.asvar else Address(node)


@lru_cache(maxsize=10_000)
def _address(name: str, arguments: tuple[object, ...], prefix: str) -> SafeString:  # noqa: ARG001  (part of the key)
    return mark_safe(escape(reverse(name, args=arguments)))
