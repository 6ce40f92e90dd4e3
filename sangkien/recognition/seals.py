"""What a decision and its lines say for ever, as one hash each. Pure: rows are read, nothing is asked."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any

# What a decision says of itself beside its paper; the level of a line may be raised later.
WORDS = (
    *("unit_id", "basis", "title", "own_number", "influence", "signer_name", "signer_post"),
    *("bases", "drafted_by_id"),
)


def of_decision(decision: object, lines: Iterable[tuple[int, int]]) -> str:
    """`lines` are place and initiative of everything that it lists."""
    said: dict[str, Any] = {name: getattr(decision, name) for name in WORDS}
    day = getattr(decision, "decided_on")  # noqa: B009 - beside the others
    return _hashed(decision, {**said, "decided_on": f"{day:%Y-%m-%d}", "lines": sorted(lines)})


def of_line(
    line: object, decision: object, *, at: dt.datetime, shares: Iterable[tuple[int, int]]
) -> str:
    """`shares` are place and share of every author; who the accounts belong to may move."""
    said: dict[str, Any] = {
        name: getattr(line, name) for name in ("decision_id", "position", "initiative_id")
    }
    told = at.astimezone(dt.UTC).isoformat()
    return _hashed(decision, {**said, "recognised_at": told, "shares": sorted(shares)})


def _hashed(decision: object, said: dict[str, Any]) -> str:
    """The key of the decision keeps it from being guessed."""
    salt = str(getattr(decision, "request_key"))  # noqa: B009
    plain = json.dumps({**said, "salt": salt}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()
