"""Every event has one name, in Happening: what says it and what listens for it name the same."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from kollegium.events import Happening

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "kollegium"
SCRIPTS = [path for path in (CODE / "static/kollegium/js").rglob("*.js") if "vendor" not in path.parts]
PAGES = list((CODE / "templates").rglob("*.html"))
FILES = [path for path in CODE.rglob("*.py") if "migrations" not in path.parts and path.name != "events.py"]
NAME = r"[a-z_]+\.[a-z_]+"


def test_a_name_says_what_it_is_of_and_what_has_become_of_it() -> None:
    assert [str(name) for name in Happening if name.name != name.value.upper().replace(".", "_")] == []
    assert all(re.fullmatch(NAME, name) for name in Happening)


def test_every_page_and_script_listens_for_what_can_happen() -> None:
    known = {*Happening, *made_by_pages()}

    assert len(heard_by_pages()) > 10
    assert heard_by_pages() - known == set()
    assert heard_by_scripts() - known == set()


def test_what_a_page_says_to_itself_is_listened_for() -> None:
    assert made_by_pages()
    assert made_by_pages() - {*Happening} - heard_by_pages() == set()


def test_everything_that_can_happen_is_said_by_somebody() -> None:
    said = {found for path in FILES for found in re.findall(r"\bHappening\.([A-Z_]+)\b", path.read_text())}

    assert said == {name.name for name in Happening}


def test_no_name_is_written_out_in_the_code() -> None:
    loose = {path.name: words for path in FILES if (words := strings_in(path) & {*Happening})}

    assert FILES
    assert loose == {}


def test_what_is_said_and_recorded_is_always_a_happening() -> None:
    bare = re.compile(rf"""\b(?:record|announce_only|changed)\([^"'\n]*["\']{NAME}["\']""")

    assert [path.name for path in FILES if bare.search(path.read_text())] == []


def test_the_tests_ask_for_what_can_happen() -> None:
    """A misspelt name would make it true that something has not happened."""
    asked = re.compile(rf"""\bevents?\b[^\n]*\bname(?:__in)?=[\[(]?["\']({NAME})["\']""")
    found = {name for path in (ROOT / "tests").rglob("*.py") for name in asked.findall(path.read_text())}

    assert found
    assert found - {*Happening} == set()


def heard_by_pages() -> set[str]:
    """In hx-trigger, and in data-until of a question that closes by itself."""
    triggers = re.compile(r"""(?:hx-trigger|data-until)=(?:"([^"]*)"|'([^']*)')""")
    found = [words for path in PAGES for pair in triggers.findall(path.read_text()) for words in pair]
    return {name for words in found for name in re.findall(rf"(?<![\w.:]){NAME}(?![\w.])", words)}


def heard_by_scripts() -> set[str]:
    """Every quoted name with a dot that is no file's."""
    return {name for path in SCRIPTS for name in quoted(path) if name.rpartition(".")[2] not in ("js", "css", "html")}


def made_by_pages() -> set[str]:
    """What a script dispatches in its own page; nobody else hears of it."""
    made = re.compile(rf"""new CustomEvent\(["\']({NAME})["\']""")
    return {name for path in SCRIPTS for name in made.findall(path.read_text())}


def quoted(path: Path) -> Iterator[str]:
    yield from re.findall(rf"""["\'`]({NAME})["\'`]""", path.read_text())


def strings_in(path: Path) -> set[str]:
    found = ast.walk(ast.parse(path.read_text()))
    return {node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)}
