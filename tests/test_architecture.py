"""The direction between slices is a test, not a hope."""

import json
import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_import_contracts_hold() -> None:
    found = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True)

    assert found.returncode == 0, found.stdout


def test_the_picture_in_the_design_is_drawn_from_the_contracts() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    arrows = " → ".join(["config", *(layer.replace(" :", ",") for layer in layers)])
    picture = textwrap.fill(arrows, 118, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)

    assert f"```\n{picture}\n```" in (ROOT / "DESIGN.md").read_text(), picture


def test_deleting_plans_breaks_only_the_room_and_the_top() -> None:
    named_in = {
        path.relative_to(ROOT / "kollegium").parts[0]
        for path in (ROOT / "kollegium").rglob("*.py")
        if "kollegium.plans" in path.read_text() and "migrations" not in path.parts
    }

    assert named_in - {"plans"} == {"about", "demo.py", "leaving", "management", "models.py", "room"}


def test_no_file_of_ours_names_another_host_to_fetch_from() -> None:
    static = ROOT / "kollegium/static/kollegium"
    ours = [*(static / "js").rglob("*.js"), *(static / "css").rglob("*.css")]

    assert ours
    addressed = {path.name: re.findall(r"https?://[\w./-]+", path.read_text()) for path in ours}
    names_of_languages = {"http://www.w3.org/2000/svg"}
    assert {name: found for name, found in addressed.items() if set(found) - names_of_languages} == {}


def test_templates_hold_no_inline_script_or_style() -> None:
    pages = [path for path in (ROOT / "kollegium/templates").rglob("*.html") if "emails" not in path.parts]

    assert pages
    assert [path.name for path in pages if "<style" in path.read_text() or " style=" in path.read_text()] == []
    assert [path.name for path in pages if "<script>" in path.read_text() or " onclick=" in path.read_text()] == []


def test_no_question_is_the_browsers_own() -> None:
    """A press is undone, and what can't be is asked about in our own dialog: asking.js."""
    scripts = (ROOT / "kollegium/static/kollegium/js").rglob("*.js")
    texts = {path.name: path.read_text() for path in [*scripts, *(ROOT / "kollegium/templates").rglob("*.html")]}

    asking = re.compile(r"(?<![\w.])(?:window\.)?(?:confirm|alert|prompt)\(|hx-(?:confirm|prompt)")
    assert "asking.js" in texts
    assert [name for name, text in texts.items() if asking.search(text)] == []


def test_what_javascript_is_checked_with_has_exact_versions_and_no_address() -> None:
    checked = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    vendored = json.loads((ROOT / "bin/vendor.package.json").read_text())["dependencies"]
    locks = [json.loads((ROOT / name).read_text()) for name in ("package-lock.json", "bin/vendor.package-lock.json")]
    packages = [package for lock in locks for name, package in lock["packages"].items() if name]

    assert checked["yjs"] == vendored["yjs"]  # else the types tell of another Yjs than the one in vendor/sync.js
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in checked.values())
    assert len(packages) > 20
    assert all(package["integrity"].startswith("sha512-") and "resolved" not in package for package in packages)


def test_no_line_of_a_style_sheet_or_template_is_longer_than_a_diff_can_show() -> None:
    sheets = [*(ROOT / "kollegium/static/kollegium/css").rglob("*.css")]
    pages = [*(ROOT / "kollegium/templates").rglob("*.html")]  # in a letter's .txt and .subject a line break is seen

    assert len(sheets) > 30
    assert len(pages) > 100
    longest = {path.name: max(map(len, path.read_text().split("\n"))) for path in [*sheets, *pages]}
    assert {name: length for name, length in longest.items() if length > 160} == {}
