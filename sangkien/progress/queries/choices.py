"""Which programme and which period a page shows when the reader chose none."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sangkien.agreements.enums import TargetKind
from sangkien.agreements.models import Target
from sangkien.programmes.enums import PeriodKind, ProgrammeState
from sangkien.programmes.models import Period, Programme
from sangkien.progress.models import UnitSize
from sangkien.units.models import Unit


def front_programme(*, at: dt.datetime) -> Programme | None:
    """The programme of the public home.

    The one that was pinned, as long as it is not over. Else one that receives initiatives: that
    of the highest organiser, among equals the one for the most CĐCS, then the one launched first,
    so that a new programme never pushes another one from the home page. Else the next to come,
    else the last that ended.
    """
    wholes = _wholes()
    chosen = (
        wholes.filter(programme__pinned_at__isnull=False, closes_at__gt=at),
        running_wholes(at=at),
        wholes.filter(opens_at__gt=at).order_by("programme__owner__level__tier", "opens_at", "pk"),
        wholes.order_by("programme__owner__level__tier", "-closes_at", "-pk"),
    )
    found = next((whole for rows in chosen if (whole := rows.first())), None)
    return found.programme if found else None


def running_wholes(*, at: dt.datetime) -> QuerySet[Period]:
    """The programmes that run, each as its whole period, in the order of the home page.

    How many CĐCS a programme is for was measured by the worker; a new one counts as none so far.
    """
    measured = UnitSize.objects.filter(period=OuterRef("pk"), unit=OuterRef("unit"))
    audience = Coalesce(Subquery(measured.values("grassroots")), 0)
    return (
        _wholes()
        .filter(opens_at__lte=at, closes_at__gt=at)
        .annotate(audience=audience)
        .order_by("programme__owner__level__tier", "-audience", "programme__published_at", "pk")
    )


def running_programmes(*, at: dt.datetime, limit: int) -> list[Programme]:
    """Those of `running_wholes`."""
    return [whole.programme for whole in running_wholes(at=at)[:limit]]


def _wholes() -> QuerySet[Period]:
    launched = Period.objects.filter(
        kind=PeriodKind.WHOLE, programme__state=ProgrammeState.PUBLISHED
    )
    return launched.select_related("programme__owner__level").order_by("pk")


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
