"""Targets of many holders and periods against the kept totals, for lists of targets."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil

from django.db.models import Q

from sangkien.agreements.achieving import Achieved, achieved
from sangkien.agreements.enums import PracticeBase, TargetBase, TargetKind
from sangkien.agreements.models import Target
from sangkien.core import periods
from sangkien.practices.queries import covered_counts
from sangkien.progress import counting, rules
from sangkien.progress.models import SubtreeTotal, UnitSize
from sangkien.progress.queries import figures
from sangkien.progress.queries.figures import NONE, Counts, Size
from sangkien.units.models import ClusterMember, Headcount

COUNTED_ONE_BY_ONE = 12  # CĐCS with two and more are not kept: a count of the branch for each
HUNDRED = 100
Key = tuple[int, int]  # of a unit and a period


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the system counted towards a target, until when; of `whole` CĐCS where it is a share."""

    value: int
    achieved: Achieved
    as_of: dt.datetime
    whole: int | None = None


def seen_of(targets: Sequence[Target], *, at: dt.datetime) -> dict[int, Seen]:
    """By target; those are left out whose denominator is not known. Six queries, and one more for
    each that asks every CĐCS for more than one.
    """
    found = _of_practices([target for target in targets if target.practices], at=at)
    targets = [target for target in targets if not target.practices]
    if not targets:
        return found
    folded, today = figures.folded_at(), periods.local_day(at)
    many = sum(_is_counted_alone(target) for target in targets)
    members = members_of({t.cluster_id for t in targets if t.cluster_id})
    units = {t.unit_id for t in targets if t.unit_id} | {
        pk for found in members.values() for pk in found
    }
    totals = _totals(units, {t.period_id for t in targets if t.period_id})
    sizes = _sizes(targets, at=at)
    for target in targets:
        holders = [target.unit_id] if target.unit_id else members[target.cluster_id or 0]
        keys = [(pk, target.period_id or 0) for pk in holders]
        counts = sum((totals[key][0] for key in keys if key in totals), NONE)
        moments = [totals[key][1] for key in keys if key in totals]
        standing = _standing(target, counts, sizes, many=many, today=today)
        if standing is not None:
            value, whole, reached = standing
            as_of = figures.as_of(max(moments, default=None), folded=folded, at=at)
            found[target.pk] = Seen(value=value, achieved=reached, as_of=as_of, whole=whole)
    return found


def _of_practices(targets: Sequence[Target], *, at: dt.datetime) -> dict[int, Seen]:
    """CĐCS with a good practice in a year of the target; a few queries for each."""
    found = {}
    for target in targets[:COUNTED_ONE_BY_ONE]:
        if target.unit is None:
            continue
        first = periods.local_day(target.runs.opens_at)
        last = periods.last_day(target.runs.closes_at)
        day = min(last, periods.local_day(at))
        whole, *counted = covered_counts(target.unit, year=last.year, since=first.year, on=day)
        value = counted[target.practices == PracticeBase.RECOGNISED]
        if whole:
            reached = achieved(target.aim, value=Decimal(value), whole=Decimal(whole), as_of=day)
            found[target.pk] = Seen(value=value, achieved=reached, as_of=at, whole=whole)
    return found


def members_of(cluster_ids: Collection[int]) -> dict[int, list[int]]:
    """The units of each cluster with those of its blocks."""
    found: dict[int, list[int]] = defaultdict(list)
    if not cluster_ids:
        return found
    inside = Q(cluster__in=cluster_ids) | Q(cluster__parent__in=cluster_ids)
    rows = ClusterMember.objects.filter(inside)
    for cluster_id, parent_id, unit_id in rows.values_list(
        "cluster_id", "cluster__parent_id", "unit_id"
    ):
        for holder in (cluster_id, parent_id):
            if holder is not None and holder in cluster_ids:
                found[holder].append(unit_id)
    return found


def _totals(
    unit_ids: Collection[int], period_ids: Collection[int]
) -> dict[Key, tuple[Counts, dt.datetime]]:
    rows = SubtreeTotal.objects.filter(unit_id__in=unit_ids, period_id__in=period_ids)
    named = ("unit_id", "period_id", "as_of", *counting.SUMMED)
    return {
        (unit_id, period_id): (Counts(**dict(zip(counting.SUMMED, values, strict=True))), as_of)
        for unit_id, period_id, as_of, *values in rows.values_list(*named)
    }


def _sizes(targets: Sequence[Target], *, at: dt.datetime) -> dict[Key, Size]:
    """The denominators of those targets that have one."""
    shares = [t for t in targets if t.kind != TargetKind.COUNT and t.unit_id and t.period_id]
    if not shares:
        return {}
    keys = {(t.unit_id or 0, t.period_id or 0) for t in shares}
    rows = UnitSize.objects.filter(
        unit_id__in={unit for unit, _p in keys}, period_id__in={period for _u, period in keys}
    )
    found = {
        (row.unit_id, row.period_id): Size(
            grassroots=row.grassroots, members=row.members, workers=row.workers
        )
        for row in rows
    }
    return found | _own_sizes([t for t in shares if (t.unit_id, t.period_id) not in found], at=at)


def _own_sizes(targets: Sequence[Target], *, at: dt.datetime) -> dict[Key, Size]:
    """Of CĐCS: the last headcount on the reference day of the period."""
    today, found = periods.local_day(at), {}
    rows = Headcount.objects.filter(unit_id__in={t.unit_id for t in targets})
    listed = list(rows.order_by("counted_on"))
    for target in targets:
        if target.period is None or target.unit_id is None:
            continue
        day = rules.reference_day(target.period.closes_at, today=today)
        own = [r for r in listed if r.unit_id == target.unit_id and r.counted_on <= day]
        if own:
            size = Size(members=own[-1].members, workers=own[-1].workers)
            found[target.unit_id, target.period.pk] = size
    return found


def _standing(
    target: Target, counts: Counts, sizes: dict[Key, Size], *, many: int, today: dt.date
) -> tuple[int, int | None, Achieved] | None:
    base, day = TargetBase(target.base), dt.date.min
    if target.kind == TargetKind.COUNT:
        value = counts.of(base)
        return value, None, achieved(target.aim, value=Decimal(value), as_of=day)
    size = sizes.get((target.unit_id or 0, target.period_id or 0), Size())
    if target.kind == TargetKind.RATE:
        people = size.of(target.denominator)
        return _rate(target, counts.of(base), people) if people else None
    covered = _covered(target, counts, many=many, today=today)
    if not size.grassroots or covered is None:
        return None
    whole = Decimal(size.grassroots)
    reached = achieved(target.aim, value=Decimal(covered), whole=whole, as_of=day)
    return covered, size.grassroots, reached


def _rate(target: Target, value: int, people: int) -> tuple[int, None, Achieved]:
    """What was counted against the whole number that so many people make of it, as on the page of
    the unit's progress.
    """
    needed = rules.needed(TargetKind.RATE, target.value, size=people) or 1
    aim = replace(target.aim, kind=TargetKind.COUNT, value=Decimal(needed), denominator=None)
    return value, None, achieved(aim, value=Decimal(value), as_of=dt.date.min)


def _is_counted_alone(target: Target) -> bool:
    """CĐCS with more than one, or with a recognised one, are not kept with the totals."""
    if target.kind not in {TargetKind.COVERAGE, TargetKind.EACH}:
        return False
    return (target.each or 1) > 1 or target.base == TargetBase.RECOGNISED


def _covered(target: Target, counts: Counts, *, many: int, today: dt.date) -> int | None:
    base, each = TargetBase(target.base), target.each or Decimal(1)
    if not _is_counted_alone(target):
        return counts.covered(base)
    if target.unit is None or many > COUNTED_ONE_BY_ONE:
        return None
    return figures.with_at_least(target.unit, target.period_id or 0, base, ceil(each), today=today)
