"""What minutes say, as plain values, and the one form in which they are hashed: pure."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sangkien.inspections.enums import ItemVerdict


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line of the checklist; `verdict` is empty while nobody has judged it."""

    text: str
    verdict: str = ""
    words: str = ""

    @property
    def verdict_label(self) -> str:
        return str(ItemVerdict(self.verdict).label) if self.verdict else ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """As printed: "Bà Trần Thị Bình, Chủ tịch CĐCS"."""

    name: str
    post: str = ""


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """ "Kiến nghị": what is wrong, what is to be done, by whom and until when."""

    words: str
    remedy: str
    due_on: dt.date
    unit_id: int
    unit_name: str


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """ "Biên bản". `present` are those of the unit, `team` those who inspect."""

    held_on: dt.date
    items: tuple[Item, ...]
    conclusion: str
    team: tuple[Person, ...] = ()
    present: tuple[Person, ...] = ()
    remedies: tuple[Remedy, ...] = ()


def dump(minutes: Minutes) -> dict[str, Any]:
    """For JSON: days become ISO text."""
    return json.loads(json.dumps(asdict(minutes), default=dt.date.isoformat))  # type: ignore[no-any-return]


def read(values: Mapping[str, Any]) -> Minutes:
    """What `dump` made."""
    return Minutes(
        held_on=dt.date.fromisoformat(values["held_on"]),
        items=tuple(Item(**row) for row in values["items"]),
        conclusion=values["conclusion"],
        team=tuple(Person(**row) for row in values["team"]),
        present=tuple(Person(**row) for row in values["present"]),
        remedies=tuple(
            Remedy(**{**row, "due_on": dt.date.fromisoformat(row["due_on"])})
            for row in values["remedies"]
        ),
    )


def digest(values: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical form: the same content gives the same digest everywhere."""
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def digest_of_words(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
