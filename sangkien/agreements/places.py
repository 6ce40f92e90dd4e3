"""Where a target stands: who holds it, when it counts, which others it would take the place of."""

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
