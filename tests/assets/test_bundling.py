"""What a page's entry imports comes in one answer: each module once, in its own scope, in the browser's order."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from kollegium.assets.bundling import bundled
from kollegium.assets.static import LATER, OWN, PAGES, made

MODULES = {
    "js/page.js": 'import { once as one } from "./parts/once.js";\nimport "./parts/loud.js";\n'
    "const own = 1;\nsay(one, own);\n",
    "js/parts/once.js": "const own = 2;\nexport const once = own;\nexport class Twice {}\n",
    "js/parts/loud.js": 'import { Doc } from "../../vendor/sync.js";\nimport { once } from "./once.js";\n'
    'export async function late() {\n  return import("../late.js");\n}\nsay(once, Doc);\n',
}
ROOT = Path(finders.find(f"{OWN}main.js")).parents[3] / "templates"
TEMPLATES = {str(path.relative_to(ROOT)): path.read_text() for path in ROOT.rglob("*.html")}
PAGE_TEMPLATES = [name for name, text in TEMPLATES.items() if '{% extends "layout.html" %}' in text]


def test_each_module_stands_once_before_those_that_need_it_and_in_a_scope_of_its_own() -> None:
    text = bundle_of(MODULES)

    assert [text.count(said) for said in ("class Twice", "say(one, own)", "say(once, Doc)")] == [1, 1, 1]
    assert text.index("class Twice") < text.index("say(once, Doc)") < text.index("say(one, own)")
    assert "const { once: one } = of_js_parts_once_js;" in text
    assert "return { once, Twice };" in text


def test_what_is_not_ours_and_what_comes_later_is_asked_for_from_where_the_entry_stands() -> None:
    text = bundle_of(MODULES)

    assert text.startswith('import * as outside0 from "./../vendor/sync.js";\n')
    assert "const { Doc } = outside0;" in text
    assert 'return import("./late.js");' in text
    assert len(re.findall(r"^(?:import|export)\b", text, re.MULTILINE)) == 1


def test_what_others_have_gathered_comes_along_by_the_list_at_its_end() -> None:
    modules = MODULES | {"vendor/sync.js": 'const lt=1,$n="export{";export{lt as Doc,$n as other};\n'}

    text = bundled("js/page.js", modules.__getitem__, lambda path: not path.startswith("elsewhere/"))

    assert """const lt=1,$n="export{";\nreturn { Doc: lt,other: $n };""" in text
    assert "const { Doc } = of_vendor_sync_js;" in text
    assert not re.search(r"^(?:import|export)\b", text, re.MULTILINE)


def test_facts_stand_in_the_bundle_as_they_are() -> None:
    """Not every browser can import JSON."""
    modules = {
        "js/page.js": 'import FACTS from "../facts.json" with { type: "json" };\nsay(FACTS.one);\n',
        "facts.json": '{ "one": [1] }\n',
    }

    text = bundle_of(modules)

    assert 'const FACTS = { "one": [1] }' in text
    assert "import" not in text


def test_modules_in_a_ring_and_exports_that_may_change_are_refused() -> None:
    ring = {"js/page.js": 'import "./other.js";\n', "js/other.js": 'import { own } from "./page.js";\n'}

    with pytest.raises(ValueError, match="which imports it"):
        bundle_of(ring)
    with pytest.raises(ValueError, match="export let"):
        bundle_of({"js/page.js": "export let own = 1;\n"})


@pytest.mark.parametrize("entry", sorted(PAGES))
def test_our_own_entries_hold_their_elements_and_ask_for_nothing_but_what_comes_later(entry: str) -> None:
    said = Path(finders.find(entry)).read_text()
    text = made(entry)

    for path in re.findall(r'"\./elements/(\w+)\.js"', said):
        assert f'customElements.define("{path.replace("_", "-")}"' in text
    assert not re.search(r"\bimport\s*[\w{*\"]", text)
    assert len(text) > 1000


@pytest.mark.parametrize("name", sorted(LATER))
def test_what_comes_later_gives_what_it_exports(name: str) -> None:
    exported = set(
        re.findall(r"^export (?:class|function|const) (\w+)", Path(finders.find(name)).read_text(), re.MULTILINE)
    )
    given = re.search(r"export const\s*\{([^}]*)\}", made(name))

    assert given
    assert {said.split(":")[0].strip() for said in given[1].split(",")} == exported != set()


def test_modules_that_are_not_gathered_keep_their_imports() -> None:
    assert '"../vendor/sync.js"' in made(f"{OWN}shared_textarea.js")


@pytest.mark.parametrize("page", sorted(path for path in PAGE_TEMPLATES), ids=str)
def test_every_element_that_stands_in_a_page_is_started_by_what_the_page_loads(page: str) -> None:
    standing = set(re.findall(r"<([a-z]+(?:-[a-z]+)+)[ >]", "".join(TEMPLATES[part] for part in parts_of(page))))
    loaded = re.findall(r"""static 'kollegium/(js/[^']+)'""", TEMPLATES[page])
    if "{% block script %}" not in TEMPLATES[page]:
        loaded.append("js/main.js")

    started = {name for entry in loaded for name in elements_in(f"kollegium/{entry}")}

    assert standing <= started


def parts_of(template: str) -> set[str]:
    """It, and what it includes."""
    parts: set[str] = set()
    waiting = {template}
    while waiting:
        part = waiting.pop()
        parts.add(part)
        waiting |= set(re.findall(r'{% include "([^"]+\.html)"', TEMPLATES[part])) - parts
    return parts


def elements_in(entry: str) -> set[str]:
    text = Path(finders.find(entry)).read_text()
    own = set(re.findall(r'customElements\.define\("([^"]+)"', text))
    brought = re.findall(r'^import (?:\{[^}]*\} from )?"(\./[^"]+)"', text, re.MULTILINE)
    return own.union(*(elements_in(f"{OWN}{path.removeprefix('./')}") for path in brought if entry.count("/") == 2))


def bundle_of(modules: dict[str, str]) -> str:
    return bundled("js/page.js", modules.__getitem__, lambda path: path.startswith("js/"))
