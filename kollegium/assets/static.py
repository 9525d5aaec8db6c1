"""Static files under names that change with their content, for browsers to keep a year; few, and light."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import minify
from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

from kollegium.assets.bundling import IMPORT_FACTS, bundled

INDEX = "kollegium/css/index.css"
OWN = "kollegium/js/"
PAGES = {f"{OWN}{name}.js" for name in ("main", "room", "screen")}  # a page loads one of them
SYNC = "kollegium/vendor/sync.js"
LATER = {f"{OWN}{name}.js" for name in ("living_draft", "privacy")}  # and these when they are needed
IMPORT = re.compile(r'@import url\("(?P<part>[^"]+)"\) layer\((?P<layer>\w+)\);')


class Hashed(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            ours = {name: (self, name) for name in paths if name == INDEX or name.startswith(OWN)}
            for name in ours:
                Path(self.path(name)).write_text(made(name), encoding="utf-8")
            paths = paths | ours  # read from here, and not from where they were collected
        yield from super().post_process(paths, dry_run, **options)


def made(name: str) -> str:
    """A style sheet or module of our own as browsers get it."""
    if name == INDEX:
        return str(minify.string("text/css", one_sheet()))
    text = _source(name)
    if name in PAGES | LATER or IMPORT_FACTS.search(text):  # JSON is imported by the newest browsers only
        text = bundled(name, _source, lambda path: path.startswith(OWN) or path == SYNC)
    return str(minify.string("application/javascript", text))


def one_sheet() -> str:
    """What index.css imports, in place: one answer before the first paint instead of forty."""
    index = _path(INDEX)

    def in_place(match: re.Match[str]) -> str:
        # Only files beside index.css may have relative addresses: they would point elsewhere from here.
        return f"@layer {match['layer']} {{\n{(index.parent / match['part']).read_text(encoding='utf-8')}}}"

    return IMPORT.sub(in_place, index.read_text(encoding="utf-8"))


def _source(name: str) -> str:
    return _path(name).read_text(encoding="utf-8")


def _path(name: str) -> Path:
    if (found := finders.find(name)) is None:
        raise FileNotFoundError(name)
    return Path(found)
