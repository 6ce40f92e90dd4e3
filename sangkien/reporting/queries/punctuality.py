"""Who keeps the terms of reports: an input for whoever scores units."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sangkien.reporting.enums import Verdict
from sangkien.reporting.models import Report


@dataclass(frozen=True, kw_only=True)
class Punctuality:
    """Of one unit. `late_days` holds the days of each late report, in the order of their terms, so that
    rules like "one point for each late report" and "half a point a day" can both be applied.
    """

    on_time: int = 0
    late_days: tuple[int, ...] = ()
    missing: int = 0
    excused: int = 0

    @property
    def owed(self) -> int:
        return self.on_time + len(self.late_days) + self.missing


def punctuality(
    unit_ids: Collection[int], *, since: dt.date, until: dt.date, now: dt.datetime
) -> dict[int, Punctuality]:
    """Every unit asked for, over the reports whose term (put off or not) ends from `since` to
    `until`, both included, and is over by `now`. One query.

    Days late are whole calendar days after the last day of the term by the arrival of the first
    version that counts (`rules.days_late`); up to the grace of the request is on time; units that
    ended before and requests that were withdrawn before the day are excused and count nowhere.
    What is sent before a term that is not over yet does not count yet either.
    """
    rows = Report.objects.filter(
        unit__in=unit_ids, due_on__gte=since, due_on__lte=until, due_at__lte=now
    ).select_related("occurrence__request", "unit")
    verdicts: dict[int, list[tuple[Verdict, int]]] = {pk: [] for pk in unit_ids}
    for row in rows.order_by("due_at", "pk").iterator(chunk_size=1_000):
        standing = row.standing(now)
        verdicts[row.unit_id].append((standing.verdict, standing.days))
    return {pk: _summed(found) for pk, found in verdicts.items()}


def _summed(found: list[tuple[Verdict, int]]) -> Punctuality:
    kinds = [verdict for verdict, _days in found]
    return Punctuality(
        on_time=kinds.count(Verdict.ON_TIME),
        late_days=tuple(days for verdict, days in found if verdict == Verdict.LATE),
        missing=kinds.count(Verdict.MISSING),
        excused=kinds.count(Verdict.EXCUSED),
    )
