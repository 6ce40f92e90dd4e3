"""Every worked case of a published source is proven by a test that names it."""

import ast
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests/data/acceptance_cases.json").read_text(encoding="utf-8"))


def test_every_case_is_proven_by_the_test_that_it_names() -> None:
    bodies: dict[str, dict[str, str]] = {}
    for case in CASES:
        place, _mark, name = case["test"].partition("::")
        if place not in bodies:
            source = (ROOT / place).read_text(encoding="utf-8")
            bodies[place] = {
                node.name: ast.get_source_segment(source, node) or ""
                for node in ast.parse(source).body
                if isinstance(node, ast.FunctionDef)
            }
        assert case["id"] in bodies[place][name], case["id"]
        assert case["source"], case["id"]
        assert case["says"], case["id"]
    assert len({case["id"] for case in CASES}) == len(CASES) == 20
