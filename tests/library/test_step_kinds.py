"""One table of the kinds of steps: all that the default template uses stand in it, and nothing else decides by kind."""

import re
from pathlib import Path

import pytest

from kollegium.library import default_template, step_kinds
from kollegium.protocols.headings import WRITTEN

OURS = Path(step_kinds.__file__).resolve().parent.parent
KEYS = "|".join(step_kinds.keys())


def test_every_step_of_the_default_template_has_a_kind_in_the_table() -> None:
    assert [step["kind"] for step in default_template.STEPS] == step_kinds.keys()


@pytest.mark.parametrize("heading", WRITTEN)
def test_every_heading_that_is_written_together_has_its_step(heading: str) -> None:
    assert step_kinds.during(heading)


def test_a_kind_that_is_not_known_has_a_title_and_nothing_more() -> None:
    kind = step_kinds.of("from-a-later-version")

    assert (kind.short, kind.asks(is_first=False), kind.shows, kind.headings) == ("", "", frozenset(), ())


def test_only_the_table_and_the_template_decide_by_the_name_of_a_kind() -> None:
    """Pages, state, mirror and scripts ask the table what a step shows; the demo names steps of its own template."""
    decides = re.compile(rf"""kind\s*(?:===?|!==?)\s*["'](?:{KEYS})["']|kind=["'](?:{KEYS})["']""")
    files = [path for ending in ("*.py", "*.html", "*.js") for path in OURS.rglob(ending) if "vendor" not in path.parts]

    found = {str(path.relative_to(OURS)) for path in files if decides.search(path.read_text())}

    assert len(files) > 300
    assert found == {"demo.py", "demo_texts/library.py"}  # the latter names kinds of material
