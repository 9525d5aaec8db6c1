"""All addresses of the installation that have a place for a text, with a key in that place."""

from django.urls import URLPattern, URLResolver, get_resolver


def with_key(key: str) -> list[str]:
    return [address for address in _walk(get_resolver(), key, "/") if key in address]


def _walk(resolver: URLResolver, key: str, before: str) -> list[str]:
    found = []
    for entry in resolver.url_patterns:
        written = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += _walk(entry, key, written)
        elif isinstance(entry, URLPattern):
            for name, converter in entry.pattern.converters.items():
                value = "1" if type(converter).__name__ == "IntConverter" else key
                for kind in ("int:", "str:", "slug:", "uuid:", ""):
                    written = written.replace(f"<{kind}{name}>", value)
            found.append(written)
    return found
