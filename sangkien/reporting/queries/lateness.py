"""Which reports are overdue, for whoever urges: from the day after the units were told by the
calendar itself, so that nobody hears of the same thing twice on one day.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkien.core.periods import local_day, start_of
from sangkien.programmes.models import Programme
from sangkien.reporting import rules
from sangkien.reporting.models import Report
from sangkien.units.models import Unit

LOOKED_BACK = dt.timedelta(days=120)


@dataclass(frozen=True, kw_only=True)
class Late:
    """A report that a unit still owes; `days` as `rules.days_late` counts them. Urged for from
    `late_from`, and until it is too old (`LOOKED_BACK`).
    """

    report_id: int
    title: str
    days: int
    due_at: dt.datetime
    late_from: dt.datetime

    def was_late(self, at: dt.datetime) -> bool:
        """Whether it would have been listed at that moment already."""
        return self.late_from <= at < self.due_at + LOOKED_BACK


def late_reports(
    holders: Q, programme: Programme, *, at: dt.datetime, since: dt.datetime | None = None
) -> Mapping[int, tuple[Late, ...]]:
    """By unit, the earliest term first: of the programme, and those that belong to none. Within the
    grace of its request nothing is late. `holders` finds units by fields of a row that has a `unit`;
    one query.

    With `since` also those that were late then and are too old by now (`Late.was_late` says which).
    """
    rows = _late(programme, at=at, since=since or at).filter(holders)
    found: dict[int, list[Late]] = defaultdict(list)
    for row in rows.select_related("occurrence__request").order_by("due_at", "pk"):
        found[row.unit_id].append(_as_late(row, at=at))
    return {unit_id: tuple(late) for unit_id, late in found.items()}


def _as_late(row: Report, *, at: dt.datetime) -> Late:
    request, label = row.occurrence.request, row.occurrence.label
    told_at = row.occurrence.overdue_at or row.due_at
    return Late(
        report_id=row.pk,
        title=f"{request.title}, {label}" if request.is_repeated else label,
        days=rules.days_late(row.due_at, at),
        due_at=row.due_at,
        late_from=rules.late_from(row.due_on, request.grace_days, told_at=told_at),
    )


def late_units(
    unit: Unit, programme: Programme, *, at: dt.datetime, after: str = "", limit: int
) -> tuple[list[int], str]:
    """Units below that exist today, in the order of the tree, keyset: every one of them owes what
    `late_reports` lists, so pages are full; the path behind which the next page begins.
    """
    late = _late(programme, at=at, since=at).filter(unit=OuterRef("pk"))
    rows = Unit.objects.standing_on(local_day(at)).under(unit.path).exclude(pk=unit.pk)
    rows = rows.filter(Exists(late))
    if after:
        rows = rows.filter(path__gt=after)
    found = list(rows.order_by("path").values_list("pk", "path")[: limit + 1])
    following = found[limit - 1][1] if len(found) > limit else ""
    return [pk for pk, _path in found[:limit]], following


def _late(programme: Programme, *, at: dt.datetime, since: dt.datetime) -> QuerySet[Report]:
    """The same as `rules.late_from` says, asked of the database."""
    wanted = Q(occurrence__request__programme=None) | Q(occurrence__request__programme=programme)
    return Report.objects.owed().filter(
        wanted,
        _is_past_grace(local_day(at)),
        due_at__gt=since - LOOKED_BACK,
        occurrence__overdue_at__lt=start_of(local_day(at)),
    )


def _is_past_grace(today: dt.date) -> Q:
    """Each possible grace has its own last day: days cannot be added alike in both databases."""
    return reduce(
        or_,
        (
            Q(occurrence__request__grace_days=days, due_on__lt=today - dt.timedelta(days=days))
            for days in range(rules.MOST_GRACE + 1)
        ),
    )
