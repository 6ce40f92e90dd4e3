"""What counts in a period, as one text for all statements that count.

Which units take part in a campaign: those below its unit in the tree of its last day. While it
runs that is today's tree; once it has ended nothing that is decided about units changes its
figures any more.
"""

from functools import cache

from django.db import connection

from sangkien.core import db
from sangkien.initiatives.enums import COUNTED_AS_SENT
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period
from sangkien.units.models import Position, Unit

POSITION = Position._meta.db_table
PERIOD, UNIT = Period._meta.db_table, Unit._meta.db_table
SENT = ", ".join(f"'{state.value}'" for state in COUNTED_AS_SENT)  # valid ones are among them

# An initiative (`entry`) joined with a period its unit takes part in (`part`) counts in it.
JOINED = "part.unit_id = entry.unit_id AND part.programme_id = entry.programme_id"
COUNTS = f"""entry.state IN ({SENT})
       AND (part.kind = '{PeriodKind.WHOLE.value}'
            OR entry.phase_id = part.period_id
            OR (part.kind = '{PeriodKind.CAMPAIGN.value}'
                AND entry.received_at >= part.opens_at
                AND entry.received_at < part.closes_at))"""


def parts(*, units: str, periods: str = "") -> str:
    """The CTE `part`: the periods each unit takes part in, decided once for all its initiatives.

    `units` is a condition on a unit's id, `periods` what else holds for a period's ("AND ...").
    """
    return f"""part AS MATERIALIZED (
    SELECT unit.id AS unit_id, period.id AS period_id, period.programme_id, period.kind,
           period.opens_at, period.closes_at
      FROM {PERIOD} AS period
      JOIN {UNIT} AS holder ON holder.id = period.unit_id
      JOIN {UNIT} AS unit ON unit.id {units}
     WHERE (period.kind <> '{PeriodKind.CAMPAIGN.value}' OR {takes_part()}) {periods}
)"""  # noqa: S608 - made of constants


def takes_part(unit: str = "unit", holder: str = "holder", period: str = "period") -> str:
    """SQL condition over the aliases of a unit, of the unit that runs the period, and of it."""
    return _takes_part(connection.vendor, unit, holder, period)


@cache
def _takes_part(vendor: str, unit: str, holder: str, period: str) -> str:
    below, above = _path(unit, period), _path(holder, period)
    return f"SUBSTR({below}, 1, LENGTH({above})) = {above}"


def _path(unit: str, period: str) -> str:
    """The path of a unit on the last day: a place that ended later, else today's."""
    later = f"{db.start_of_day('place.until')} >= {period}.closes_at"
    return (
        f"COALESCE((SELECT place.path FROM {POSITION} AS place"  # noqa: S608 - made of constants
        f" WHERE place.unit_id = {unit}.id AND {later}"
        f" ORDER BY place.until LIMIT 1), {unit}.path)"
    )
