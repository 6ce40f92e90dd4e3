"""The files that a fresh machine depends on."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def test_old_python_can_read_run_py_as_far_as_its_message() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")

    tree = ast.parse(source, feature_version=(3, 6))

    before_imports = [type(node).__name__ for node in tree.body[:3]]
    assert before_imports == ["Expr", "Import", "If"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: str(path.name))
def test_lock_has_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9].*$", text, re.MULTILINE)

    assert pins
    assert [pin for pin in pins if "==" not in pin or not pin.endswith("\\")] == []
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", text) == []
