"""The past of the figures, as the worker would have read it day by day and hour by hour.

Set-based from when initiatives arrived and were confirmed: `sent` and `valid` only. The recount
that follows writes the running day and hour from the real totals.
"""

import datetime as dt

from django.db import connection

from sangkien.core import paths, periods
from sangkien.progress import trends
from sangkien.progress.actions.recount import VALID
from sangkien.progress.campaigns import SENT

HOURS_FILLED = dt.timedelta(days=10)
ENDS = {
    ("postgresql", "ngay"): "date_trunc('day', {at} AT TIME ZONE 'Asia/Ho_Chi_Minh')"
    " AT TIME ZONE 'Asia/Ho_Chi_Minh' + interval '1 day'",
    ("postgresql", "gio"): "date_trunc('hour', {at}) + interval '1 hour'",
    ("sqlite", "ngay"): "datetime({at}, '+7 hours', 'start of day', '+1 day', '-7 hours')",
    ("sqlite", "gio"): "datetime(strftime('%%Y-%%m-%%d %%H:00:00', {at}), '+1 hour')",
}
FILL = """
INSERT INTO progress_reading (unit_id, period_id, span, ends_at, sent, valid, recognised, people,
                              benefit_vnd, covered_sent, covered_valid, as_of, is_baseline)
WITH moved AS (
    SELECT unit_id, phase_id, received_at AS at, 1 AS sent, 0 AS valid
      FROM initiatives_initiative WHERE state IN ({sent})
     UNION ALL
    SELECT entry.unit_id, entry.phase_id, decided.at, 0, 1
      FROM initiatives_initiative entry
      JOIN (SELECT initiative_id, MIN(decided_at) AS at FROM initiatives_decision
             WHERE outcome IN ({valid}) GROUP BY initiative_id) decided
        ON decided.initiative_id = entry.id
     WHERE entry.state IN ({valid})
), stepped AS (
    SELECT above.id AS unit_id, period.id AS period_id, {ends} AS ends_at,
           SUM(moved.sent) AS sent, SUM(moved.valid) AS valid, MAX(moved.at) AS as_of
      FROM moved
      JOIN units_unit unit ON unit.id = moved.unit_id AND LENGTH(unit.path) >= %(length)s
      JOIN units_unit above ON above.path = SUBSTR(unit.path, 1, %(length)s)
      JOIN programmes_period period ON period.kind = 'whole' OR period.id = moved.phase_id
     WHERE moved.at < %(until)s
     GROUP BY above.id, period.id, {ends}
), summed AS (
    SELECT unit_id, period_id, ends_at, as_of,
           SUM(sent) OVER past AS sent, SUM(valid) OVER past AS valid
      FROM stepped WINDOW past AS (PARTITION BY unit_id, period_id ORDER BY ends_at)
)
SELECT unit_id, period_id, '{span}', ends_at, sent, valid, 0, 0, 0, 0, 0, as_of, FALSE
  FROM summed WHERE ends_at > %(since)s
"""


def fill(now: dt.datetime) -> int:
    """Days of every unit, the last ten days' hours of those above the CĐCS; how many rows."""
    today = periods.start_of(periods.local_day(now))
    hour = trends.end_of_hour(now) - trends.HOUR
    never = dt.datetime(2000, 1, 1, tzinfo=periods.VIETNAM)
    count = 0
    for depth in range(1, 5):
        count += _fill("ngay", depth, until=today, since=never)
    for depth in range(1, 4):
        count += _fill("gio", depth, until=hour, since=hour - HOURS_FILLED)
    return count


def _fill(span: str, depth: int, *, until: dt.datetime, since: dt.datetime) -> int:
    adapt = connection.ops.adapt_datetimefield_value
    sql = FILL.format(
        sent=SENT, valid=VALID, span=span, ends=ENDS[connection.vendor, span].format(at="moved.at")
    )
    values = {
        "length": depth * paths.STEP,
        "until": adapt(until),
        "since": adapt(since),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return max(int(cursor.rowcount), 0)
