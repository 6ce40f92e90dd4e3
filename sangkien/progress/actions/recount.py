"""Recount everything from the initiatives: what `sangkien recount` does.

Set-based statements, because two million initiatives of a hundred thousand units have to be
counted within a minute. `recount --check` holds them against `counting`, the definition.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Length

from sangkien.core import db, paths, periods
from sangkien.initiatives.enums import COUNTED_AS_RECOGNISED, COUNTED_AS_VALID
from sangkien.programmes.models import Period
from sangkien.progress import campaigns, counting
from sangkien.progress.actions import marking, reading
from sangkien.progress.actions.folding import LOCK
from sangkien.progress.models import OwnTotal, SizeStamp, SubtreeTotal
from sangkien.units.models import Level, Unit

UNITS_AT_ONCE = 2_000  # registrations wait for as long as counting these takes

OWN = OwnTotal._meta.db_table
SUBTREE = SubtreeTotal._meta.db_table
UNIT = Unit._meta.db_table
LEVEL = Level._meta.db_table
STAMP = SizeStamp._meta.db_table

VALID = ", ".join(f"'{state.value}'" for state in COUNTED_AS_VALID)
RECOGNISED = ", ".join(f"'{state.value}'" for state in COUNTED_AS_RECOGNISED)

# Grouped by author first, so that distinct people are counted without sorting the entries. The kept
# rows come along as nobody's, so that one without entries becomes zero.
WRITE_FIGURES = f"""
INSERT INTO {OWN} (unit_id, period_id, sent, valid, recognised, people, benefit_vnd, stale)
WITH %(part)s
SELECT unit_id, period_id, SUM(sent), SUM(valid), SUM(recognised), COUNT(author_id),
       COALESCE(SUM(benefit_vnd), 0), TRUE
  FROM (SELECT entry.unit_id, part.period_id, entry.author_id, COUNT(*) AS sent,
               COUNT(*) FILTER (WHERE entry.state IN ({VALID})) AS valid,
               COUNT(*) FILTER (WHERE entry.state IN ({RECOGNISED})) AS recognised,
               SUM(entry.benefit_vnd) FILTER (WHERE entry.state IN ({VALID})) AS benefit_vnd
          FROM initiatives_initiative AS entry
          JOIN part ON {campaigns.JOINED}
         WHERE entry.unit_id BETWEEN %(first)s AND %(last)s AND {campaigns.COUNTS}
         GROUP BY entry.unit_id, part.period_id, entry.author_id
         UNION ALL
        SELECT unit_id, period_id, NULL, 0, 0, 0, NULL
          FROM {OWN}
         WHERE unit_id BETWEEN %(first)s AND %(last)s
           AND period_id BETWEEN %(first_period)s AND %(last_period)s) AS counted
 WHERE TRUE
 GROUP BY unit_id, period_id
    ON CONFLICT (unit_id, period_id) DO UPDATE
       SET sent = excluded.sent, valid = excluded.valid, recognised = excluded.recognised,
           people = excluded.people, benefit_vnd = excluded.benefit_vnd, stale = TRUE
     WHERE {OWN}.sent <> excluded.sent OR {OWN}.valid <> excluded.valid
        OR {OWN}.recognised <> excluded.recognised
        OR {OWN}.people <> excluded.people OR {OWN}.benefit_vnd <> excluded.benefit_vnd
"""  # noqa: S608 - made of constants


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
    last = Period.objects.aggregate(last=Max("pk"))["last"] or 0
    own = _count(first_period=1, last_period=last)
    subtree = rebuild(at=at)
    for first, last in unit_ranges():
        _clear_carried(first, last)
    return Recounted(periods=Period.objects.count(), own=own, subtree=subtree)


def recount_period(period: Period) -> int:
    """The own totals of all units in one period. Returns how many rows changed."""
    return _count(first_period=period.pk, last_period=period.pk)


def _count(*, first_period: int, last_period: int) -> int:
    of_periods = {"first_period": first_period, "last_period": last_period}
    return sum(
        _count_units({**of_periods, "first": first, "last": last}) for first, last in unit_ranges()
    )


def unit_ranges() -> Iterator[tuple[int, int]]:
    highest = Unit.objects.aggregate(highest=Max("pk"))["highest"] or 0
    for first in range(1, highest + 1, UNITS_AT_ONCE):
        yield first, first + UNITS_AT_ONCE - 1


@transaction.atomic
def _count_units(which: dict[str, int]) -> int:
    """Count after everybody else has written: who counted before would undo what others add."""
    db.stop_writers(OwnTotal)
    part = campaigns.parts(
        units="BETWEEN %(first)s AND %(last)s",
        periods="AND period.id BETWEEN %(first_period)s AND %(last_period)s",
    )
    sql = WRITE_FIGURES.replace("%(part)s", part)
    return _execute(sql, which)


@transaction.atomic
def rebuild(*, at: dt.datetime) -> int:
    """Every subtree total anew: own + sum of the children, the deepest units first.

    One transaction: readers see the old totals or the new ones, and children always sum to
    their parent. The day and the hour that run follow, those that ended stay as they were read.
    Returns how many rows changed.
    """
    db.exclusive(LOCK)
    marking.mark(Period.objects.values_list("pk", flat=True))
    changed = sum(_rebuild_depth(depth, at=at) for depth in range(paths.MAX_DEPTH, 0, -1))
    reading.heal(at=at)
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


@transaction.atomic
def _clear_carried(first: int, last: int) -> None:
    """What was just carried up need not be carried again; what changed since stays marked.

    A subtree total less those of the children is the own total that was carried up last.
    """
    db.stop_writers(OwnTotal)
    sums = ", ".join(f"{OWN}.{name} + COALESCE(SUM(c.{name}), 0)" for name in counting.FIGURES)
    kept = ", ".join(f"s.{name}" for name in counting.FIGURES)
    sql = f"""
        UPDATE {OWN} SET stale = FALSE
        WHERE stale AND unit_id BETWEEN %s AND %s AND EXISTS (
            SELECT 1 FROM {SUBTREE} s
            WHERE s.unit_id = {OWN}.unit_id AND s.period_id = {OWN}.period_id
            AND ({kept}) = (
                SELECT {sums} FROM {SUBTREE} c JOIN {UNIT} u ON u.id = c.unit_id
                WHERE u.parent_id = {OWN}.unit_id AND c.period_id = {OWN}.period_id
            )
        )
    """  # noqa: S608 - see _execute
    _execute(sql, [first, last])


def _execute(sql: str, params: list[Any] | dict[str, int]) -> int:
    """Names in the statements are those of tables and columns, values are always parameters."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return max(int(cursor.rowcount), 0)
