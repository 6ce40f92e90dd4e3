"""Load the upper tree of the union, before and after the reorganisation of 2025."""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from sangkien.access.actor import Actor
from sangkien.units import rules
from sangkien.units.actions import tree
from sangkien.units.models import Level, Unit

SOURCE = Path(__file__).resolve().parents[1] / "data" / "unions.csv"
BEFORE, SINCE = "pre2025", "2025"
LEVELS = {
    "trung_uong": "trung-uong",
    "cap_tinh": "tinh",
    "nganh_trung_uong": "nganh",
    "tap_doan_tong_cong_ty": "tap-doan",
}
NATIONAL = {"TLD25": "TLD"}  # one body, doubled in the data so that the tree of each era is closed


@dataclass(frozen=True, kw_only=True)
class Row:
    """One organisation in one era; `from_on` None is "before our records"."""

    code: str
    name: str
    level: str
    parent_code: str
    era: str
    merged_into: str
    from_on: dt.date | None
    until_on: dt.date | None
    document: str


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a run did; nothing when it was done before."""

    opened: int
    closed: int


def read_rows(path: Path = SOURCE) -> list[Row]:
    """The rows of the data file; sources and doubts stand in columns that are for people."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                code=row["code"],
                name=row["name"],
                level=LEVELS[row["level"]],
                parent_code=NATIONAL.get(row["parent_code"], row["parent_code"]),
                era=row["era"],
                merged_into=row["merged_into"],
                from_on=_day(row["from_on"]),
                until_on=_day(row["until_on"]),
                document=row["document"],
            )
            for row in csv.DictReader(file)
        ]


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def without_repeats(rows: Sequence[Row]) -> list[Row]:
    """One row per organisation: where the newer one is the same, the older row goes.

    The same is: same name, and nobody else merged into it. The national level keeps its old code.
    """
    newer = {row.code: row for row in rows if row.era == SINCE}
    joined = Counter(row.merged_into for row in rows if row.era == BEFORE)

    def goes_on(row: Row) -> bool:
        after = newer.get(row.merged_into)
        return after is not None and after.name == row.name and joined[after.code] == 1

    return [
        row
        for row in rows
        if row.code not in NATIONAL and (row.code in NATIONAL.values() or not goes_on(row))
    ]


@transaction.atomic
def load_tree(rows: Sequence[Row], *, by: Actor, at: dt.datetime) -> Loaded:
    """ "Nạp cây tổ chức": opens what is missing and closes what ended; safe to run again."""
    rows = without_repeats(rows)
    units = {unit.code: unit for unit in _known(rows)}
    levels = {level.pk: level for level in Level.objects.all()}
    opened = closed = 0
    for row in rows:
        if row.code not in units:
            parent = units[row.parent_code] if row.parent_code else None
            units[row.code] = _open(row, levels[row.level], parent, by=by, at=at)
            opened += 1
    for row in rows:
        if row.until_on is not None and units[row.code].closed_on is None:
            tree.close_unit(
                units[row.code],
                closed_on=row.until_on,
                successor=units.get(row.merged_into),
                document=row.document,
                by=by,
                at=at,
            )
            closed += 1
    return Loaded(opened=opened, closed=closed)


def _known(rows: Sequence[Row]) -> QuerySet[Unit]:
    codes = [row.code for row in rows]
    return Unit.objects.filter(code__in=codes).select_related("level", "parent")


def _open(row: Row, level: Level, parent: Unit | None, *, by: Actor, at: dt.datetime) -> Unit:
    return tree.open_unit(
        code=row.code,
        name=row.name,
        short_name=rules.short_name(row.name),
        level=level,
        parent=parent,
        opened_on=row.from_on or rules.BEFORE_RECORDS,
        by=by,
        at=at,
    )
