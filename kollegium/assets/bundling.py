"""One file of many: what a page's entry module imports, in one answer instead of forty; pure."""

import posixpath
import re
from collections.abc import Callable

IMPORT = re.compile(r'^import (?:(?P<names>\{[^}]*\}) from )?"(?P<path>\.[^"]+)";\n', re.MULTILINE)
IMPORT_FACTS = re.compile(
    r'^import (?P<name>\w+) from "(?P<path>\.[^"]+\.json)" with \{ type: "json" \};\n', re.MULTILINE
)
IMPORT_LATER = re.compile(r'\bimport\("(?P<path>\.[^"]+)"\)')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (?P<name>\w+))", re.MULTILINE)
# At the end of what others have gathered and minified.
EXPORTS = re.compile(r"\bexport ?\{(?P<names>[\w$,\s]*)\};?\s*\Z")
AS = re.compile(r"(?P<own>[\w$]+) as (?P<name>\w+)")
OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def bundled(entry: str, read: Callable[[str], str], is_ours: Callable[[str], bool]) -> str:
    """The module `entry` with all that it imports; each has a scope of its own and runs once, in the browser's order.

    `read` gives a module's text by its path. What is not `is_ours` stays an import, and so does what is imported later
    by `import()`: such a module must not share state with the entry, or there would be two of it. JSON stands in the
    bundle: not every browser can import it. What others have gathered and minified ends with one list of its exports.
    Raises ValueError when modules import each other in a ring, or import or export in other ways than ours.
    """
    outside: dict[str, str] = {}  # path → its name in the bundle
    inside: dict[str, str] = {}  # path → its text in the bundle
    here = posixpath.dirname(entry)

    def address(path: str) -> str:
        return f"./{posixpath.relpath(path, here)}"

    def take(path: str, ring: tuple[str, ...]) -> None:
        if path in ring:
            raise ValueError(f"{ring[-1]} imports {path}, which imports it")
        text = read(path)
        brought = []
        for said in IMPORT.finditer(text):
            wanted = _beside(path, said["path"])
            if not is_ours(wanted):
                outside.setdefault(wanted, f"outside{len(outside)}")
            elif wanted not in inside:
                take(wanted, (*ring, path))
            if said["names"]:
                names = re.sub(r"\s+as\s+", ": ", said["names"])
                brought.append(f"const {names} = {outside.get(wanted) or _name(wanted)};\n")
        for said in IMPORT_FACTS.finditer(text):
            brought.append(f"const {said['name']} = {read(_beside(path, said['path']))};\n")
        body = IMPORT_LATER.sub(
            lambda later: f'import("{address(_beside(path, later["path"]))}")',
            IMPORT_FACTS.sub("", IMPORT.sub("", text)),
        )
        given = ", ".join(said["name"] for said in EXPORT.finditer(body))
        body = EXPORT.sub("", body)
        if exports := EXPORTS.search(body):
            given = AS.sub(r"\g<name>: \g<own>", exports["names"])
            body = body[: exports.start()]
        if odd := OTHER.search(body):
            raise ValueError(f"{path}: {odd[0]}")
        inside[path] = f"const {_name(path)} = (() => {{\n{''.join(brought)}{body}\nreturn {{ {given} }};\n}})();\n"

    take(entry, ())
    names = ", ".join(said["name"] for said in EXPORT.finditer(read(entry)))
    exports = f"export const {{ {names} }} = " if names else ""
    imports = "".join(f'import * as {name} from "{address(path)}";\n' for path, name in outside.items())
    # In a function, so that the modules' names are made short as well.
    return f"{imports}{exports}(() => {{\n{''.join(inside.values())}return {_name(entry)};\n}})();\n"


def _beside(path: str, relative: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def _name(path: str) -> str:
    return "of_" + re.sub(r"\W", "_", path)
