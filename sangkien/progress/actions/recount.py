"""Recount everything from the initiatives: what `sangkien recount` does.

Set-based statements, because two million initiatives of a hundred thousand units have to be
counted within a minute; their WHERE clauses are compiled from `counting`, the one definition.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Length

from sangkien.core import db, paths, periods
from sangkien.programmes.models import Period
from sangkien.progress import counting
from sangkien.progress.actions.folding import LOCK
from sangkien.progress.models import OwnTotal, SizeStamp, SubtreeTotal
from sangkien.units.models import Level, Unit

UNITS_AT_ONCE = 2_000  # as many units wait for a recount at most, for a part of a second

OWN = OwnTotal._meta.db_table
SUBTREE = SubtreeTotal._meta.db_table
UNIT = Unit._meta.db_table
LEVEL = Level._meta.db_table
STAMP = SizeStamp._meta.db_table


@dataclass(frozen=True, kw_only=True)
class Recounted:
    """How many rows were wrong and are right now."""

    periods: int
    own: int
    subtree: int


def recount(*, at: dt.datetime) -> Recounted:
    """ "Đếm lại": own totals from the initiatives, then every unit above, bottom-up.

    Batch by batch, so that nobody who registers meanwhile waits long. What changes during the
    recount stays marked and is carried up by the next fold.
    """
    found = list(Period.objects.select_related("unit").order_by("pk"))
    own = sum(recount_period(period) for period in found)
    return Recounted(periods=len(found), own=own, subtree=rebuild(at=at))


def recount_period(period: Period) -> int:
    """The own totals of all units in one period. Returns how many rows changed."""
    return sum(_recount_units(period, first, last) for first, last in unit_ranges())


def unit_ranges() -> Iterator[tuple[int, int]]:
    highest = Unit.objects.aggregate(highest=Max("pk"))["highest"] or 0
    for first in range(1, highest + 1, UNITS_AT_ONCE):
        yield first, first + UNITS_AT_ONCE - 1


@transaction.atomic
def _recount_units(period: Period, first: int, last: int) -> int:
    """Like the recount of one unit: rows there, rows locked, then counted, then written."""
    _insert_missing(period, first, last)
    rows = OwnTotal.objects.filter(period=period, unit_id__gte=first, unit_id__lte=last)
    locked = list(db.locked(rows).order_by("pk").values_list("pk", flat=True))
    return _write_counted(period, first, last, locked) if locked else 0


def _insert_missing(period: Period, first: int, last: int) -> None:
    has_row = OwnTotal.objects.filter(period=period, unit_id=OuterRef("unit_id"))
    missing = (
        counting.entries(period)
        .filter(~Exists(has_row), unit_id__gte=first, unit_id__lte=last)
        .order_by()
        .values_list("unit_id")
        .distinct()
    )
    select, params = missing.query.sql_with_params()
    names = ", ".join(counting.FIGURES)
    sql = f"""
        INSERT INTO {OWN} (unit_id, period_id, {names}, stale)
        WITH found(unit_id) AS ({select})
        SELECT unit_id, %s, 0, 0, 0, 0, %s FROM found WHERE true
        ON CONFLICT (unit_id, period_id) DO NOTHING
    """  # noqa: S608 - see _execute
    _execute(sql, [*params, period.pk, True])


def _write_counted(period: Period, first: int, last: int, locked: list[int]) -> int:
    """Only locked rows are written: one that appeared since counts itself, and may be ahead.

    Only rows that differ are written; they are carried up again.
    """
    counted = counting.count_units(period, first=first, last=last)
    select, params = counted.query.sql_with_params()
    names = ", ".join(counting.FIGURES)
    figures = ", ".join(f"COALESCE(c.{name}, 0)" for name in counting.FIGURES)
    sql = f"""
        INSERT INTO {OWN} (unit_id, period_id, {names}, stale)
        WITH counted(unit_id, {names}) AS ({select})
        SELECT o.unit_id, o.period_id, {figures}, %s
        FROM {OWN} o LEFT JOIN counted c ON c.unit_id = o.unit_id
        WHERE o.id IN ({", ".join(["%s"] * len(locked))})
        ON CONFLICT (unit_id, period_id) DO UPDATE
        SET {_excluded(counting.FIGURES)}, stale = excluded.stale
        WHERE {_differs(OWN, counting.FIGURES)}
    """  # noqa: S608 - see _execute
    return _execute(sql, [*params, True, *locked])


@transaction.atomic
def rebuild(*, at: dt.datetime) -> int:
    """Every subtree total anew: own + sum of the children, the deepest units first.

    One transaction: readers see the old totals or the new ones, and children always sum to
    their parent. Returns how many rows changed.
    """
    db.exclusive(LOCK)
    changed = sum(_rebuild_depth(depth, at=at) for depth in range(paths.MAX_DEPTH, 0, -1))
    _clear_carried()
    return changed


def _rebuild_depth(depth: int, *, at: dt.datetime) -> int:
    if not Unit.objects.alias(length=Length("path")).filter(length=depth * paths.STEP).exists():
        return 0
    names = ", ".join(counting.SUMMED)
    sums = ", ".join(f"SUM({name}) AS {name}" for name in counting.SUMMED)
    own = ", ".join(f"o.{name}" for name in counting.FIGURES)
    below = ", ".join(f"s.{name}" for name in counting.SUMMED)
    figures = ", ".join(f"t.{name}" for name in counting.FIGURES)
    sql = f"""
        INSERT INTO {SUBTREE} (unit_id, period_id, {names}, as_of)
        WITH parts(unit_id, period_id, {names}) AS (
            SELECT o.unit_id, o.period_id, {own}, 0, 0
            FROM {OWN} o JOIN {UNIT} u ON u.id = o.unit_id
            WHERE length(u.path) = %s
            UNION ALL
            SELECT u.parent_id, s.period_id, {below}
            FROM {SUBTREE} s JOIN {UNIT} u ON u.id = s.unit_id
            WHERE length(u.path) = %s
        ), totals AS (
            SELECT unit_id, period_id, {sums} FROM parts GROUP BY unit_id, period_id
        )
        SELECT t.unit_id, t.period_id, {figures}, {_covered("sent")}, {_covered("valid")}, %s
        FROM totals t
        JOIN {UNIT} u ON u.id = t.unit_id
        JOIN {LEVEL} l ON l.key = u.level_id
        LEFT JOIN {STAMP} d ON d.period_id = t.period_id
        WHERE true
        ON CONFLICT (unit_id, period_id) DO UPDATE
        SET {_excluded((*counting.SUMMED, "as_of"))}
        WHERE {_differs(SUBTREE, counting.SUMMED)}
    """  # noqa: S608 - see _execute
    lengths = [depth * paths.STEP, (depth + 1) * paths.STEP]
    today = connection.ops.adapt_datefield_value(periods.local_day(at))
    now = connection.ops.adapt_datetimefield_value(at)
    return _execute(sql, [*lengths, *[today] * 4, now]) + _delete_orphans(depth)


def _clear_carried() -> None:
    """What was just carried up need not be carried again; what changed since stays marked."""
    sums = ", ".join(f"{OWN}.{name} + COALESCE(SUM(c.{name}), 0)" for name in counting.FIGURES)
    kept = ", ".join(f"s.{name}" for name in counting.FIGURES)
    sql = f"""
        UPDATE {OWN} SET stale = %s
        WHERE stale AND EXISTS (
            SELECT 1 FROM {SUBTREE} s
            WHERE s.unit_id = {OWN}.unit_id AND s.period_id = {OWN}.period_id
            AND ({kept}) = (
                SELECT {sums} FROM {SUBTREE} c JOIN {UNIT} u ON u.id = c.unit_id
                WHERE u.parent_id = {OWN}.unit_id AND c.period_id = {OWN}.period_id
            )
        )
    """  # noqa: S608 - see _execute
    _execute(sql, [False])


def _covered(base: str) -> str:
    """A CĐCS counts itself while it stands on the reference day; others sum what is below."""
    day = "COALESCE(d.counted_on, %s)"
    return (
        f"CASE WHEN NOT l.is_grassroots THEN t.covered_{base} "
        f"WHEN t.{base} > 0 AND u.opened_on <= {day} "
        f"AND (u.closed_on IS NULL OR u.closed_on > {day}) THEN 1 ELSE 0 END"
    )


def _delete_orphans(depth: int) -> int:
    """Totals of which nothing is left below."""
    own = OwnTotal.objects.filter(unit_id=OuterRef("unit_id"), period_id=OuterRef("period_id"))
    below = SubtreeTotal.objects.filter(
        unit__parent_id=OuterRef("unit_id"), period_id=OuterRef("period_id")
    )
    level = SubtreeTotal.objects.alias(length=Length("unit__path"))
    orphans = level.filter(~Exists(own), ~Exists(below), length=depth * paths.STEP)
    deleted, _by_model = SubtreeTotal.objects.filter(
        pk__in=list(orphans.values_list("pk", flat=True))
    ).delete()
    return deleted


def _excluded(names: tuple[str, ...]) -> str:
    return ", ".join(f"{name} = excluded.{name}" for name in names)


def _differs(table: str, names: tuple[str, ...]) -> str:
    return " OR ".join(f"{table}.{name} <> excluded.{name}" for name in names)


def _execute(sql: str, params: list[Any]) -> int:
    """Names in the statements are those of tables and columns, values are always parameters."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return max(int(cursor.rowcount), 0)
