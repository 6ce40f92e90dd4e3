"""`docs/security.md` names tests that there are."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "docs" / "security.md"
CITED = re.compile(r"`(?P<file>[\w/]+/test_\w+)`(?:: (?P<names>[\w, ]+?))?(?= ·| \||$| \()")


def test_every_test_that_is_named_exists() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:3] != "|--"]
    cited = [found for row in rows if row.startswith("|") for found in CITED.finditer(row)]

    missing = []
    for found in cited:
        path = TESTS / f"{found['file']}.py"
        source = path.read_text(encoding="utf-8") if path.exists() else ""
        names = [name.strip() for name in (found["names"] or "").split(",") if name.strip()]
        missing += [
            f"{found['file']}: {name}" for name in names if f"def test_{name}(" not in source
        ]
        missing += [] if source else [found["file"]]

    assert len(cited) > 50
    assert missing == []
