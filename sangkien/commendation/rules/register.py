"""What a line of a decision says, as one hash, and the sentence of its certificate."""

from collections.abc import Mapping
from typing import Any

from sangkien.commendation.rules import articles, terms, wording

# What a line says for ever. Who the account belongs to may move; words may be erased, rows say so.
FIXED = (
    *("position", "award_id", "form", "title", "holder_kind", "unit_id", "holder_name"),
    *("holder_about", "achievement", "year", "authority", "amount_vnd", "amount_words", "source"),
)


def digest(line: object, *, salt: str) -> str:
    """SHA-256 of the fixed fields; `salt` keeps it from being guessed from a name."""
    said: dict[str, Any] = {name: getattr(line, name) for name in FIXED}
    day = getattr(line, "decided_on")  # noqa: B009 - beside the others
    return terms.digest({**said, "decided_on": f"{day:%Y-%m-%d}", "salt": salt})


def sentence(template: str, values: Mapping[str, str]) -> str:
    """The wording of the award with its blanks filled; without one, what was achieved."""
    place = template.find("{thanh_tich}")
    if place > 0 and template[:place].rstrip()[-1:].isalpha():  # inside a sentence
        values = {**values, "thanh_tich": articles.lowered(values["thanh_tich"])}
    return wording.filled(template, values).strip() or values["thanh_tich"]
