"""Which reports are overdue, for whoever urges: from the day after the units were told by the
calendar itself, so that nobody hears of the same thing twice on one day.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkien.core import paths
from sangkien.core.periods import local_day, start_of
from sangkien.programmes.models import Programme
from sangkien.reporting import rules
from sangkien.reporting.models import Report
from sangkien.units.models import Unit

LOOKED_BACK = dt.timedelta(days=120)


@dataclass(frozen=True, kw_only=True)
class Late:
    """A report that a unit still owes; `days` as `rules.days_late` counts them."""

    report_id: int
    title: str
    days: int


def late_reports(
    holders: Q, programme: Programme, *, at: dt.datetime
) -> Mapping[int, tuple[Late, ...]]:
    """By unit, the earliest term first: of the programme, and those that belong to none. Within the
    grace of its request nothing is late. `holders` finds units by fields of a row that has a `unit`;
    one query.
    """
    rows = _late(programme, at=at).filter(holders).select_related("occurrence__request")
    found: dict[int, list[Late]] = defaultdict(list)
    for row in rows.order_by("due_at", "pk"):
        request, days = row.occurrence.request, rules.days_late(row.due_at, at)
        if days > request.grace_days:
            label = row.occurrence.label
            title = f"{request.title}, {label}" if request.is_repeated else label
            found[row.unit_id].append(Late(report_id=row.pk, title=title, days=days))
    return {unit_id: tuple(late) for unit_id, late in found.items()}


def late_units(
    unit: Unit, programme: Programme, *, at: dt.datetime, after: str = "", limit: int
) -> tuple[list[int], str]:
    """Units below in the order of the tree, keyset; the path behind which the next page begins."""
    late = _late(programme, at=at).filter(unit=OuterRef("pk"))
    rows = Unit.objects.filter(paths.subtree(unit.path), Exists(late)).exclude(pk=unit.pk)
    if after:
        rows = rows.filter(path__gt=after)
    found = list(rows.order_by("path").values_list("pk", "path")[: limit + 1])
    following = found[limit - 1][1] if len(found) > limit else ""
    return [pk for pk, _path in found[:limit]], following


def _late(programme: Programme, *, at: dt.datetime) -> QuerySet[Report]:
    wanted = Q(occurrence__request__programme=None) | Q(occurrence__request__programme=programme)
    return Report.objects.owed().filter(
        wanted,
        due_at__lte=at,
        due_at__gt=at - LOOKED_BACK,
        occurrence__overdue_at__lt=start_of(local_day(at)),
    )
