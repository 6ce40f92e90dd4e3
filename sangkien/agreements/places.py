"""Where a target stands: who holds it, when it counts, which others it would take the place of."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from sangkien.agreements import rules
from sangkien.agreements.enums import TargetOrigin
from sangkien.agreements.measures import Measure, Span, days_of
from sangkien.agreements.models import PledgeTarget, Target
from sangkien.agreements.rules import COUNTED
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period
from sangkien.units.models import Cluster, Unit

Holder = Unit | Cluster
When = Period | Span


def held_by(holder: Holder) -> dict[str, Any]:
    if isinstance(holder, Unit):
        return {"unit": holder, "cluster": None}
    return {"unit": None, "cluster": holder}


def during(when: When) -> dict[str, Any]:
    if isinstance(when, Span):
        return {"period": None, "since": when.since, "until": when.until}
    return {"period": when, "since": None, "until": None}


def is_counted_in(period: Period, span: Span) -> bool:
    """Whether a number of the period counts what comes in on the days of the span, no more and no
    less: the same days, or all days on which the programme takes anything in.
    """
    own = days_of(period)
    is_whole = period.kind == PeriodKind.WHOLE
    return own == span or (is_whole and span.since <= own.since and own.until <= span.until)


def subject_of(when: When, aim: Measure) -> str:
    """Initiatives of a programme have one number for each kind: they bear no name of their own."""
    return "" if aim.kind in COUNTED and isinstance(when, Period) else aim.subject


def alike(when: When, holder: Holder, aim: Measure, origin: TargetOrigin) -> QuerySet[Target]:
    """The targets, past ones included, in whose place such a one would stand."""
    return Target.objects.filter(
        kind=aim.kind,
        origin=origin,
        subject_key=rules.key_of(subject_of(when, aim)),
        **held_by(holder),
        **during(when),
    )


def standing(when: When, holder: Holder, aim: Measure, origin: TargetOrigin) -> Target | None:
    found = alike(when, holder, aim, origin).filter(replaced_at=None)
    return found.select_related("set_by", "unit", "cluster", "period").first()


def is_in_force(target: Target, *, at: dt.datetime) -> bool:
    """Whether its time has begun; slips of the pen are corrected for a day after it was given."""
    alike_ones = alike(target.runs, target.held_by, target.aim, TargetOrigin(target.origin))
    first = alike_ones.order_by("set_at").values_list("set_at", flat=True).first()
    return rules.is_begun(target.opens_at, given_at=first or target.set_at, at=at)


def fixed_among(targets: Sequence[Target], *, at: dt.datetime) -> set[int]:
    """Those that nobody changes alone, assigned ones of one period: in force, or signed. Two
    queries for any number of them.
    """
    begun = [target for target in targets if target.opens_at <= at]
    recent = {t.pk for t in begun if not rules.is_begun(t.opens_at, given_at=t.set_at, at=at)}
    doubtful = [target for target in begun if target.pk in recent]
    units = [target.unit_id for target in doubtful if target.unit_id]
    clusters = [target.cluster_id for target in doubtful if target.cluster_id]
    earlier = Target.objects.filter(
        Q(unit_id__in=units) | Q(cluster_id__in=clusters),
        period_id__in={target.period_id for target in doubtful},
        origin=TargetOrigin.ASSIGNED,
        set_at__lte=at - rules.CORRECTED_WITHIN,
    )
    given = {
        (row.unit_id, row.cluster_id, row.kind, row.subject_key)
        for row in (earlier if doubtful else ())
    }
    free = {t.pk for t in doubtful if (t.unit_id, t.cluster_id, t.kind, t.subject_key) not in given}
    signed = PledgeTarget.objects.filter(target__in=[target.pk for target in targets])
    return {t.pk for t in begun} - free | set(signed.values_list("target_id", flat=True))
