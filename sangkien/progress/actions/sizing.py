"""Keep the denominators: CĐCS, members and workers below every unit, per period."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from sangkien.core import periods as time
from sangkien.programmes.models import Period
from sangkien.progress import rules
from sangkien.progress.actions import marking
from sangkien.progress.models import OwnTotal, SizeStamp, SubtreeTotal, UnitSize
from sangkien.units.models import Headcount, Unit
from sangkien.units.queries import branch_on, place_on, placed_on


def mark_since(day: dt.date) -> None:
    """The organisation changed on a day: periods that run on it or later are measured again.

    Those that ended before keep their reference day, on which nothing changed.
    """
    touched = SizeStamp.objects.filter(stale=False, period__closes_at__gt=time.start_of(day))
    touched.update(stale=True)


def mark_programme(programme_id: int) -> None:
    """A period was set; the programme as a whole may have moved with it, and the last days of both."""
    ids = list(Period.objects.filter(programme_id=programme_id).values_list("pk", flat=True))
    marking.mark(ids)
    for pk in ids:
        SizeStamp.objects.update_or_create(period_id=pk, defaults={"stale": True})


def refresh(now: dt.datetime) -> int:
    """Measure the periods whose sizes are out of date. Returns how many.

    A period that ended while no worker ran is measured once more, for its last day.
    """
    today = time.local_day(now)
    done = 0
    for stamp in SizeStamp.objects.select_related("period__unit").order_by("period_id"):
        day = rules.reference_day(stamp.period.closes_at, today=today)
        if stamp.stale or stamp.counted_on != day:
            # Cleared first and apart: a unit that changes while we count marks the stamp again,
            # without waiting for us. No day until the end: a count that breaks off is repeated.
            SizeStamp.objects.filter(pk=stamp.pk).update(stale=False, counted_on=None)
            _measure(stamp.period, day=day)
            done += 1
    return done


@dataclass
class _Size:
    grassroots: int = 0
    members: int = 0
    workers: int = 0


@transaction.atomic
def _measure(period: Period, *, day: dt.date) -> None:
    sizes = _sizes(period.unit, day=day)
    UnitSize.objects.filter(period=period).delete()
    UnitSize.objects.bulk_create(
        [
            UnitSize(
                unit_id=unit_id,
                period=period,
                grassroots=size.grassroots,
                members=size.members,
                workers=size.workers,
            )
            for unit_id, size in sizes.items()
        ],
        batch_size=500,
    )
    SizeStamp.objects.filter(period=period).update(counted_on=day)
    _carry_coverage(period, day=day)


def _carry_coverage(period: Period, *, day: dt.date) -> None:
    """A CĐCS that no longer stands (or stands again) leaves (enters) what is covered, too.

    Otherwise more would be covered than there are.
    """
    stands = Q(Q(unit__closed_on=None) | Q(unit__closed_on__gt=day), unit__opened_on__lte=day)
    wrong = SubtreeTotal.objects.filter(
        (Q(covered_sent__gt=0) & ~stands) | (Q(covered_sent=0, sent__gt=0) & stands),
        period=period,
        unit__level__is_grassroots=True,
    )
    # The row of a CĐCS that only has entries in its sections may not be there yet.
    for unit_id in wrong.values_list("unit_id", flat=True).iterator():
        OwnTotal.objects.update_or_create(unit_id=unit_id, period=period, defaults={"stale": True})


def _sizes(root: Unit, *, day: dt.date) -> dict[int, _Size]:
    """Sizes of the units above the CĐCS in the tree of a day, the deepest summed first."""
    own = _headcounts(root, day=day)
    below: dict[int | None, _Size] = defaultdict(_Size)
    sizes: dict[int, _Size] = {}
    for pk, parent_id, _path, is_grassroots in placed_on(place_on(root, day).path, day):
        size = below.pop(pk, _Size())
        size.members, size.workers = own.get(pk, (size.members, size.workers))
        size.grassroots += int(is_grassroots)
        above = below[parent_id]
        above.grassroots += size.grassroots
        above.members += size.members
        above.workers += size.workers
        if size.grassroots and not is_grassroots:
            sizes[pk] = size
    return sizes


def _headcounts(root: Unit, *, day: dt.date) -> dict[int, tuple[int, int]]:
    """The latest headcount of every unit on or before a day."""
    rows = (
        Headcount.objects.filter(
            unit__in=branch_on(place_on(root, day).path, day).order_by(), counted_on__lte=day
        )
        .order_by("counted_on")
        .values_list("unit_id", "members", "workers")
    )
    return {unit_id: (members, workers) for unit_id, members, workers in rows.iterator()}
