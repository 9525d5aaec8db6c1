"""Static files under names that change with their content, for browsers to keep a year; the CSS as one file."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

INDEX = "kollegium/css/index.css"
IMPORT = re.compile(r'@import url\("(?P<part>[^"]+)"\) layer\((?P<layer>\w+)\);')


class Hashed(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if INDEX in paths and not dry_run:
            Path(self.path(INDEX)).write_text(one_sheet(), encoding="utf-8")
            paths = paths | {INDEX: (self, INDEX)}  # read from here, and not from where it was collected
        yield from super().post_process(paths, dry_run, **options)


def one_sheet() -> str:
    """What index.css imports, in place: one answer before the first paint instead of forty."""
    index = Path(finders.find(INDEX))

    def in_place(said: re.Match[str]) -> str:
        # Only files beside index.css may have relative addresses: they would point elsewhere from here.
        return f"@layer {said['layer']} {{\n{(index.parent / said['part']).read_text(encoding='utf-8')}}}"

    return IMPORT.sub(in_place, index.read_text(encoding="utf-8"))
