"""Keep what the totals say at the end of each hour and day, beside the totals themselves.

Set-based: the rows come from the totals that the round has just written, in two statements for
each thousand units.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import connection

from sangkien.core import periods
from sangkien.programmes.models import Period
from sangkien.progress import counting, trends
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.models import Reading, SubtreeTotal
from sangkien.units.models import Level, Unit

UNITS_AT_ONCE = 1_000
THINNED_AT_ONCE = 5_000

READING, SUBTREE = Reading._meta.db_table, SubtreeTotal._meta.db_table
UNIT, LEVEL, PERIOD = Unit._meta.db_table, Level._meta.db_table, Period._meta.db_table
_NAMES = ", ".join(counting.SUMMED)
_FIGURES = ", ".join(f"t.{name}" for name in counting.SUMMED)
_WRITTEN = ", ".join(f"{name} = excluded.{name}" for name in (*counting.SUMMED, "as_of"))
_DIFFERS = " OR ".join(f"last.{name} <> t.{name}" for name in counting.SUMMED)

# Never before the last one that is there: what has ended stays, however the clock goes.
_RUNNING = f"""COALESCE((
    SELECT MAX(later.ends_at) FROM {READING} later
     WHERE later.unit_id = t.unit_id AND later.period_id = t.period_id
       AND later.span = %(span)s AND later.ends_at > %(ends_at)s), %(ends_at)s)"""  # noqa: S608 - made of constants

_INTO = f"INSERT INTO {READING} (unit_id, period_id, span, ends_at, {_NAMES}, as_of, is_baseline)"
_OR_OVER = f"ON CONFLICT (unit_id, period_id, span, ends_at) DO UPDATE SET {_WRITTEN}"

# Hours are for those who steer: the units above the CĐCS, until some time after the close.
_STEERS = {
    ReadingSpan.DAY: "",
    ReadingSpan.HOUR: f"""
       AND l.tier < (SELECT MIN(tier) FROM {LEVEL} WHERE is_grassroots)
       AND p.closes_at > %(kept_since)s""",  # noqa: S608 - made of constants
}

_KEEP = f"""
{_INTO}
SELECT t.unit_id, t.period_id, %(span)s, {_RUNNING}, {_FIGURES}, t.as_of, FALSE
  FROM {SUBTREE} t
  JOIN {UNIT} u ON u.id = t.unit_id
  JOIN {LEVEL} l ON l.key = u.level_id
  JOIN {PERIOD} p ON p.id = t.period_id
 WHERE t.unit_id IN (%(units)s) AND t.as_of = %(now)s %(steers)s
{_OR_OVER}
"""  # noqa: S608 - made of constants

# Where nothing was read before, what is there did not come today: a baseline.
_HEAL = f"""
{_INTO}
SELECT t.unit_id, t.period_id, %(span)s, {_RUNNING}, {_FIGURES}, t.as_of, last.id IS NULL
  FROM {SUBTREE} t
  LEFT JOIN {READING} last
    ON last.unit_id = t.unit_id AND last.period_id = t.period_id AND last.span = %(span)s
   AND last.ends_at = (SELECT MAX(r.ends_at) FROM {READING} r
                        WHERE r.unit_id = t.unit_id AND r.period_id = t.period_id
                          AND r.span = %(span)s)
 WHERE (last.id IS NULL AND %(begins)s) OR {_DIFFERS}
{_OR_OVER}
"""  # noqa: S608 - made of constants


def keep(unit_ids: Collection[int], *, now: dt.datetime) -> None:
    """Write the running day and hour of the totals that a round has set at `now`."""
    ordered = sorted(unit_ids)
    for first in range(0, len(ordered), UNITS_AT_ONCE):
        some = ordered[first : first + UNITS_AT_ONCE]
        listed = ", ".join(map(str, some))  # numbers, so they may stand in the text
        for span in ReadingSpan:
            sql = _KEEP.replace("%(units)s", listed).replace("%(steers)s", _STEERS[span])
            _execute(sql, _values(span, now))


def heal(*, at: dt.datetime) -> int:
    """ "Đếm lại": the running day and hour say what the totals say; what has ended is left alone.

    Returns how many rows were written.
    """
    written = 0
    for span in ReadingSpan:
        values = {**_values(span, at), "begins": span == ReadingSpan.DAY}
        written += _execute(_HEAL, values)
    return written


def thin(now: dt.datetime) -> int:
    """Drop the hours of periods that closed long ago, some thousand at a time; days stay."""
    over = Period.objects.filter(closes_at__lte=now - trends.HOURS_KEPT).values_list(
        "pk", flat=True
    )
    hours = Reading.objects.filter(span=ReadingSpan.HOUR, period_id__in=list(over))
    found = list(hours.order_by().values_list("pk", flat=True)[:THINNED_AT_ONCE])
    deleted, _by_model = Reading.objects.filter(pk__in=found).delete()
    return deleted


def ends(span: ReadingSpan, at: dt.datetime) -> dt.datetime:
    """The end of the day or hour that runs at an instant, in Việt Nam."""
    if span == ReadingSpan.DAY:
        return periods.end_of(periods.local_day(at))
    return trends.end_of_hour(at)


def _values(span: ReadingSpan, now: dt.datetime) -> dict[str, Any]:
    adapt = connection.ops.adapt_datetimefield_value
    return {
        "span": span.value,
        "ends_at": adapt(ends(span, now)),
        "now": adapt(now),
        "kept_since": adapt(now - trends.HOURS_KEPT),
    }


def _execute(sql: str, values: dict[str, Any]) -> int:
    """Names in the statements are those of tables and columns, values are always parameters."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return max(int(cursor.rowcount), 0)
