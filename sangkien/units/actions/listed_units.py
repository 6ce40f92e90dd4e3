"""Units from a list: opened, counted and taken back a block at a time."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, paths, relations, text
from sangkien.imports.enums import Outcome
from sangkien.imports.kinds import Done, Row, Task
from sangkien.journal.actions.recording import record
from sangkien.units.actions import proposing
from sangkien.units.events import UnitsListed, UnitsUnlisted
from sangkien.units.models import Headcount, Level, Unit

LOCK = 7_305_003  # one list of units is written at a time: each reads what the last one wrote

Figures = tuple[int, int]  # members, workers


@dataclass(frozen=True, kw_only=True)
class Writing:
    """One line that changes something; `unit` None is a new one."""

    code: str
    name: str
    level: Level
    parent_code: str
    opened_on: dt.date
    unit: Unit | None
    headcount: Headcount | None
    figures: Figures | None
    counted_on: dt.date


def hold() -> None:
    """Let nobody else write a list until this transaction ends; call it before reading."""
    db.exclusive(LOCK)


@transaction.atomic
def write(lines: Sequence[Writing], task: Task) -> list[dict[str, Any]]:
    """ "Lập đơn vị theo danh sách": returns for each line what is needed to take it back."""
    if not lines:
        return []
    opened = _open([line for line in lines if line.unit is None])
    was = {line.code: _figures(line.headcount) for line in lines}
    counted = _count(lines, opened)
    days = [line.opened_on for line in lines if line.unit is None]
    days += [line.counted_on for line in lines if line.code in counted]
    event = UnitsListed(
        import_id=task.import_id,
        opened=tuple(unit.pk for unit in opened.values()),
        counted=tuple(row.unit_id for row in counted.values()),
        since_on=min(days, default=task.day),
    )
    record(event, by=Actor(user_id=task.by_id), at=task.at)
    return [_trace(line, opened, counted, was) for line in lines]


def _open(lines: Sequence[Writing]) -> dict[str, Unit]:
    """Level by level: a path needs the path above and the own primary key."""
    above = {
        unit.code: unit for unit in Unit.objects.filter(code__in={x.parent_code for x in lines})
    }
    opened: dict[str, Unit] = {}
    waiting = list(lines)
    while waiting:
        ready = [line for line in waiting if line.parent_code in above]
        if not ready:
            raise ValueError("units whose parents are not there were to be opened")
        made = [_unit(line, above[line.parent_code]) for line in ready]
        Unit.objects.bulk_create(made)
        for unit, line in zip(made, ready, strict=True):
            unit.path = paths.child(above[line.parent_code].path, unit.pk)
        Unit.objects.bulk_update(made, ["path"], batch_size=200)
        proposing.propose(made)
        above |= {unit.code: unit for unit in made}
        opened |= {unit.code: unit for unit in made}
        waiting = [line for line in waiting if line.code not in opened]
    return opened


def _unit(line: Writing, parent: Unit) -> Unit:
    name = text.clean_line(line.name)
    return Unit(
        code=line.code,
        name=name,
        folded_name=text.fold(name),
        name_sort=text.sort_key(name),
        level=line.level,
        parent=parent,
        path=f"~{uuid.uuid4().hex}",  # the path needs the primary key, known after the insert
        opened_on=line.opened_on,
    )


def _count(lines: Sequence[Writing], opened: Mapping[str, Unit]) -> dict[str, Headcount]:
    new, changed = {}, {}
    for line in lines:
        unit = line.unit or opened[line.code]
        if line.figures is None or line.figures == _figures(line.headcount):
            continue
        members, workers = line.figures
        if line.headcount is None:
            new[line.code] = Headcount(
                unit=unit, counted_on=line.counted_on, members=members, workers=workers
            )
        else:
            line.headcount.members, line.headcount.workers = members, workers
            changed[line.code] = line.headcount
    Headcount.objects.bulk_create(new.values())
    Headcount.objects.bulk_update(changed.values(), ["members", "workers"], batch_size=200)
    return new | changed


def _figures(headcount: Headcount | None) -> Figures | None:
    return (headcount.members, headcount.workers) if headcount else None


def _trace(
    line: Writing,
    opened: Mapping[str, Unit],
    counted: Mapping[str, Headcount],
    was: Mapping[str, Figures | None],
) -> dict[str, Any]:
    unit = line.unit or opened[line.code]
    trace: dict[str, Any] = {"unit": unit.pk, "is_new": line.unit is None, "name": unit.name}
    headcount = counted.get(line.code)
    if headcount is not None:
        trace["counted"] = {
            "pk": headcount.pk,
            "on": headcount.counted_on.isoformat(),
            "was": was[line.code],
            "now": line.figures,
        }
    return trace


@transaction.atomic
def take_back(rows: Sequence[Row], scope: Unit, task: Task) -> list[Done]:
    """ "Hoàn tác danh sách đơn vị": figures as they were, and new units to which nothing refers."""
    traces: list[dict[str, Any]] = [row.trace for row in rows]
    units = {
        unit.pk: unit
        for unit in db.locked(Unit.objects.filter(pk__in=[trace["unit"] for trace in traces]))
    }
    headcounts = Headcount.objects.in_bulk([t["counted"]["pk"] for t in traces if "counted" in t])
    kept = {trace["unit"]: _why_kept(trace, units, headcounts, scope) for trace in traces}
    taken = [trace for trace in traces if not kept[trace["unit"]]]
    _restore([trace for trace in taken if not trace["is_new"]], headcounts)
    kept |= _remove([trace for trace in taken if trace["is_new"]], units)
    gone = [trace for trace in traces if not kept[trace["unit"]]]
    if gone:
        days = [units[t["unit"]].opened_on for t in gone if t["is_new"]]
        days += [dt.date.fromisoformat(t["counted"]["on"]) for t in gone if "counted" in t]
        event = UnitsUnlisted(
            import_id=task.import_id,
            unit_ids=tuple(trace["unit"] for trace in gone),
            since_on=min(days, default=task.day),
        )
        record(event, by=Actor(user_id=task.by_id), at=task.at)
    return [
        Done(outcome=Outcome.KEPT, reasons=(kept[trace["unit"]],), trace=trace)
        if kept[trace["unit"]]
        else Done(outcome=Outcome.UNDONE, trace=trace)
        for trace in traces
    ]


def _why_kept(
    trace: dict[str, Any],
    units: Mapping[int, Unit],
    headcounts: Mapping[int, Headcount],
    scope: Unit,
) -> str:
    unit = units.get(trace["unit"])
    if unit is None or not paths.contains(scope.path, unit.path):
        return _("Đơn vị này đã được chuyển đi hoặc không còn trong hệ thống.")
    if trace["is_new"] and (unit.name != trace["name"] or unit.closed_on is not None):
        return _("Đơn vị này đã được đổi tên hoặc kết thúc sau khi nhập.")
    counted = trace.get("counted")
    held = headcounts.get(counted["pk"]) if counted else None
    if counted and (held is None or _figures(held) != tuple(counted["now"])):
        return _("Số đoàn viên, lao động đã được sửa sau khi nhập.")
    return ""


def _restore(traces: Sequence[dict[str, Any]], headcounts: Mapping[int, Headcount]) -> None:
    changed, gone = [], []
    for counted in (trace["counted"] for trace in traces if "counted" in trace):
        row = headcounts[counted["pk"]]
        if counted["was"] is None:
            gone.append(row.pk)
        else:
            row.members, row.workers = counted["was"]
            changed.append(row)
    Headcount.objects.bulk_update(changed, ["members", "workers"], batch_size=200)
    Headcount.objects.filter(pk__in=gone).delete()


def _remove(traces: Sequence[dict[str, Any]], units: Mapping[int, Unit]) -> dict[int, str]:
    """The deepest first; what anything else refers to stays, and so does what is above it."""
    by_depth: dict[int, list[int]] = defaultdict(list)
    own = {trace["unit"]: trace.get("counted", {}).get("pk") for trace in traces}
    for pk in own:
        by_depth[paths.depth(units[pk].path)].append(pk)
    kept: dict[int, str] = {}
    for depth in sorted(by_depth, reverse=True):
        level = by_depth[depth]
        used = relations.pointed_at(Unit, level, ignoring={Headcount}, only_blocking=True)
        others = Headcount.objects.filter(unit_id__in=level).exclude(
            pk__in=[h for h in own.values() if h]
        )
        used |= set(others.values_list("unit_id", flat=True))
        for pk in used:
            kept[pk] = _("Đơn vị này đã có đơn vị trực thuộc, đoàn viên, số liệu hoặc hồ sơ khác.")
        free = [pk for pk in level if pk not in used]
        Headcount.objects.filter(unit_id__in=free).delete()
        Unit.objects.filter(pk__in=free).delete()
    return kept
