"""The number to reach, per unit, cluster or block."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

from django.db.models import Q

from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.models import Target
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period
from sangkien.progress import rules
from sangkien.progress.queries.figures import Counts

PREFERRED = (TargetOrigin.ASSIGNED, TargetOrigin.SELF_SET)


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A number of initiatives on one base; `is_summed` when it is the sum over the phases."""

    value: int
    base: TargetBase
    origin: TargetOrigin
    is_summed: bool = False

    def standing(self, counts: Counts) -> rules.Standing:
        return rules.Standing(value=counts.of(self.base), target=self.value)

    def pace(
        self, period: Period, *, at: dt.datetime, closes_at: dt.datetime | None = None
    ) -> int | None:
        """`closes_at` is the deadline of the holder, where its plan sets an earlier one."""
        return rules.expected(
            self.value, opens_at=period.opens_at, closes_at=closes_at or period.closes_at, at=at
        )


@dataclass(frozen=True, kw_only=True)
class Goals:
    """The goals of many holders in one period, keyed by (period, origin) per holder."""

    period_id: int
    phase_ids: tuple[int, ...]
    by_holder: dict[int, dict[tuple[int, str], Goal]]

    def of(self, holder_id: int) -> Goal | None:
        """What was assigned, else what the holder set itself, else the sum of the phases."""
        found = self.by_holder.get(holder_id, {})
        exact = (found.get((self.period_id, origin)) for origin in PREFERRED)
        over_phases = (self._summed(found, origin) for origin in PREFERRED)
        return next((goal for goal in chain(exact, over_phases) if goal is not None), None)

    def of_origin(self, holder_id: int, origin: TargetOrigin) -> Goal | None:
        found = self.by_holder.get(holder_id, {})
        return found.get((self.period_id, origin)) or self._summed(found, origin)

    def holding(self, holder_id: int) -> list[Goal]:
        """The assigned number and the self-set one, where there are such."""
        found = (self.of_origin(holder_id, origin) for origin in PREFERRED)
        return [goal for goal in found if goal is not None]

    def _summed(self, found: dict[tuple[int, str], Goal], origin: TargetOrigin) -> Goal | None:
        """The programme as a whole, when every phase has a number on the same base."""
        parts = [found.get((phase_id, origin)) for phase_id in self.phase_ids]
        goals = [goal for goal in parts if goal is not None]
        if not goals or len(goals) != len(parts) or len({goal.base for goal in goals}) > 1:
            return None
        return Goal(
            value=sum(goal.value for goal in goals),
            base=goals[0].base,
            origin=origin,
            is_summed=True,
        )


def goals(
    period: Period, holders: Q, *, by: str = "unit_id", then: dt.datetime | None = None
) -> Goals:
    """Of units, or of clusters with `by="cluster_id"`; two queries, whatever their number. `then` asks
    for those in force at a moment of the past.
    """
    in_force = Q(replaced_at=None)
    if then is not None:
        in_force = Q(set_at__lte=then) & (in_force | Q(replaced_at__gt=then))
    phase_ids: list[int] = []
    if period.kind == PeriodKind.WHOLE:
        phases = Period.objects.filter(programme_id=period.programme_id, kind=PeriodKind.PHASE)
        phase_ids = list(phases.order_by("opens_at").values_list("pk", flat=True))
    rows = Target.objects.filter(
        holders, in_force, kind=TargetKind.COUNT, period_id__in=[period.pk, *phase_ids]
    ).values_list(by, "period_id", "origin", "base", "value")
    by_holder: dict[int, dict[tuple[int, str], Goal]] = defaultdict(dict)
    for holder_id, period_id, origin, base, value in rows:
        by_holder[holder_id][period_id, origin] = Goal(
            value=int(value), base=TargetBase(base), origin=TargetOrigin(origin)
        )
    return Goals(period_id=period.pk, phase_ids=tuple(phase_ids), by_holder=by_holder)
