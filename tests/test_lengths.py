"""Files and functions are short enough to be read at once."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("kollegium", "config", "bench", "tests")
ENDINGS = {".py", ".js", ".css", ".html"}
NOT_WRITTEN_BY_HAND = {"migrations", "vendor", "demo_texts", "__pycache__"}  # history, others' code, texts
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 250, 40, 6  # lines


def test_no_file_is_longer_than_250_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in _files()}

    assert len(lengths) > 500
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    assert [
        (str(path.relative_to(ROOT)), function.name)
        for path in _files()
        for function in _functions(path)
        if _length(function) > LONGEST_FUNCTION
    ] == []


def test_half_of_what_is_served_is_functions_of_six_lines_or_fewer() -> None:
    served = [path for path in _files() if path.relative_to(ROOT).parts[0] in ("kollegium", "config")]
    lengths = [_length(function) for path in served for function in _functions(path)]

    assert len(lengths) > 1000
    assert statistics.median(lengths) <= MEDIAN_FUNCTION


def _files() -> Iterator[Path]:
    for folder in OURS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in ENDINGS and not NOT_WRITTEN_BY_HAND & set(path.relative_to(ROOT).parts):
                yield path


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    if path.suffix != ".py":
        return []
    return [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1
