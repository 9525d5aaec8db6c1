"""The one style sheet that pages load holds what its parts say."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from kollegium.assets.static import INDEX, one_sheet

CSS = Path(finders.find(INDEX)).parent


def test_every_part_stands_in_the_sheet_in_its_layer_and_nothing_is_left_to_import() -> None:
    sheet = one_sheet()

    assert "@import" not in sheet
    for part in (CSS / "index.css").read_text().splitlines():
        if found := re.match(r'@import url\("(.+)"\) layer\((\w+)\);', part):
            said = (CSS / found[1]).read_text()
            assert f"@layer {found[2]} {{\n{said}}}" in sheet
            assert said.count("{") == said.count("}"), found[1]


def test_parts_in_folders_have_no_relative_addresses() -> None:
    """From the one sheet they would point elsewhere."""
    for part in CSS.rglob("*/*.css"):
        assert not re.findall(r'url\("?(?!data:|#|/)', part.read_text()), part
