"""Carry what changed in the units up to all units above them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import transaction

from sangkien.core import db, paths, periods
from sangkien.progress import counting
from sangkien.progress.actions import marking, reading
from sangkien.progress.models import OwnTotal, SubtreeTotal
from sangkien.units.models import Unit

BATCH = 2_000
LOCK = 7_304_001  # one round at a time, whichever process runs it


def fold_all(now: dt.datetime, *, instant: Callable[[], dt.datetime] | None = None) -> int:
    """Rounds until nothing that was waiting is left, so that the end of the work is an "as of".

    Each round has an `instant` of its own, where it is given: after a long pause the rounds may
    go on into the next hour, and must not be read as part of the one that has ended.
    """
    total = 0
    while True:
        carried = fold(now)
        total += carried
        if carried < BATCH:
            return total
        now = instant() if instant else now


@transaction.atomic
def fold(now: dt.datetime) -> int:
    """One round: every unit above a changed one becomes own + sum of its children, bottom-up.

    All in one transaction, so that children always sum to their parent. Returns how many changed
    rows were carried up.
    """
    db.exclusive(LOCK)
    changed = db.locked(OwnTotal.objects.filter(stale=True), skip=True)
    rows = list(changed.order_by("pk").values_list("pk", "unit__path", "period_id")[:BATCH])
    if not rows:
        return 0
    OwnTotal.objects.filter(pk__in=[pk for pk, _path, _period in rows]).update(stale=False)
    refresh([(path, period_id) for _pk, path, period_id in rows], now=now)
    return len(rows)


def refresh(changed: Iterable[tuple[str, int]], *, now: dt.datetime) -> None:
    """Recompute the subtree totals of (path, period) pairs and of everything above them.

    What they say is read for the day and the hour that run, in the same transaction.
    """
    periods_by_path: dict[str, set[int]] = defaultdict(set)
    for path, period_id in changed:
        for above in (*paths.ancestors(path), path):
            periods_by_path[above].add(period_id)
    marking.mark(set().union(*periods_by_path.values()))
    units = list(Unit.objects.filter(path__in=periods_by_path).select_related("level"))
    days = counting.reference_days(
        set().union(*periods_by_path.values()), today=periods.local_day(now)
    )
    for depth in sorted({paths.depth(path) for path in periods_by_path}, reverse=True):
        level = [unit for unit in units if paths.depth(unit.path) == depth]
        _write_level(level, periods_by_path, days=days, now=now)
    reading.keep([unit.pk for unit in units], now=now)


def _write_level(
    level: list[Unit],
    periods_by_path: dict[str, set[int]],
    *,
    days: dict[int, dt.date],
    now: dt.datetime,
) -> None:
    period_ids = set().union(*(periods_by_path[unit.path] for unit in level))
    figures = counting.subtree_figures(level, period_ids, days=days)
    totals = [
        SubtreeTotal(
            unit=unit, period_id=pk, as_of=now, **figures.get((unit.pk, pk), counting.NOTHING)
        )
        for unit in level
        for pk in sorted(periods_by_path[unit.path])
    ]
    SubtreeTotal.objects.bulk_create(
        totals,
        update_conflicts=True,
        unique_fields=["unit", "period"],
        update_fields=[*counting.SUMMED, "as_of"],
        batch_size=500,
    )
