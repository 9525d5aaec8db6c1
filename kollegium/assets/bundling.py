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
    bundle = _Bundle(posixpath.dirname(entry), read, is_ours)
    bundle.add(entry, ())
    names = ", ".join(match["name"] for match in EXPORT.finditer(read(entry)))
    exports = f"export const {{ {names} }} = " if names else ""
    imports = "".join(f'import * as {name} from "{bundle.address(path)}";\n' for path, name in bundle.outside.items())
    # In a function, so that the modules' names are made short as well.
    return f"{imports}{exports}(() => {{\n{''.join(bundle.inside.values())}return {_name(entry)};\n}})();\n"


class _Bundle:
    """The modules gathered so far. `folder`: of the entry, which addresses in the bundle are relative to."""

    def __init__(self, folder: str, read: Callable[[str], str], is_ours: Callable[[str], bool]) -> None:
        self.outside: dict[str, str] = {}  # path → its name in the bundle
        self.inside: dict[str, str] = {}  # path → its text in the bundle
        self._folder, self._read, self._is_ours = folder, read, is_ours

    def address(self, path: str) -> str:
        return f"./{posixpath.relpath(path, self._folder)}"

    def add(self, path: str, importers: tuple[str, ...]) -> None:
        """The module and, before it, what it imports. `importers`: the modules on the way here."""
        if path in importers:
            raise ValueError(f"{importers[-1]} imports {path}, which imports it")
        text = self._read(path)
        imported = self._add_imports(path, text, importers)
        body, exported = _without_exports(self._without_imports(path, text))
        if odd := OTHER.search(body):
            raise ValueError(f"{path}: {odd[0]}")
        self.inside[path] = f"const {_name(path)} = (() => {{\n{imported}{body}\nreturn {{ {exported} }};\n}})();\n"

    def _add_imports(self, path: str, text: str, importers: tuple[str, ...]) -> str:
        """Declarations of the names that the module imports, once the modules they come from are in the bundle."""
        declarations = []
        for match in IMPORT.finditer(text):
            wanted = _beside(path, match["path"])
            if not self._is_ours(wanted):
                self.outside.setdefault(wanted, f"outside{len(self.outside)}")
            elif wanted not in self.inside:
                self.add(wanted, (*importers, path))
            if match["names"]:
                names = re.sub(r"\s+as\s+", ": ", match["names"])
                declarations.append(f"const {names} = {self.outside.get(wanted) or _name(wanted)};\n")
        for match in IMPORT_FACTS.finditer(text):
            declarations.append(f"const {match['name']} = {self._read(_beside(path, match['path']))};\n")
        return "".join(declarations)

    def _without_imports(self, path: str, text: str) -> str:
        """What is imported later keeps its import, at an address that is right in the bundle."""
        body = IMPORT_FACTS.sub("", IMPORT.sub("", text))
        return IMPORT_LATER.sub(lambda later: f'import("{self.address(_beside(path, later["path"]))}")', body)


def _without_exports(body: str) -> tuple[str, str]:
    """The module without `export`, and what it exported as the fields of an object."""
    exported = ", ".join(match["name"] for match in EXPORT.finditer(body))
    body = EXPORT.sub("", body)
    if exports := EXPORTS.search(body):
        return body[: exports.start()], AS.sub(r"\g<name>: \g<own>", exports["names"])
    return body, exported


def _beside(path: str, relative: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def _name(path: str) -> str:
    return "of_" + re.sub(r"\W", "_", path)
