"""How far units are with their targets, as a figure that a line can be filled with."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.agreements import measures
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.models import Target, TargetResult
from sangkien.agreements.queries.following import current_results
from sangkien.agreements.rules import SHARES
from sangkien.core import periods
from sangkien.progress.queries.seen import Seen, seen_of
from sangkien.scoring.rules.automatic import Fact
from sangkien.units.models import Unit

LOOKED_AT = tuple(kind for kind in TargetKind if kind not in (TargetKind.DONE_BY, TargetKind.RANGE))


def facts(
    units: Sequence[Unit], kind: str, since: dt.date, until: dt.date, *, at: dt.datetime
) -> dict[int, Fact]:
    """Of each unit the target of this kind (any: "") whose time covers most of the span, assigned
    before self-set, the newest last.
    """
    first, last = periods.start_of(since), periods.end_of(until)
    time = Q(period__opens_at__lt=last, period__closes_at__gt=first) | Q(
        since__lte=until, until__gte=since
    )
    rows = Target.objects.filter(
        time,
        unit__in=[unit.pk for unit in units],
        kind__in=[kind] if kind else LOOKED_AT,
        replaced_at=None,
    ).select_related("period__programme", "unit__level")
    chosen = _chosen(rows.order_by("pk"), first, last)
    seen = seen_of([one for one in chosen.values() if _is_seen(one)], at=at)
    told = current_results(one for one in chosen.values() if not _is_seen(one))
    return {unit.pk: _fact(chosen.get(unit.pk), seen=seen, told=told, at=at) for unit in units}


def _is_seen(target: Target) -> bool:
    """Counted by the system: in a programme, or good practices."""
    return bool(target.practices) or bool(target.period_id and target.base)


def _chosen(rows: Iterable[Target], first: dt.datetime, last: dt.datetime) -> dict[int, Target]:
    found: dict[int, tuple[tuple[bool, dt.timedelta], Target]] = {}
    for target in rows:
        runs = target.runs
        shared = min(runs.closes_at, last) - max(runs.opens_at, first)
        merit = (target.origin == TargetOrigin.ASSIGNED, shared)
        unit = target.unit_id or 0
        if unit not in found or merit >= found[unit][0]:
            found[unit] = (merit, target)
    return {unit: target for unit, (_merit, target) in found.items()}


def _fact(
    target: Target | None, *, seen: dict[int, Seen], told: dict[int, TargetResult], at: dt.datetime
) -> Fact:
    if target is None:
        return Fact(missing=_("Đơn vị không có chỉ tiêu loại này trong kỳ."))
    about = {"aim": measures.words(target.aim), "time": measures.time_words(target.runs)}
    if target.pk in seen:
        found = seen[target.pk]
        if found.achieved.percent is not None and target.kind == TargetKind.RATE:
            reached, as_of = found.achieved.percent * target.value / 100, found.as_of
        else:
            reached, as_of = _reached(target, Decimal(found.value), found.whole), found.as_of
    elif target.pk in told:
        result = told[target.pk]
        reached = _reached(target, result.value, result.whole)
        as_of = min(periods.end_of(result.as_of), at)
    else:
        missing = _("Chưa có số liệu của chỉ tiêu %(aim)s (%(time)s).") % about
        return Fact(missing=missing)
    return Fact(
        part=Fraction(reached),
        whole=Fraction(target.value),
        part_words=_part_words(target),
        whole_words=_whole_words(target, about["time"]),
        as_of=as_of,
    )


def _reached(target: Target, value: Decimal, whole: Decimal | int | None) -> Decimal:
    """What was reached in the unit of the target."""
    if target.kind in SHARES and whole:
        return value * 100 / Decimal(whole)
    return value


def _whole_words(target: Target, time: str) -> str:
    origin = str(TargetOrigin(target.origin).label).lower()
    words = _("%(origin)s (%(time)s)") % {"origin": origin, "time": time}
    return f"% {words}" if target.kind in SHARES else words


def _part_words(target: Target) -> str:
    if target.kind in SHARES:
        return _("% đã đạt")
    if target.base:
        return _("sáng kiến %(base)s") % {"base": TargetBase(target.base).label}
    return target.measure
