"""Arrows that the import linter can't see: a reverse name of Django's leads upwards without an import."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
QUERIES = {
    *("filter", "exclude", "get", "values", "values_list", "order_by", "select_related", "prefetch_related", "only"),
    *("annotate", "aggregate", "Q", "F", "Prefetch", "OuterRef", "Min", "Max", "Count", "prefetch_related_objects"),
    *("getattr", "hasattr", "setattr", "attrgetter"),
}

# Each has its reason; a new one is taken away, or gets one here.
KNOWN = {
    ("groups/queries.py", "meetings"): "the list of groups says when each of them meets next, in the same query",
    ("groups/views.py", "meetings"): "a group's page shows its meetings; groups.actions knows none",
    ("groups/views.py", "protocol"): "and links to the protocol of each that has been held, without a query for each",
    ("live/actions/mirroring.py", "protocol"): "a mirror that the final protocol has erased never comes back",
    ("live/state.py", "protocol"): "the room's state says whether the protocol is due or final, read with the rest",
    ("meetings/access.py", "live"): "the door asks in its one query who has the helm",
    ("meetings/views.py", "protocol"): "planning shows what the last protocol said, if there is one",
    ("people/models.py", "memberships"): "an account is not moved to another address while its person is in a group",
}


def layers() -> dict[str, int]:
    """Slice → how high it stands, by the import linter's own contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    found: dict[str, int] = {}
    for height, layer in enumerate(reversed(named)):
        found |= {each.strip(" ()"): height for each in layer.replace("|", ":").split(":")}
    return found


def reverse_names() -> dict[str, dict[str, str]]:
    """Name → {slice of the model that has it: slice of the model that gave it}, where that leads upwards."""
    heights, found = layers(), {}
    for model in apps.get_app_config("kollegium").get_models():
        below = model.__module__.split(".")[1]
        for relation in model._meta.related_objects:
            above, name = relation.related_model.__module__.split(".")[1], relation.get_accessor_name()
            if name and heights[above] > heights[below]:
                found.setdefault(name, {})[below] = above
    return found


def names_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in QUERIES:
            for keyword in node.keywords:
                yield from (keyword.arg or "").split("__")
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield from argument.value.lstrip("-").split("__")


def climbing() -> set[tuple[str, str]]:
    """File and name, of all that may lead to a slice above the file's own."""
    heights, reverse, found = layers(), reverse_names(), set()
    for path in (ROOT / "kollegium").rglob("*.py"):
        slice_ = path.relative_to(ROOT / "kollegium").parts[0].removesuffix(".py")
        if slice_ in heights and "migrations" not in path.parts:
            for name in set(names_in(ast.parse(path.read_text()))) & reverse.keys():
                if any(heights[above] > heights[slice_] for above in reverse[name].values()):
                    found.add((str(path.relative_to(ROOT / "kollegium")), name))
    return found


def test_no_query_climbs_to_a_slice_above_its_own_without_a_reason() -> None:
    assert climbing() == KNOWN.keys()


def test_the_names_that_lead_upwards_are_found() -> None:
    """So that the test above can't pass for want of any."""
    assert {"meetings", "protocol", "live", "attendances"} <= reverse_names().keys()
