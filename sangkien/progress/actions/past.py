"""Keep the totals of periods that are over for the tree of their last day, in which they are shown."""

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkien.core import db, periods
from sangkien.programmes.models import Period
from sangkien.progress import counting
from sangkien.progress.actions import breaking_down, folding
from sangkien.progress.models import Breakdown, OwnTotal, PastTotal, PastTree, SubtreeTotal
from sangkien.progress.parts import empty
from sangkien.progress.queries.rearranged import BECAME, Places, Rearranged
from sangkien.units.queries import branch_on, last_change_on, paths_on

SECONDS = 5  # of work in one round; the period that is under way is finished
UNITS_AT_ONCE = 5_000
PAUSE = dt.timedelta(minutes=10)  # a period in which things go on happening is read rearranged
NOTHING: dict[str, Any] = {**dict.fromkeys((*counting.SUMMED, *BECAME), 0), "parts": empty()}


def keep(now: dt.datetime) -> int:
    """Count the periods that are due, the newest first. Returns how many."""
    changed_on = last_change_on()
    if changed_on is None:
        return 0
    started, done = time.monotonic(), 0
    for period in _due(min(now, periods.start_of(changed_on)), now=now):
        _count(period, now=now)
        done += 1
        if time.monotonic() - started > SECONDS:
            break
    return done


def _due(ended_by: dt.datetime, *, now: dt.datetime) -> QuerySet[Period]:
    """Over before the last change of the tree, with figures, none of which waits to be carried up."""
    of_period = {"period": OuterRef("pk")}
    return Period.objects.filter(
        Q(past_tree=None)
        | Q(past_tree__day=None)
        | Q(past_tree__stale=True, past_tree__counted_at__lt=now - PAUSE),
        Exists(SubtreeTotal.objects.filter(unit=OuterRef("unit"), **of_period)),
        ~Exists(OwnTotal.objects.filter(stale=True, **of_period)),
        ~Exists(Breakdown.objects.filter(stale=True, **of_period)),
        closes_at__lte=ended_by,
    ).order_by("-closes_at", "-pk")


def _count(period: Period, *, now: dt.datetime) -> None:
    day = periods.last_day(period.closes_at)
    _begin(period, now=now)
    path = paths_on([period.unit_id], day)[period.unit_id]
    rows = [row for places in _places(path, day) for row in _different(places, period, day)]
    with transaction.atomic():
        PastTotal.objects.filter(period=period).delete()
        PastTotal.objects.bulk_create(rows, batch_size=500)
        PastTree.objects.filter(period=period).update(day=day, path=path)


@transaction.atomic
def _begin(period: Period, *, now: dt.datetime) -> None:
    """Marked as counted first and apart: what changes while we count marks it again, without waiting for
    us. Whoever is changing something now is waited for. No day until the end: a count that breaks off is
    repeated.
    """
    db.exclusive(folding.LOCK)
    db.exclusive(breaking_down.LOCK)
    PastTree.objects.update_or_create(
        period=period, defaults={"day": None, "stale": False, "counted_at": now}
    )


def _places(path: str, day: dt.date) -> Iterator[Places]:
    """The branch of a day in pieces of units that stood near each other."""
    ids = list(branch_on(path, day).order_by("pk").values_list("pk", flat=True))
    places: dict[int, str] = {}
    for start in range(0, len(ids), UNITS_AT_ONCE):
        places |= paths_on(ids[start : start + UNITS_AT_ONCE], day)
    ids.sort(key=places.__getitem__)
    for start in range(0, len(ids), UNITS_AT_ONCE):
        yield {pk: places[pk] for pk in ids[start : start + UNITS_AT_ONCE]}


def _different(places: Places, period: Period, day: dt.date) -> Iterator[PastTotal]:
    """What the branches of the day had where today's have something else."""
    then = Rearranged(places=places, day=day)
    totals, became, parts = then.totals(period), then.became(period), then.parts(period)
    today = _today(places, period)
    for pk in places:
        row = {**vars(totals[pk]), **vars(became[pk]), "parts": parts[pk]}
        if row != today.get(pk, NOTHING):
            yield PastTotal(unit_id=pk, period=period, **row)


def _today(places: Places, period: Period) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for kept, columns in ((SubtreeTotal, counting.SUMMED), (Breakdown, (*BECAME, "parts"))):
        rows = kept.objects.filter(period=period, unit__in=places)
        for pk, *values in rows.values_list("unit", *columns):
            found.setdefault(pk, {**NOTHING}).update(zip(columns, values, strict=True))
    return found
