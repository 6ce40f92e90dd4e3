"""By what a number is shared out: people, or what units did in an earlier period."""

import datetime as dt
from collections.abc import Collection, Sequence

from sangkien.agreements.enums import TargetBase
from sangkien.core import periods
from sangkien.programmes.models import Period, Programme
from sangkien.progress import rules
from sangkien.progress.enums import ShareBy
from sangkien.progress.models import SubtreeTotal, UnitSize
from sangkien.units.models import Headcount

MOST_PERIODS = 50


def weights(
    unit_ids: Collection[int],
    *,
    by: ShareBy,
    period: Period,
    earlier: Period | None = None,
    base: TargetBase = TargetBase.SENT,
    at: dt.datetime,
) -> dict[int, int]:
    """Of each unit; those of whom nothing is known are left out."""
    if by == ShareBy.EQUALLY:
        return dict.fromkeys(unit_ids, 1)
    if by == ShareBy.EARLIER:
        return _results(unit_ids, earlier, base) if earlier else {}
    return _people(unit_ids, by, period, at=at)


def _results(unit_ids: Collection[int], period: Period, base: TargetBase) -> dict[int, int]:
    rows = SubtreeTotal.objects.filter(unit_id__in=unit_ids, period=period)
    return dict(rows.values_list("unit_id", base.value))


def _people(
    unit_ids: Collection[int], by: ShareBy, period: Period, *, at: dt.datetime
) -> dict[int, int]:
    """What was recorded for the unit itself; of a branch its measured size, which adds up what is
    below it.
    """
    day = rules.reference_day(period.closes_at, today=periods.local_day(at))
    own = Headcount.objects.filter(unit_id__in=unit_ids, counted_on__lte=day)
    found = dict(own.order_by("counted_on").values_list("unit_id", by.value))
    sizes = UnitSize.objects.filter(unit_id__in=unit_ids, period=period)
    measured = {pk: people for pk, people in sizes.values_list("unit_id", by.value) if people}
    return found | measured


def earlier_periods(unit_ids: Sequence[int], period: Period) -> list[Period]:
    """Those in which one of the units did something, the latest first."""
    done = SubtreeTotal.objects.filter(unit_id__in=unit_ids, sent__gt=0).exclude(period=period)
    known = Programme.objects.published()
    rows = Period.objects.filter(pk__in=done.values("period"), programme__in=known)
    rows = rows.filter(opens_at__lte=period.opens_at).select_related("programme")
    return list(rows.order_by("-opens_at", "pk")[:MOST_PERIODS])
