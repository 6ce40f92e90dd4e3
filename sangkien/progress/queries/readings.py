"""What stood at the end of an hour or of a day, read again: always the same number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from sangkien.agreements.enums import TargetBase
from sangkien.programmes.models import Period
from sangkien.progress import counting, trends
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.models import Reading, SubtreeTotal
from sangkien.progress.queries.figures import Counts
from sangkien.units.models import Unit

READING, SUBTREE = Reading._meta.db_table, SubtreeTotal._meta.db_table
PERIOD = Period._meta.db_table


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The figures at the end of a day or of an hour, counted up to `as_of`.

    `is_baseline` marks the first of a unit that had figures before readings were kept.
    """

    ends_at: dt.datetime
    counts: Counts
    as_of: dt.datetime
    is_baseline: bool = False


_FIELDS = ("ends_at", "as_of", "is_baseline", *counting.SUMMED)


def _moments(rows: "QuerySet[Reading]") -> list[Moment]:
    return [
        Moment(
            ends_at=ends_at,
            as_of=as_of,
            is_baseline=is_baseline,
            counts=Counts(**dict(zip(counting.SUMMED, figures, strict=True))),
        )
        for ends_at, as_of, is_baseline, *figures in rows.values_list(*_FIELDS)
    ]


def reading_at(unit: Unit, period: Period, at: dt.datetime) -> Moment | None:
    """The last reading whose hour or day had ended by an instant, None before the first one.

    The same answer for ever, as soon as the round that was under way at the end of the hour is
    written: ask for instants that lie a minute back. Hours are kept for units above the CĐCS
    until sixty days after the close; otherwise it is the end of the day before. Two queries.
    """
    ended = Reading.objects.filter(unit=unit, period=period, ends_at__lte=at)
    found = [
        moment
        for span in ReadingSpan
        for moment in _moments(ended.filter(span=span).order_by("-ends_at")[:1])
    ]
    return max(found, key=lambda moment: (moment.ends_at, moment.as_of), default=None)


Values = list[tuple[dt.datetime, int]]  # what stood at the end of each day with a change


def days_of(
    unit_ids: Collection[int], period: Period, *, base: TargetBase
) -> tuple[dict[int, Values], bool]:
    """The days of each unit on one base, and whether any goes on from a baseline. One query."""
    rows = Reading.objects.filter(unit_id__in=unit_ids, period=period, span=ReadingSpan.DAY)
    column = base.value  # bases are named as the figures they count
    parts: dict[int, Values] = defaultdict(list)
    has_baseline = False
    for unit_id, ends_at, is_baseline, value in rows.order_by("unit_id", "ends_at").values_list(
        "unit_id", "ends_at", "is_baseline", column
    ):
        has_baseline = has_baseline or (is_baseline and unit_id not in parts)
        parts[unit_id].append((ends_at, value))
    return dict(parts), has_baseline


def hours_of(unit: Unit, period: Period, *, after: dt.datetime, until: dt.datetime) -> list[Moment]:
    """The end of every hour with a change, `after` < end <= `until`."""
    rows = Reading.objects.filter(
        unit=unit, period=period, span=ReadingSpan.HOUR, ends_at__gt=after, ends_at__lte=until
    )
    return _moments(rows.order_by("ends_at"))


def first_at_least(period: Period, aims: dict[int, tuple[str, int]]) -> dict[int, Moment]:
    """By unit the first day with at least a number on a base; `aims` are base and number by unit.

    Two queries: each unit's days are read from the index up to that day and no further.
    """
    if not aims:
        return {}
    rows = ", ".join(["(%s, %s, %s)"] * len(aims))
    values = [part for pk, (base, number) in aims.items() for part in (pk, base, number)]
    with connection.cursor() as cursor:
        cursor.execute(_FIRST.replace("%(aims)s", rows), [*values, period.pk])
        found = {unit_id: pk for unit_id, pk in cursor.fetchall() if pk is not None}
    moments = Reading.objects.filter(pk__in=found.values()).in_bulk()
    return {
        unit_id: Moment(
            ends_at=moments[pk].ends_at,
            as_of=moments[pk].as_of,
            is_baseline=moments[pk].is_baseline,
            counts=Counts(**{name: getattr(moments[pk], name) for name in counting.SUMMED}),
        )
        for unit_id, pk in found.items()
    }


_FIRST = f"""
WITH aims(unit_id, base, number) AS (VALUES %(aims)s)
SELECT a.unit_id, (
    SELECT r.id FROM {READING} r
     WHERE r.unit_id = a.unit_id AND r.period_id = %s AND r.span = '{ReadingSpan.DAY.value}'
       AND CASE a.base WHEN 'sent' THEN r.sent WHEN 'valid' THEN r.valid ELSE r.recognised END
           >= a.number
     ORDER BY r.ends_at LIMIT 1)
  FROM aims a
"""  # noqa: S608 - made of constants


def unlike_totals(
    *, first: int, last: int, at: dt.datetime
) -> Iterator[tuple[int, int, tuple[int, ...], tuple[int, ...]]]:
    """(unit, period, what was read last, the total) where the two differ, of units first to last.

    A unit without any reading claims nothing, and hours that will be dropped do not count.
    """
    kept_since = connection.ops.adapt_datetimefield_value(at - trends.HOURS_KEPT)
    width = len(counting.SUMMED)
    seen: set[tuple[int, int]] = set()
    for span in ReadingSpan:
        with connection.cursor() as cursor:
            cursor.execute(_UNLIKE, [span.value, span.value, first, last, kept_since])
            rows = cursor.fetchall()
        for unit_id, period_id, *figures in rows:
            if (unit_id, period_id) not in seen:
                seen.add((unit_id, period_id))
                read, total = figures[:width], figures[width:]
                yield unit_id, period_id, tuple(map(int, read)), tuple(map(int, total))


_READ = ", ".join(f"r.{name}" for name in counting.SUMMED)
_TOTAL = ", ".join(f"t.{name}" for name in counting.SUMMED)
_UNLIKE = f"""
SELECT t.unit_id, t.period_id, {_READ}, {_TOTAL}
  FROM {SUBTREE} t
  JOIN {READING} r
    ON r.unit_id = t.unit_id AND r.period_id = t.period_id AND r.span = %s
   AND r.ends_at = (SELECT MAX(l.ends_at) FROM {READING} l
                     WHERE l.unit_id = t.unit_id AND l.period_id = t.period_id AND l.span = %s)
  JOIN {PERIOD} p ON p.id = t.period_id
 WHERE t.unit_id BETWEEN %s AND %s AND (r.span = '{ReadingSpan.DAY.value}' OR p.closes_at > %s)
   AND ({" OR ".join(f"r.{name} <> t.{name}" for name in counting.SUMMED)})
 ORDER BY t.unit_id, t.period_id
"""  # noqa: S608 - made of constants
