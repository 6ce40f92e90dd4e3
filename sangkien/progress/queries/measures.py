"""What some orders of a league go by besides the totals: members, verified amounts, audits."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from sangkien.audits.queries import factors
from sangkien.audits.rules import Factor
from sangkien.programmes.models import Period
from sangkien.progress.enums import BoardOrder
from sangkien.progress.models import Breakdown, UnitSize
from sangkien.units.models import Headcount


@dataclass(frozen=True, kw_only=True)
class Measures:
    """By unit id; a unit that is missing in `members` has none on record."""

    members: dict[int, int] = field(default_factory=dict)
    verified_vnd: dict[int, int] = field(default_factory=dict)
    factors: dict[int, Factor] = field(default_factory=dict)


def measures(
    order: BoardOrder, period: Period, holders: Q, *, unit_ids: Collection[int], day: dt.date
) -> Measures:
    """Only what the order asks for: no query for those by number or share, two at most."""
    if order == BoardOrder.PER_HUNDRED:
        return Measures(members=members_of(period, holders, day=day))
    if order == BoardOrder.VERIFIED:
        rows = Breakdown.objects.filter(holders, period=period, verified_vnd__gt=0)
        return Measures(verified_vnd=dict(rows.values_list("unit_id", "verified_vnd")))
    if order == BoardOrder.AUDITED:
        return Measures(factors=factors(unit_ids, period))
    return Measures()


def members_of(period: Period, holders: Q, *, day: dt.date) -> dict[int, int]:
    """The kept size of units above the CĐCS, the latest headcount by a day of the others."""
    counted = Headcount.objects.filter(holders, counted_on__lte=day).order_by("counted_on", "pk")
    found = dict(counted.values_list("unit_id", "members"))
    kept = UnitSize.objects.filter(holders, period=period)
    found |= dict(kept.values_list("unit_id", "members"))
    return {pk: members for pk, members in found.items() if members}
