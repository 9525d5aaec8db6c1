"""Decisions are numbered, say whether they still hold, and every library has its reason."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "docs/decisions").glob("*.md"))


def test_every_number_has_one_page_that_names_it() -> None:
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))
    assert [page.name for page in PAGES if not page.read_text().startswith(f"# {int(page.name[:4])}. ")] == []


def test_every_page_says_whether_it_holds() -> None:
    assert [page.name for page in PAGES if not page.read_text().split("\n\n")[1].startswith("**Status.** ")] == []


def test_every_link_between_them_leads_somewhere() -> None:
    linked = {(page.name, to) for page in PAGES for to in re.findall(r"\]\((\d{4}[\w-]*\.md)\)", page.read_text())}

    assert len(linked) > 20
    assert {(page, to) for page, to in linked if not (ROOT / "docs/decisions" / to).exists()} == set()


def test_every_library_of_the_server_has_its_reason() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = [re.match(r"[\w-]+", each)[0] for each in wanted]
    table = (ROOT / "docs/decisions/0006-libraries.md").read_text()

    assert len(names) > 15
    assert [name for name in names if not re.search(rf"^\|[^|]*\b{re.escape(name)}\b", table, re.MULTILINE)] == []
