"""The days and hours of the sample programmes, as the worker would have read them at the time.

The sample data are made within seconds, so only today's reading comes from a real round. The days
before are worked out from what the initiatives know: when they arrived, when they were confirmed.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Min

from sangkien.core import paths, periods
from sangkien.demo.setting import Setting
from sangkien.initiatives.enums import (
    COUNTED_AS_RECOGNISED,
    COUNTED_AS_SENT,
    COUNTED_AS_VALID,
)
from sangkien.initiatives.models import Decision, Initiative
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period
from sangkien.progress import counting, trends
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.models import Reading
from sangkien.units.models import Level, Position, Unit

BEFORE_ANY_ROUND = dt.datetime(2021, 1, 1, tzinfo=periods.VIETNAM)  # rounds are folded later
Key = tuple[int, int]  # unit, period


def is_built() -> bool:
    return Reading.objects.filter(ends_at__lt=BEFORE_ANY_ROUND).exists()


def build(setting: Setting) -> None:
    places = _Places()
    steps = sorted(_steps(places), key=lambda step: step.at)
    running_day, running_hour = periods.start_of(setting.today), _hour(setting.now)
    kept = setting.now - trends.HOURS_KEPT
    young = [step for step in steps if step.period.closes_at > kept]
    days, hours = (
        _rows(steps, ReadingSpan.DAY, places, until=running_day),
        _rows(young, ReadingSpan.HOUR, places, until=running_hour),
    )
    names = ", ".join(("unit_id", "period_id", "span", "ends_at", "as_of", *counting.SUMMED))
    marks = ", ".join(["%s"] * (len(counting.SUMMED) + 5))
    with connection.cursor() as cursor:  # as instances of the model they would take two seconds
        cursor.executemany(
            f"INSERT INTO {Reading._meta.db_table} ({names}, is_baseline)"  # noqa: S608 - constants
            f" VALUES ({marks}, FALSE) ON CONFLICT DO NOTHING",
            [*days, *hours],
        )


def _hour(at: dt.datetime) -> dt.datetime:
    """When the running hour began."""
    return trends.end_of_hour(at) - trends.HOUR


@dataclass(frozen=True, kw_only=True)
class _Step:
    """Something that changed a figure of a unit, and so of all above it."""

    at: dt.datetime
    unit_id: int
    period: Period
    changes: dict[str, int]


@dataclass
class _Places:
    """Where each unit stood on a day: the chain of numbers from the root."""

    now: dict[int, str] = field(
        default_factory=lambda: dict(Unit.objects.values_list("pk", "path"))
    )
    before: dict[int, list[tuple[dt.date, str]]] = field(default_factory=lambda: defaultdict(list))
    tiers: dict[int, int] = field(
        default_factory=lambda: dict(Unit.objects.values_list("pk", "level__tier"))
    )

    chains: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.grassroots = min(
            Level.objects.filter(is_grassroots=True).values_list("tier", flat=True)
        )
        for unit_id, until, path in Position.objects.order_by("until").values_list(
            "unit_id", "until", "path"
        ):
            self.before[unit_id].append((until, path))

    def chain(self, unit_id: int, day: dt.date) -> list[int]:
        """From the root down to the unit itself."""
        if unit_id not in self.before and unit_id in self.chains:
            return self.chains[unit_id]
        places = (path for until, path in self.before[unit_id] if until > day)
        path = next(places, self.now[unit_id])
        found = [int(above[-paths.STEP :], 36) for above in (*paths.ancestors(path), path)]
        self.chains[unit_id] = found
        return found


def _steps(places: _Places) -> Iterator[_Step]:
    """One for what arrived, one for what was confirmed; the whole, the phase, the campaigns."""
    found: dict[int, list[Period]] = defaultdict(list)
    for period in Period.objects.select_related("unit").order_by("pk"):
        found[period.programme_id].append(period)
    confirmed = dict(
        Decision.objects.filter(outcome__in=COUNTED_AS_VALID)
        .values("initiative_id")
        .annotate(at=Min("decided_at"))
        .values_list("initiative_id", "at")
    )
    people: set[tuple[int, int, int]] = set()
    covered: set[tuple[str, int, int]] = set()
    counted = Initiative.objects.filter(state__in=COUNTED_AS_SENT, received_at__isnull=False)
    for entry in counted.order_by("received_at").only(
        "programme", "phase", "unit", "author", "state", "benefit_vnd", "received_at"
    ):
        received_at = entry.received_at or entry.created_at
        for period in found[entry.programme_id]:
            if not _belongs(entry, period, places):
                continue
            sent = {"sent": 1}
            _once(sent, "people", people, (period.pk, entry.unit_id, entry.author_id))
            _once(sent, "covered_sent", covered, ("sent", period.pk, entry.unit_id))
            yield _Step(at=received_at, unit_id=entry.unit_id, period=period, changes=sent)
            if entry.state in COUNTED_AS_VALID:
                valid = {"valid": 1, "benefit_vnd": entry.benefit_vnd or 0}
                valid["recognised"] = int(entry.state in COUNTED_AS_RECOGNISED)
                _once(valid, "covered_valid", covered, ("valid", period.pk, entry.unit_id))
                at = max(confirmed.get(entry.pk, received_at), received_at)
                yield _Step(at=at, unit_id=entry.unit_id, period=period, changes=valid)


def _once(changes: dict[str, int], name: str, seen: set[Any], key: Any) -> None:
    changes[name] = int(key not in seen)
    seen.add(key)


def _belongs(entry: Initiative, period: Period, places: _Places) -> bool:
    if period.kind == PeriodKind.WHOLE:
        return True
    if period.kind == PeriodKind.PHASE:
        return entry.phase_id == period.pk
    at = entry.received_at or entry.created_at
    above = places.chain(entry.unit_id, periods.last_day(period.closes_at))
    return period.is_open(at) and period.unit_id in above


def _rows(
    steps: list[_Step], span: ReadingSpan, places: _Places, *, until: dt.datetime
) -> Iterator[tuple[Any, ...]]:
    """The running sums at the end of every day or hour with a change, of those that are over."""
    sums: dict[Key, dict[str, int]] = defaultdict(lambda: dict.fromkeys(counting.SUMMED, 0))
    for ends_at, changes in groupby(steps, key=lambda step: _end(span, step.at)):
        if ends_at > until:
            return
        changed: dict[Key, dt.datetime] = {}
        for step in changes:
            for unit_id in places.chain(step.unit_id, periods.local_day(step.at)):
                if span == ReadingSpan.DAY or places.tiers[unit_id] < places.grassroots:
                    key = unit_id, step.period.pk
                    changed[key] = step.at
                    for name, more in step.changes.items():
                        sums[key][name] += more
        end = _adapted(ends_at)
        for key, at in changed.items():
            yield *key, span.value, end, _adapted(at), *sums[key].values()


def _adapted(at: dt.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _end(span: ReadingSpan, at: dt.datetime) -> dt.datetime:
    if span == ReadingSpan.HOUR:
        return trends.end_of_hour(at)
    return periods.end_of(periods.local_day(at))
