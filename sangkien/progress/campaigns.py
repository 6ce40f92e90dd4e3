"""Which units take part in a campaign: those below its unit in the tree of its last day.

While it runs that is today's tree; once it has ended nothing that is decided about units changes
its figures any more.
"""

from functools import cache

from django.db import connection

from sangkien.core import db
from sangkien.units.models import Position

POSITION = Position._meta.db_table


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
