"""What a document knows beside its snapshot, as plain values of the same moment.

`Figures` is kept as JSON in the row of the document; `live` draws from it and from the snapshot, so
that a part looks the same however often it is drawn. All of them count up to the moment of the snapshot.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

Named = tuple[str, int, int]  # label, sent, valid


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A target of the unit beside the number of initiatives: what it is, plan, result, whether it is
    reached; the words are final.
    """

    label: str
    plan: str
    result: str
    share: str


@dataclass(frozen=True, kw_only=True)
class Week:
    label: str
    new: int


@dataclass(frozen=True, kw_only=True)
class Praised:
    """One group of a praise list, with its base."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """`early` is how many days before the last day the unit reached its target (None: not, or not
    known), `early_of` the same by the code of a unit below. `parts_at` is up to when `fields` count; only documents
    of earlier days have another moment there than their snapshot.
    """

    early: int | None = None
    reached_on: dt.date | None = None
    early_of: Mapping[str, int] = field(default_factory=dict)
    fields: tuple[Named, ...] = ()
    parts_at: dt.datetime | None = None
    weeks: tuple[Week, ...] = ()
    weeks_base: str = ""
    aims: tuple[Aim, ...] = ()
    people: int = 0
    authors: int = 0
    members: int | None = None
    counted_on: dt.date | None = None
    praised: tuple[Praised, ...] = ()


NOTHING = Figures()


def dump(figures: Figures) -> dict[str, Any]:
    values = asdict(figures)
    for name in ("reached_on", "parts_at", "counted_on"):
        values[name] = values[name].isoformat() if values[name] else None
    return values | {
        "early_of": dict(figures.early_of),
        "fields": [list(one) for one in figures.fields],
        "weeks": [[one.label, one.new] for one in figures.weeks],
        "aims": [asdict(one) for one in figures.aims],
        "praised": [{"title": one.title, "lines": list(one.lines)} for one in figures.praised],
    }


def read(kept: Mapping[str, Any]) -> Figures:
    if not kept:
        return NOTHING
    return Figures(
        **{
            **kept,
            "reached_on": _day(kept["reached_on"]),
            "counted_on": _day(kept["counted_on"]),
            "parts_at": dt.datetime.fromisoformat(kept["parts_at"]) if kept["parts_at"] else None,
            "fields": tuple((label, sent, valid) for label, sent, valid in kept["fields"]),
            "weeks": tuple(Week(label=label, new=new) for label, new in kept["weeks"]),
            "aims": tuple(Aim(**one) for one in kept["aims"]),
            "praised": tuple(
                Praised(title=one["title"], lines=tuple(one["lines"])) for one in kept["praised"]
            ),
        }
    )


def _day(words: str | None) -> dt.date | None:
    return dt.date.fromisoformat(words) if words else None
