"""What a line of a decision says, as one hash, and the sentence of its certificate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from sangkien.commendation.rules import articles, terms, wording
from sangkien.core import text

# What a line says for ever. Who the account belongs to may move; words may be erased, rows say so.
FIXED = (
    *("position", "award_id", "form", "title", "holder_kind", "unit_id", "holder_name"),
    *("holder_about", "achievement", "year", "authority", "amount_vnd", "amount_words", "source"),
)


PERSONAL = ("holder_name", "holder_about", "achievement")  # what goes when somebody is erased
LASTING = tuple(name for name in FIXED if name not in PERSONAL)
LONGEST_FOLDED = 600
SEARCHED = ("holder_name", "title", "label")
PART = 100  # places under one hash, so that a release reads few lines to check the next ones


class Line(Protocol):
    """A line has its place in the list."""

    position: int


def folded(line: object) -> str:
    """Name, award and number of the decision without tone marks, as the register is searched."""
    words = " ".join(str(getattr(line, name)) for name in SEARCHED)
    return text.fold(words)[:LONGEST_FOLDED] or "-"


def digest(line: object, *, salt: str) -> str:
    """SHA-256 of the fixed fields; `salt` keeps it from being guessed from a name."""
    return _hash(line, FIXED, salt=salt)


def bare(line: object, *, salt: str) -> str:
    """Of the fixed fields, those that stay when somebody is erased."""
    return _hash(line, LASTING, salt=salt)


def digests(lines: Iterable[Line], *, salt: str) -> dict[str, tuple[str, str]]:
    """Of the lines of a decision by part ("0" are the places below `PART`): whole, and without what may be
    erased.
    """
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in lines:
        both = [_hash(line, (*names, "dossier_id"), salt=salt) for names in (FIXED, LASTING)]
        parts[str(line.position // PART)].append((both[0], both[1]))
    return {
        part: (terms.digest([one for one, _bare in found]), terms.digest([one for _, one in found]))
        for part, found in parts.items()
    }


def _hash(line: object, names: Iterable[str], *, salt: str) -> str:
    said: dict[str, Any] = {name: getattr(line, name) for name in names}
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
