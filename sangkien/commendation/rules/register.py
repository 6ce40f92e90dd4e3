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


# What a decision says of itself for ever, beside its paper.
WORDS = (
    *("unit_id", "round_id", "is_spot", "title", "bases", "own_number", "signer_name"),
    *("signer_post", "editors", "drafted_by_id"),
)


def seal(decision: object) -> str:
    """SHA-256 of a signed decision; its own key keeps it from being guessed."""
    said: dict[str, Any] = {name: getattr(decision, name) for name in WORDS}
    day = getattr(decision, "decided_on")  # noqa: B009 - beside the others
    salt = str(getattr(decision, "request_key"))  # noqa: B009
    return terms.digest({**said, "decided_on": f"{day:%Y-%m-%d}", "salt": salt})


def sentence(template: str, values: Mapping[str, str]) -> str:
    """The wording of the award with its blanks filled; without one, what was achieved."""
    place = template.find("{thanh_tich}")
    if place > 0 and template[:place].rstrip()[-1:].isalpha():  # inside a sentence
        values = {**values, "thanh_tich": articles.lowered(values["thanh_tich"])}
    return wording.filled(template, values).strip() or values["thanh_tich"]
