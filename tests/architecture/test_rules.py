"""Rules are pure functions: of the framework they use the wording of messages, nothing else."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "sangkien"
WORDING = {"django.utils.translation"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def rules() -> Iterator[Path]:
    yield from PACKAGE.glob("*/rules.py")
    yield from PACKAGE.glob("*/rules/*.py")


def test_rules_use_no_framework() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}: {module}"
        for path in sorted(rules())
        for module in imported(path)
        if module.split(".")[0] == "django" and module not in WORDING
    ]

    assert found == []
