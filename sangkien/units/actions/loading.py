"""Load the upper tree of the union, before and after the reorganisation of 2025."""

import csv
import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from sangkien.access.actor import Actor
from sangkien.units import rules
from sangkien.units.actions import tree
from sangkien.units.actions.reorganising import carrying
from sangkien.units.enums import ActKind, ActState
from sangkien.units.models import Level, Unit
from sangkien.units.plans import Document, NewUnit, Plan

SOURCE = Path(__file__).resolve().parents[1] / "data" / "unions.csv"
BEFORE, SINCE = "pre2025", "2025"
LEVELS = {
    "trung_uong": "trung-uong",
    "cap_tinh": "tinh",
    "nganh_trung_uong": "nganh",
    "tap_doan_tong_cong_ty": "tap-doan",
}
DOUBT = "cần kiểm chứng"  # in the column for the document: the act is marked as not verified
LONGEST_NUMBER = 60
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
    """ "Nạp cây tổ chức": opens what is missing and carries out each merger and each end as the
    act that it was; safe to run again. What an officer has undone stays undone.
    """
    rows = without_repeats(rows)
    units = {unit.code: unit for unit in _known(rows)}
    levels = {level.pk: level for level in Level.objects.all()}
    before = len(units)
    groups = _groups(rows)
    by_act = {code for code, _day, _document in groups}
    for row in rows:
        if row.code not in units and row.code not in by_act:
            parent = units[row.parent_code] if row.parent_code else None
            units[row.code] = _open(row, levels[row.level], parent, by=by, at=at)
    wanted = {row.code: row for row in rows}
    closed = 0
    for (successor, day, _document), members in groups.items():
        ending = [units[row.code] for row in members if units[row.code].closed_on is None]
        if ending:
            heir = units.get(successor)
            plan = _plan(ending, heir, wanted.get(successor), day=day, document=members[0].document)
            act = carrying.decide(plan, request_key=_key(members), by=by, at=at)
            closed += len(ending) if act.state == ActState.DONE else 0
            units |= {unit.code: unit for unit in _known(rows)}
    return Loaded(opened=len(units) - before, closed=closed)


def _groups(rows: Sequence[Row]) -> dict[tuple[str, dt.date, str], list[Row]]:
    """Who ended together: by successor (or alone), day and document, the certain ones first."""
    groups: dict[tuple[str, dt.date, str], list[Row]] = defaultdict(list)
    known = {row.code for row in rows}
    for row in sorted(rows, key=lambda row: DOUBT in row.document):
        if row.until_on is not None:
            successor = row.merged_into if row.merged_into in known else ""
            groups[successor, row.until_on, row.document if successor else row.code].append(row)
    return groups


def _plan(
    ending: list[Unit], heir: Unit | None, new: Row | None, *, day: dt.date, document: str
) -> Plan:
    fits = len(document) <= LONGEST_NUMBER
    made: tuple[NewUnit, ...] = ()
    if heir is None and new is not None:
        made = (
            NewUnit(
                code=new.code,
                name=new.name,
                short_name=rules.short_name(new.name),
                level=new.level,
            ),
        )
    return Plan(
        kind=ActKind.MERGE if heir or new else ActKind.DISSOLVE,
        effective_on=day,
        document=Document(
            number=document if fits else "",
            note="" if fits else document,
            is_verified=DOUBT not in document,
        ),
        unit_ids=tuple(unit.pk for unit in ending),
        target_id=heir.pk if heir else None,
        new=made,
    )


def _key(members: list[Row]) -> uuid.UUID:
    """The same act in every run."""
    return uuid.uuid5(uuid.NAMESPACE_OID, " ".join(row.code for row in members))


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
