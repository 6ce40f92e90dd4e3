"""Snapshots that were taken."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.programmes.models import Programme
from sangkien.reports import rules
from sangkien.reports.contents import Numbers
from sangkien.reports.enums import Origin
from sangkien.reports.models import Snapshot
from sangkien.units.models import Unit

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class SnapshotLine:
    """One of a list, with its figure."""

    snapshot: Snapshot
    numbers: Numbers


@dataclass(frozen=True, kw_only=True)
class SnapshotPage:
    """Newest first; `following` is the cursor of the next page, empty on the last one."""

    lines: tuple[SnapshotLine, ...]
    following: str


def get_snapshot(pk: int, *, actor: Actor) -> Snapshot:
    """For those who follow the figures of its unit, published or not."""
    found = _whole().filter(pk=pk).first()
    if found is None or not actor.can(Permission.PROGRESS_VIEW, at=found.unit.path):
        raise NotFound(_("Không tìm thấy bản chụp số liệu này."))
    return found


def get_published(pk: int) -> Snapshot:
    """For everybody."""
    found = _published().filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy báo cáo nhanh này."))
    return found


def _whole() -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(programme__in=Programme.objects.published()).select_related(
        "unit__parent", "programme", "period", "taken_by"
    )


def _published() -> QuerySet[Snapshot]:
    return _whole().filter(published_at__isnull=False)


def newest_published(programme: Programme, unit: Unit) -> Snapshot | None:
    """The last report of a unit that everybody may read."""
    found = _published().filter(programme=programme, unit=unit).defer("content")
    return found.order_by("-taken_at", "-pk").first()


def snapshots_of(
    programme: Programme,
    unit: Unit,
    *,
    actor: Actor,
    is_taken: bool = False,
    after: str = "",
) -> SnapshotPage:
    """For those who follow the figures of the unit; with `is_taken` only those of officers."""
    if not actor.can(Permission.PROGRESS_VIEW, at=unit.path):
        raise NotFound(_("Không tìm thấy trang này."))
    rows = _whole().filter(programme=programme, unit=unit)
    if is_taken:
        rows = rows.filter(origin=Origin.TAKEN)
    if after.isascii() and after.isdigit() and len(after) < rules.MOST_DIGITS:
        rows = rows.filter(pk__lt=int(after))
    found = list(
        rows.defer("content").annotate(numbers=F("content__total")).order_by("-pk")[: PAGE + 1]
    )
    return SnapshotPage(
        lines=tuple(_lines(found[:PAGE])),
        following=str(found[PAGE - 1].pk) if len(found) > PAGE else "",
    )


def _lines(rows: Iterable[Any]) -> Iterator[SnapshotLine]:
    """Of rows that carry their `numbers`."""
    for row in rows:
        yield SnapshotLine(snapshot=row, numbers=Numbers(**row.numbers))


def week_before(snapshot: Snapshot) -> Snapshot | None:
    """Of the same unit and period, nearest to seven days earlier, two days more or less."""
    wanted = snapshot.taken_at - rules.WEEK
    span = (wanted - rules.WEEK_SLACK, wanted + rules.WEEK_SLACK)
    near = Snapshot.objects.filter(
        unit=snapshot.unit_id, period=snapshot.period_id, taken_at__range=span
    )
    pk = _nearest(list(near.values_list("pk", "taken_at")), wanted)
    return Snapshot.objects.get(pk=pk) if pk is not None else None


def bases_of_published(*, since: dt.datetime) -> set[int]:
    """Of those taken from then on: the ones that published reports are compared with."""
    rows = Snapshot.objects.filter(taken_at__gte=since)
    published = list(
        rows.filter(published_at__isnull=False).values_list("unit_id", "period_id", "taken_at")
    )
    there: dict[tuple[int, int], list[tuple[int, dt.datetime]]] = defaultdict(list)
    periods = {period_id for _unit_id, period_id, _taken_at in published}
    found = rows.filter(period__in=periods).values_list("unit_id", "period_id", "pk", "taken_at")
    for unit_id, period_id, pk, taken_at in found.iterator():
        there[unit_id, period_id].append((pk, taken_at))
    nearest = {
        _nearest(there[unit_id, period_id], taken_at - rules.WEEK)
        for unit_id, period_id, taken_at in published
    }
    return {pk for pk in nearest if pk is not None}


def _nearest(instants: Iterable[tuple[int, dt.datetime]], wanted: dt.datetime) -> int | None:
    near = [row for row in instants if _apart(row[1], wanted) <= rules.WEEK_SLACK]
    best = min(near, key=lambda row: (_apart(row[1], wanted), row[0]), default=None)
    return best[0] if best is not None else None


def _apart(one: dt.datetime, other: dt.datetime) -> dt.timedelta:
    return abs(one - other)
