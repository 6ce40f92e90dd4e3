"""Which programme and which period a page shows when the reader chose none."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import Case, Value, When

from sangkien.agreements.enums import TargetKind
from sangkien.agreements.models import Target
from sangkien.programmes.enums import PeriodKind, ProgrammeState
from sangkien.programmes.models import Period, Programme
from sangkien.units.models import Unit


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
    aims = Target.objects.filter(kind=TargetKind.COUNT, replaced_at=None, period__in=periods)
    aims_at = aims.values_list("period_id", flat=True)
    # A union and not an OR: over joined tables that would read every target of the country.
    aimed = set(aims_at.filter(unit=unit).union(aims_at.filter(cluster__organiser=unit)))
    return usual_period(periods, aimed, at=at)


def usual_period(periods: Sequence[Period], aimed: Collection[int], *, at: dt.datetime) -> Period:
    """The choice itself; `aimed` are the numbers of the periods that a number was set for."""
    whole = next(period for period in periods if period.kind == PeriodKind.WHOLE)
    phases = {period.pk for period in periods if period.kind == PeriodKind.PHASE}
    if not aimed or whole.pk in aimed or phases.issubset(aimed):
        return whole
    parts = [period for period in periods if period.pk in aimed]
    return max(parts, key=lambda period: (period.is_open(at), period.opens_at, period.pk))


def running_campaign(periods: Sequence[Period], *, at: dt.datetime) -> Period | None:
    """The campaign that runs now and ends first."""
    running = [p for p in periods if p.kind == PeriodKind.CAMPAIGN and p.is_open(at)]
    return min(running, key=lambda period: (period.closes_at, period.pk), default=None)
