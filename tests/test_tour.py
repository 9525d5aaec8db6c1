"""The tour of the code leads to files and functions that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "kollegium"
NAMED = re.compile(r"`((?:[a-z_]+/)+[a-z_]+|events|privacy)(?:\.([A-Za-z_.]+))?`")
SCRIPT = re.compile(r"`((?:elements/)?[a-z_]+\.js)`")
TOUR = (ROOT / "docs/tour.md").read_text()


def test_every_file_and_function_on_the_tour_is_there() -> None:
    stops = NAMED.findall(TOUR)

    assert len(stops) > 30
    assert [f"{path}.{name}" for path, name in stops if not is_there(path, name)] == []


def test_every_script_on_the_tour_is_there() -> None:
    scripts = SCRIPT.findall(TOUR)

    assert len(scripts) > 8
    assert [name for name in scripts if not (CODE / "static/kollegium/js" / name).exists()] == []


def is_there(path: str, name: str) -> bool:
    """A module and what it defines: `wire/broadcast.Broadcaster.share`; the last name of several is looked for."""
    file = CODE / f"{path}.py"
    if name in ("py", "html", "js"):  # said in full; scripts are looked for below
        return True
    if not file.exists():
        return (CODE / path).is_dir()
    defined = re.compile(rf"^\s*(?:async def|def|class) {re.escape(name.rpartition('.')[2])}\b", re.MULTILINE)
    return not name or bool(defined.search(file.read_text()))
