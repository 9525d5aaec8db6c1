"""Every address of the installation, for tests that walk them all."""

import re
from collections.abc import Mapping

from django.urls import URLPattern, URLResolver, get_resolver

PLACE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


def routes(resolver: URLResolver | None = None, before: str = "") -> list[str]:
    """As they are written in the slices: `/moten/<pk:pk>/rum/`."""
    found: list[str] = []
    for each in (resolver or get_resolver()).url_patterns:
        route = before + str(each.pattern)
        found += ["/" + route] if isinstance(each, URLPattern) else routes(each, route)
    return found


def filled(route: str, values: Mapping[str, object]) -> str:
    """`values` by the name of the place, by its kind, or for all other places by ""."""

    def value(place: re.Match[str]) -> str:
        return str(values.get(place["name"], values.get(place["kind"] or "", values[""])))

    return PLACE.sub(value, route)


def with_key(key: str) -> list[str]:
    """All addresses that have a place for a text, with `key` in each such place and 1 where a number stands."""
    addresses = [filled(route, {"pk": 1, "int": 1, "": key}) for route in routes()]
    return [address for address in addresses if key in address]
