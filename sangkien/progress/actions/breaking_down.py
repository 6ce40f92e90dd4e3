"""Keep the breakdowns: counted anew where something happened, and carried up."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef

from sangkien.core import db, paths
from sangkien.journal.models import Entry, Seal
from sangkien.programmes.models import Period
from sangkien.progress import tallying
from sangkien.progress.actions import marking
from sangkien.progress.models import Breakdown, BreakdownMark, OwnTotal
from sangkien.progress.tallying import TABLE, TOTAL, UNIT
from sangkien.units.models import Unit

LOCK = 7_304_011  # one writer of breakdowns at a time: each first locks, then counts
UNITS_AT_ONCE = 4_000
ROWS_AT_ONCE = 2_000
SEALS_AT_ONCE = 20

# Where nobody is below, the branch is the unit itself.
LEAVES = f"""
UPDATE {TABLE} SET {", ".join(f"{name} = own_{name}" for name in TOTAL)}, as_of = %s
 WHERE unit_id BETWEEN %s AND %s
   AND ({" OR ".join(f"{name} <> own_{name}" for name in TOTAL)})
   AND NOT EXISTS (SELECT 1 FROM {UNIT} AS child WHERE child.parent_id = {TABLE}.unit_id)
"""  # noqa: S608 - made of constants


def follow(now: dt.datetime) -> int:
    """ "Cập nhật cơ cấu": the units named in the seals since the last time, counted anew.

    The journal is sealed by what is committed, not by number, so that nothing slips through
    between two rounds. What is counted twice only costs time. Returns how many units it were.
    """
    mark = BreakdownMark.objects.first()
    if mark is None:
        return begin(now)
    is_behind = Entry.objects.filter(seal=None).exists()
    seals = list(Seal.objects.filter(pk__gt=mark.seal_id).order_by("pk")[:SEALS_AT_ONCE])
    units: set[int] = set()
    for seal in seals:
        units |= tallying.touched(seal_ids=[seal.pk])
    count(sorted(units), now=now)
    carry(now)
    _complete(mark, seals, is_behind=is_behind or len(seals) == SEALS_AT_ONCE, now=now)
    return len(units)


def _complete(mark: BreakdownMark, seals: list[Seal], *, is_behind: bool, now: dt.datetime) -> None:
    """Up to now, unless something waits to be sealed or read."""
    last = seals[-1] if seals else None
    if last is None and is_behind:
        return
    mark.complete_at = last.sealed_at if last and is_behind else now
    mark.seal_id = last.pk if last else mark.seal_id
    mark.save()


def catch_up(now: dt.datetime) -> int:
    """What happened since the last round, sealed or not, for whoever needs totals and parts of one moment;
    the next round counts the same again. Nothing before the first round.
    """
    mark = BreakdownMark.objects.first()
    if mark is None:
        return 0
    seals = Seal.objects.filter(pk__gt=mark.seal_id).values_list("pk", flat=True)
    done = count(sorted(tallying.touched(seal_ids=[*seals, None])), now=now)
    carry(now)
    return done


def begin(now: dt.datetime) -> int:
    """The first round: everything that counts was there before."""
    last = Seal.objects.aggregate(last=Max("pk"))["last"] or 0
    done = recount(now=now)
    BreakdownMark.objects.update_or_create(pk=1, defaults={"seal_id": last, "complete_at": now})
    return done


def recount(*, now: dt.datetime) -> int:
    """Everything anew, own and carried up. Returns how many rows were wrong."""
    wrong = 0
    for first, last in _ranges():
        units = Unit.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")
        wrong += count(list(units.values_list("pk", flat=True)), now=now)
    return wrong + rebuild(now)


def _ranges() -> Iterable[tuple[int, int]]:
    highest = Unit.objects.aggregate(highest=Max("pk"))["highest"] or 0
    for first in range(1, highest + 1, UNITS_AT_ONCE):
        yield first, first + UNITS_AT_ONCE - 1


def recount_period(period_id: int, *, now: dt.datetime) -> int:
    """The units that have anything in one period: its window has moved, or who takes part."""
    own = OwnTotal.objects.filter(period_id=period_id).values_list("unit_id", flat=True)
    kept = Breakdown.objects.filter(period_id=period_id).values_list("unit_id", flat=True)
    return count(sorted({*own, *kept}), period_id=period_id, now=now)


def count(unit_ids: list[int], *, now: dt.datetime, period_id: int | None = None) -> int:
    """Count these units anew and write what differs. Returns how many rows that were."""
    return sum(
        _count(unit_ids[start : start + UNITS_AT_ONCE], period_id=period_id, now=now)
        for start in range(0, len(unit_ids), UNITS_AT_ONCE)
    )


@transaction.atomic
def _count(unit_ids: list[int], *, period_id: int | None, now: dt.datetime) -> int:
    """Locked first: who counted before would undo what others have counted since."""
    db.exclusive(LOCK)
    return tallying.count(unit_ids, period_id=period_id, at=now)


def carry(now: dt.datetime) -> int:
    """Rounds until nothing waits to be carried up."""
    total = 0
    while True:
        carried = _carry(now)
        total += carried
        if carried < ROWS_AT_ONCE:
            return total


@transaction.atomic
def _carry(now: dt.datetime) -> int:
    """One round: every unit above a changed row becomes own + sum of its children, bottom-up."""
    db.exclusive(LOCK)
    stale = Breakdown.objects.filter(stale=True).order_by("pk")
    rows = list(stale.values_list("pk", "unit__path", "period_id")[:ROWS_AT_ONCE])
    if rows:
        Breakdown.objects.filter(pk__in=[pk for pk, _path, _period in rows]).update(stale=False)
        _refresh([(path, period_id) for _pk, path, period_id in rows], now=now)
    return len(rows)


def _refresh(changed: Iterable[tuple[str, int]], *, now: dt.datetime) -> int:
    """The totals of (path, period) pairs and of everything above them. How many differed."""
    periods_by_path: dict[str, set[int]] = defaultdict(set)
    for path, period_id in changed:
        for above in (*paths.ancestors(path), path):
            periods_by_path[above].add(period_id)
    marking.mark(set().union(*periods_by_path.values()))
    wrong = 0
    for depth in sorted({paths.depth(path) for path in periods_by_path}, reverse=True):
        level = sorted(path for path in periods_by_path if paths.depth(path) == depth)
        for start in range(0, len(level), UNITS_AT_ONCE):
            few = level[start : start + UNITS_AT_ONCE]
            periods = sorted(set().union(*(periods_by_path[path] for path in few)))
            wrong += tallying.carry([int(p[-paths.STEP :], 36) for p in few], periods, at=now)
    return wrong


@transaction.atomic
def rebuild(now: dt.datetime) -> int:
    """Every row becomes own + sum of its children, the deepest units first."""
    db.exclusive(LOCK)
    Breakdown.objects.filter(stale=True).update(stale=False)
    wrong = sum(_leaves(first, last, now=now) for first, last in _ranges())
    parents = Unit.objects.filter(Exists(Unit.objects.filter(parent_id=OuterRef("pk"))))
    every = list(Period.objects.values_list("pk", flat=True))
    inner = parents.values_list("path", flat=True)
    return wrong + _refresh(((path, period) for path in inner for period in every), now=now)


def _leaves(first: int, last: int, *, now: dt.datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(LEAVES, [connection.ops.adapt_datetimefield_value(now), first, last])
        return max(int(cursor.rowcount), 0)
