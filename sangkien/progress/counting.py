"""How figures are counted: the one definition, for one unit, for many, and for a subtree."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from sangkien.core import periods
from sangkien.initiatives.enums import COUNTED_AS_RECOGNISED, COUNTED_AS_SENT, COUNTED_AS_VALID
from sangkien.initiatives.models import Initiative
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period
from sangkien.progress import rules
from sangkien.progress.models import OwnTotal, SubtreeTotal
from sangkien.units.models import Unit
from sangkien.units.queries import branch_on, place_on

FOLD_JOB = "progress.fold"  # the repeated work that carries totals up

FIGURES = ("sent", "valid", "recognised", "people", "benefit_vnd")
SUMMED = (*FIGURES, "covered_sent", "covered_valid")
Figures = tuple[int, int, int, int, int]
Key = tuple[int, int]  # unit, period
NOTHING = dict.fromkeys(SUMMED, 0)

SENT = Q(state__in=COUNTED_AS_SENT)  # valid ones are among them
VALID = Q(state__in=COUNTED_AS_VALID)  # recognised ones are among them
RECOGNISED = Q(state__in=COUNTED_AS_RECOGNISED)


def belongs(period: Period) -> Q:
    """Which initiatives of a programme and unit count in a period."""
    if period.kind == PeriodKind.WHOLE:
        return Q()
    if period.kind == PeriodKind.PHASE:
        return Q(phase_id=period.pk)
    return Q(received_at__gte=period.opens_at, received_at__lt=period.closes_at)


def _aggregates(within: Q, *, suffix: str = "") -> dict[str, Count | Coalesce]:
    return {
        f"sent{suffix}": Count("pk", filter=within & SENT),
        f"valid{suffix}": Count("pk", filter=within & VALID),
        f"recognised{suffix}": Count("pk", filter=within & RECOGNISED),
        f"people{suffix}": Count("author_id", filter=within & SENT, distinct=True),
        f"benefit_vnd{suffix}": Coalesce(Sum("benefit_vnd", filter=within & VALID), 0),
    }


def count_unit(unit_id: int, periods: Sequence[Period]) -> dict[int, Figures]:
    """The figures of one unit in each period, in one query; all of one programme."""
    if not periods:
        return {}
    aggregates: dict[str, Any] = {}
    for period in periods:
        aggregates |= _aggregates(belongs(period), suffix=f"_{period.pk}")
    own = Initiative.objects.filter(unit_id=unit_id, programme_id=periods[0].programme_id)
    counted = own.aggregate(**aggregates)
    return {
        period.pk: tuple(counted[f"{name}_{period.pk}"] for name in FIGURES) for period in periods
    }


def entries(period: Period) -> QuerySet[Initiative]:
    """Everything that counts in a period, wherever it was entered; `period.unit` is loaded."""
    found = Initiative.objects.filter(belongs(period), SENT, programme_id=period.programme_id)
    if period.kind == PeriodKind.CAMPAIGN:
        day = periods.last_day(period.closes_at)
        branch = branch_on(place_on(period.unit, day).path, day)
        found = found.filter(unit_id__in=branch.order_by().values("pk"))
    return found


def count_units(period: Period, *, first: int, last: int) -> QuerySet[Initiative, Any]:
    """The figures of every unit that has any, for ids from `first` to `last`, set-based.

    Columns: unit_id and FIGURES, in this order.
    """
    own = entries(period).filter(unit_id__gte=first, unit_id__lte=last)
    return own.order_by().values("unit_id").annotate(**_aggregates(Q()))


def reference_days(period_ids: Iterable[int], *, today: dt.date) -> dict[int, dt.date]:
    """The day on which CĐCS must stand to count as covered: the day their number was taken."""
    rows = Period.objects.filter(pk__in=list(period_ids)).values_list(
        "pk", "closes_at", "size_stamp__counted_on"
    )
    return {
        pk: counted_on or rules.reference_day(closes_at, today=today)
        for pk, closes_at, counted_on in rows
    }


def subtree_figures(
    units: Collection[Unit], period_ids: Collection[int], *, days: dict[int, dt.date]
) -> dict[Key, dict[str, int]]:
    """Own total + sum of the children, for units (with `level`) that have anything to add up.

    A CĐCS is covered by itself, when it stands on the reference day; sections below add nothing.
    """
    by_pk = {unit.pk: unit for unit in units}
    own, below = _own(by_pk.keys(), period_ids), _children(by_pk.keys(), period_ids)
    found: dict[Key, dict[str, int]] = {}
    for key in own.keys() | below.keys():
        unit, period_id = by_pk[key[0]], key[1]
        figures = _added(own.get(key, {}), below.get(key, {}))
        if unit.level.is_grassroots:
            stands = unit.stands_on(days[period_id])
            figures["covered_sent"] = int(stands and figures["sent"] > 0)
            figures["covered_valid"] = int(stands and figures["valid"] > 0)
        found[key] = figures
    return found


def _own(unit_ids: Collection[int], period_ids: Collection[int]) -> dict[Key, dict[str, int]]:
    rows = OwnTotal.objects.filter(unit_id__in=unit_ids, period_id__in=period_ids)
    return {
        (unit_id, period_id): dict(zip(FIGURES, figures, strict=True))
        for unit_id, period_id, *figures in rows.values_list("unit_id", "period_id", *FIGURES)
    }


def _children(unit_ids: Collection[int], period_ids: Collection[int]) -> dict[Key, dict[str, int]]:
    rows = SubtreeTotal.objects.filter(unit__parent_id__in=unit_ids, period_id__in=period_ids)
    summed = rows.values_list("unit__parent_id", "period_id").annotate(
        *(Sum(name) for name in SUMMED)
    )
    return {
        (parent_id, period_id): dict(zip(SUMMED, figures, strict=True))
        for parent_id, period_id, *figures in summed.order_by()
    }


def _added(first: dict[str, int], second: dict[str, int]) -> dict[str, int]:
    return {name: first.get(name, 0) + second.get(name, 0) for name in SUMMED}
