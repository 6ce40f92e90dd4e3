"""Targets of units that end: they end, or their numbers are added to those of the successor."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements.enums import TargetKind
from sangkien.agreements.models import Target
from sangkien.core.periods import start_of

Kept = dict[str, Any]


def running(unit_ids: Iterable[int], *, day: dt.date) -> QuerySet[Target]:
    """The targets in force whose time is not over by a day."""
    in_time = Q(period__closes_at__gt=start_of(day)) | Q(until__gte=day)
    rows = Target.objects.filter(in_time, unit_id__in=unit_ids, replaced_at=None)
    return rows.select_related("unit", "period").order_by("unit__path", "period_id", "pk")


def hand_over(
    ended: Iterable[int],
    heirs: Mapping[int, int | None],
    *,
    day: dt.date,
    carries: bool,
    by: Actor,
    at: dt.datetime,
) -> Kept:
    """Numbers of initiatives add up; shares cannot, so they end and are given anew by officers."""
    rows = list(running(ended, day=day))
    sums: dict[tuple[int, int, str, str], Decimal] = defaultdict(Decimal)
    names: dict[tuple[int, int, str, str], list[str]] = defaultdict(list)
    for row in rows if carries else []:
        heir = heirs.get(row.unit_id or 0)
        if heir is not None and row.kind == TargetKind.COUNT and row.period_id:
            key = (heir, row.period_id, row.origin, row.base)
            sums[key] += row.value
            names[key].append(row.unit.label if row.unit else "")
    old = [row.pk for row in rows]
    made = []
    bases = Counter(key[:3] for key in sums)
    for key, value in sums.items():
        current = _current(key)
        if bases[key[:3]] > 1 or (current is not None and current.base != key[3]):
            continue  # numbers on different bases cannot be added up
        if current is not None:
            old.append(current.pk)
            Target.objects.filter(pk=current.pk).update(replaced_at=at)
        made.append(_added(key, value, current, from_units=names[key], by=by, at=at))
    Target.objects.filter(pk__in=old).update(replaced_at=at)
    created = Target.objects.bulk_create(made)
    return {"ended": old, "made": [row.pk for row in created]}


def _current(key: tuple[int, int, str, str]) -> Target | None:
    heir, period_id, origin, _base = key
    return Target.objects.filter(
        unit_id=heir, period_id=period_id, origin=origin, kind=TargetKind.COUNT, replaced_at=None
    ).first()


def _added(
    key: tuple[int, int, str, str],
    value: Decimal,
    current: Target | None,
    *,
    from_units: list[str],
    by: Actor,
    at: dt.datetime,
) -> Target:
    heir, period_id, origin, base = key
    note = _("Nhận chỉ tiêu của %(units)s khi sắp xếp tổ chức.") % {"units": ", ".join(from_units)}
    return Target(
        unit_id=heir,
        period_id=period_id,
        kind=TargetKind.COUNT,
        base=base,
        origin=origin,
        value=value + (current.value if current else 0),
        note=note[:300],
        set_by_id=by.user_id,
        set_at=at,
    )


def take_back(kept: Kept) -> None:
    """The targets of before the act stand again."""
    Target.objects.filter(pk__in=kept["made"]).delete()
    Target.objects.filter(pk__in=kept["ended"]).update(replaced_at=None)
