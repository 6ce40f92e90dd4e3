"""How entries are sealed: pure functions over plain values."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

Row = tuple[int, str, dict[str, Any], str, int, int | None, int | None, datetime]


def digest(previous: str, rows: Iterable[Row]) -> str:
    """SHA-256 over the previous seal and every field of every entry, in order of their ids."""
    hasher = hashlib.sha256(previous.encode())
    for *plain, occurred_at in rows:
        instant = occurred_at.astimezone(UTC).isoformat()
        line = json.dumps([*plain, instant], ensure_ascii=False, sort_keys=True)
        hasher.update(line.encode())
    return hasher.hexdigest()
