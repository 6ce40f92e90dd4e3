"""The hours of a curve: read for those who steer, counted from what was sent for a CĐCS."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncHour

from sangkien.agreements.enums import TargetBase
from sangkien.core import periods
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Period
from sangkien.progress import counting, trends
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.models import Reading
from sangkien.progress.queries.curves import HOURS_SHOWN, Trend
from sangkien.units.models import Level, Unit

COUNTED_FOR = 7 * trends.DAY  # hours of a CĐCS go back so far
COUNTED = {
    TargetBase.SENT: counting.SENT,
    TargetBase.VALID: counting.VALID,
    TargetBase.RECOGNISED: counting.RECOGNISED,
}


def counted_alone(units: Collection[Unit]) -> list[Unit]:
    """The CĐCS and what is below them: no hours are read of those. Units come with their level."""
    least = Level.objects.filter(is_grassroots=True).order_by("tier").values_list("tier", flat=True)
    first = least.first() or 0
    return [unit for unit in units if unit.level.tier >= first]


def hourly(
    trend: Trend,
    units: Sequence[Unit],
    alone: Sequence[Unit],
    *,
    day: dt.date | None,
    at: dt.datetime,
) -> Trend:
    """The hours of a chosen day, or the last two days, summed over units; `trend` is that of the
    days, `alone` are the units without hours of their own.

    At most five queries. With CĐCS among the units only the last seven days have hours.
    """
    since, until = _window(trend.period, day, at=at)
    ids = [unit.pk for unit in units if unit not in alone]
    parts = _read(ids, trend, since=since, until=until)
    is_known = any(parts)
    is_new = bool(ids) and all(not part or part[0][0] > since for part in parts)
    if alone:
        last = min(at, trend.period.closes_at)
        if since < last - COUNTED_FOR - trends.DAY:
            return _without(trend, since)
        parts.append(_counted(alone, trend, since=since, until=until))
        is_known = is_known or any(value for _ends, value in parts[-1])
    baseline = is_new and not alone and trend.known_since is not None
    values = trends.summed(parts)
    found = trends.series(values, since=since, until=until, unit=trends.HOUR, baseline=baseline)
    return replace(
        trend,
        span=ReadingSpan.HOUR,
        series=found if is_known else trends.NOTHING,
        starts_at=found.known_since or since,
    )


def _without(trend: Trend, since: dt.datetime) -> Trend:
    return replace(trend, span=ReadingSpan.HOUR, series=trends.NOTHING, starts_at=since)


def _window(
    period: Period, day: dt.date | None, *, at: dt.datetime
) -> tuple[dt.datetime, dt.datetime]:
    if day is not None:
        return periods.start_of(day), min(periods.end_of(day), trends.end_of_hour(at))
    # A period that closes at 24:00 has its last hour before, not after.
    last = period.closes_at - dt.timedelta(microseconds=1)
    until = trends.end_of_hour(min(at, last))
    return until - HOURS_SHOWN * trends.HOUR, until


def _read(
    ids: Sequence[int], trend: Trend, *, since: dt.datetime, until: dt.datetime
) -> list[list[tuple[dt.datetime, int]]]:
    """What each unit had at `since`, and the end of every hour with a change after it."""
    if not ids:
        return []
    rows = Reading.objects.filter(unit_id__in=ids, period=trend.period)
    moments: dict[int, dict[dt.datetime, int]] = {pk: {} for pk in ids}
    for span in ReadingSpan:
        for unit_id, ends_at, value in _last_before(rows, ids, trend, span, since):
            moments[unit_id][ends_at] = value
    after = rows.filter(span=ReadingSpan.HOUR, ends_at__gt=since, ends_at__lte=until)
    column = trend.base.value
    for unit_id, ends_at, value in after.values_list("unit_id", "ends_at", column):
        moments[unit_id][ends_at] = value
    return [sorted(found.items()) for found in moments.values()]


def _last_before(
    rows: QuerySet[Reading], ids: Sequence[int], trend: Trend, span: ReadingSpan, at: dt.datetime
) -> list[tuple[int, dt.datetime, int]]:
    """The last reading of each unit that had ended by an instant; one query."""
    own = Reading.objects.filter(
        unit=OuterRef("pk"), period=trend.period, span=span, ends_at__lte=at
    )
    newest = own.order_by("-ends_at").values("pk")[:1]
    last = Unit.objects.filter(pk__in=ids).annotate(last=Subquery(newest)).values("last")
    return list(rows.filter(pk__in=last).values_list("unit_id", "ends_at", trend.base.value))


def _counted(
    units: Sequence[Unit], trend: Trend, *, since: dt.datetime, until: dt.datetime
) -> list[tuple[dt.datetime, int]]:
    """By the hour of sending what counts now, below the units included: two queries on the index
    of the totals, at most an hour a row.
    """
    branch = Q()
    for unit in units:
        branch |= Q(pk=unit.pk) | Q(path__startswith=unit.path)
    own = Initiative.objects.filter(
        counting.belongs(trend.period),
        COUNTED[trend.base],
        unit_id__in=Unit.objects.filter(branch).order_by().values("pk"),
        programme_id=trend.period.programme_id,
    )
    value = own.filter(received_at__lt=since).count()
    found = [(since, value)]
    hours = own.filter(received_at__gte=since, received_at__lt=until).order_by()
    by_hour = hours.values(hour=TruncHour("received_at", tzinfo=periods.VIETNAM))
    for row in by_hour.annotate(n=Count("pk")).order_by("hour"):
        value += row["n"]
        found.append((row["hour"] + trends.HOUR, value))
    return found
