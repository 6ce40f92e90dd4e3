"""Small enough to read whole."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
LONGEST_TEMPLATE = 150
DRAWERS = {"utils", "helpers", "services", "signals", "managers", "constants", "mixins"}


def sources() -> Iterator[Path]:
    yield ROOT / "run.py"
    for folder in ("sangkien", "tests", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
            lines = node.end_lineno - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {lines}"


def test_files_are_short() -> None:
    long = [
        str(path.relative_to(ROOT))
        for path in sources()
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    ]

    assert long == []


def test_functions_are_short() -> None:
    assert [found for path in sources() for found in long_functions(path)] == []


def test_templates_are_short() -> None:
    long = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "sangkien").rglob("*.html"))
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_TEMPLATE
    ]

    assert long == []


def test_no_module_is_a_drawer() -> None:
    assert [str(p) for p in sources() if DRAWERS & {*p.parts, p.stem}] == []
