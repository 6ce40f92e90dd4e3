"""Which programme and which period a page shows when the reader chose none."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Case, Q, Value, When

from sangkien.agreements.enums import TargetKind
from sangkien.agreements.models import Target
from sangkien.programmes.enums import PeriodKind, ProgrammeState
from sangkien.programmes.models import Period, Programme
from sangkien.units.models import Cluster, Unit


def front_programme(*, at: dt.datetime) -> Programme | None:
    """The programme of the public home.

    One that receives initiatives before one that will, before one that has ended; among these the
    one whose owner stands highest, because it is everybody's; then the one launched last.
    """
    stage = Case(
        When(opens_at__lte=at, closes_at__gt=at, then=Value(0)),
        When(opens_at__gt=at, then=Value(1)),
        default=Value(2),
    )
    whole = (
        Period.objects.filter(kind=PeriodKind.WHOLE, programme__state=ProgrammeState.PUBLISHED)
        .select_related("programme__owner__level")
        .order_by(stage, "programme__owner__level__tier", "-programme__published_at", "-pk")
        .first()
    )
    return whole.programme if whole else None


def default_period(periods: Sequence[Period], unit: Unit, *, at: dt.datetime) -> Period:
    """The programme as a whole, unless the numbers to reach were set for parts of it only.

    Then the part that runs now, or the last one. `periods` are those shown on the unit's page.
    """
    whole = next(period for period in periods if period.kind == PeriodKind.WHOLE)
    # The clusters first: an OR over joined tables reads every target of the country.
    clusters = Cluster.objects.filter(organiser=unit).values_list("pk", flat=True)
    holders = Q(unit=unit) | Q(cluster_id__in=list(clusters))
    aimed = set(
        Target.objects.filter(
            holders, kind=TargetKind.COUNT, replaced_at=None, period__in=periods
        ).values_list("period_id", flat=True)
    )
    phases = {period.pk for period in periods if period.kind == PeriodKind.PHASE}
    if not aimed or whole.pk in aimed or phases <= aimed:
        return whole
    parts = [period for period in periods if period.pk in aimed]
    return max(parts, key=lambda period: (period.is_open(at), period.opens_at, period.pk))


def running_campaign(periods: Sequence[Period], *, at: dt.datetime) -> Period | None:
    """The campaign that runs now and ends first."""
    running = [p for p in periods if p.kind == PeriodKind.CAMPAIGN and p.is_open(at)]
    return min(running, key=lambda period: (period.closes_at, period.pk), default=None)
