"""Where a target stands: who holds it, when it counts, which others it would take the place of."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from sangkien.agreements import rules
from sangkien.agreements.enums import TargetOrigin
from sangkien.agreements.measures import Measure, Span
from sangkien.agreements.models import Target
from sangkien.agreements.rules import COUNTED
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
