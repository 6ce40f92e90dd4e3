"""The data files of the sample data, read into frozen rows. Every file names its source."""

import csv
import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sangkien.core.periods import VIETNAM

FOLDER = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """A unit to open. `sector` chooses its ideas; several sectors are those of its children."""

    code: str
    parent: str
    level: str
    name: str
    sector: str
    members: int
    workers: int
    cluster: str
    invented: bool


@dataclass(frozen=True, kw_only=True)
class ClusterRow:
    """A cluster or block; `entries` says how many initiatives it gets, by size of the demo."""

    key: str
    parent: str
    kind: str
    number: int
    name: str
    target: int | None
    entries: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class LiveRow:
    """How many initiatives of which fate one unit of the live programme has."""

    code: str
    target_whole: int | None
    target_phase2: int | None
    phase1: int
    confirmed: int
    corrected: int
    waiting: int
    returned: int
    rejected: int
    withdrawn: int
    drafts: int


@dataclass(frozen=True, kw_only=True)
class PhaseRow:
    number: int
    name: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    applied_from: dt.date
    applied_to: dt.date


@dataclass(frozen=True, kw_only=True)
class ProgrammeRow:
    """`themes` says in which field (by position) an idea of a theme is registered."""

    owner: str
    title: str
    slogan: str
    summary: str
    documents: tuple[tuple[str, dt.date, str], ...]
    fields: tuple[str, ...]
    themes: dict[str, int]
    launched_at: dt.datetime | None
    phases: tuple[PhaseRow, ...]


@dataclass(frozen=True, kw_only=True)
class Idea:
    """One pattern of initiatives; `{object}` takes each of `objects` in turn.

    `family` chooses the phrases around it: making things, paperwork, or dealing with people.
    """

    sector: str
    theme: str
    kind: str
    gain: str
    family: str
    title: str
    objects: tuple[str, ...]
    pain: str
    done: str


INVENTED = "Tự đặt cho dữ liệu mẫu"
MARK = "(dữ liệu mẫu)"  # behind the title of every programme: figures next to it are not real


@cache
def load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return found


def _table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _count(text: str) -> int | None:
    return int(text) if text else None


def unit_rows(block: str) -> list[UnitRow]:
    """The units of a block, parents first."""
    return [
        UnitRow(
            code=row["code"],
            parent=row["parent"],
            level=row["level"],
            name=row["name"],
            sector=row["sector"],
            members=_count(row["members"]) or 0,
            workers=_count(row["workers"]) or 0,
            cluster=row["cluster"],
            invented=row["source"] == INVENTED,
        )
        for row in _table("units.csv")
        if row["block"] == block
    ]


@cache
def real_codes() -> frozenset[str]:
    """Codes of units that exist or existed: nothing about them may look like a failure."""
    return frozenset(row["code"] for row in _table("units.csv") if row["source"] != INVENTED)


def cluster_rows(block: str) -> list[ClusterRow]:
    """The clusters and blocks of a block of data, each cluster before what it holds."""
    return [
        ClusterRow(
            key=row["key"],
            parent=row["parent"],
            kind=row["kind"],
            number=int(row["number"]),
            name=row["name"],
            target=_count(row["target"]),
            entries={size: _count(row[size]) or 0 for size in ("small", "large")},
        )
        for row in _table("clusters.csv")
        if row["block"] == block
    ]


def live_rows() -> list[LiveRow]:
    return [
        LiveRow(
            code=row.pop("code"),
            target_whole=_count(row.pop("target_whole")),
            target_phase2=_count(row.pop("target_phase2")),
            **{name: int(text) for name, text in row.items() if name != "source"},
        )
        for row in _table("live.csv")
    ]


def programme_row(key: str) -> ProgrammeRow:
    row = load("programmes.json")[key]
    return ProgrammeRow(
        owner=row["owner"],
        title=f"{row['title']} {MARK}",
        slogan=row["slogan"],
        summary=row["summary"],
        documents=tuple((n, dt.date.fromisoformat(day), t) for n, day, t in row["documents"]),
        fields=tuple(row["fields"]),
        themes=row["themes"],
        launched_at=_instant(row["launched"]) if row["launched"] else None,
        phases=tuple(
            PhaseRow(
                number=phase["number"],
                name=phase["name"],
                opens_at=_instant(phase["opens"]),
                closes_at=_instant(phase["closes"]),
                applied_from=dt.date.fromisoformat(phase["applied_from"]),
                applied_to=dt.date.fromisoformat(phase["applied_to"]),
            )
            for phase in row["phases"]
        ),
    )


def _instant(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@cache
def ideas() -> tuple[Idea, ...]:
    return tuple(
        Idea(**{**row, "objects": tuple(row["objects"])}) for row in load("ideas.json")["ideas"]
    )
