"""What of an award never changes once it is in force: its digest says so."""

from typing import Any, Protocol

from sangkien.commendation.rules import terms

FIXED = ("code", "name", "form", "holder_kind", "basis", "is_verified", "verify_note", "terms")


class Fixed(Protocol):
    since_on: Any


def digest(row: Fixed) -> str:
    """Of everything that it says, with the day from which it holds."""
    content = {name: getattr(row, name) for name in FIXED}
    return terms.digest({**content, "since_on": row.since_on.isoformat()})
