"""Totals follow what happens to initiatives and units."""

from datetime import datetime

from sangkien.core import clock
from sangkien.core.bus import When, on
from sangkien.core.schedule import every
from sangkien.initiatives.events import STATE_CHANGES, CreditMoved, InitiativeEvent
from sangkien.programmes.events import PeriodExtended, PeriodSet
from sangkien.progress.actions import breaking_down, folding, past, reading, recounting, sizing
from sangkien.progress.counting import FOLD_JOB
from sangkien.units.events import (
    HeadcountRecorded,
    UnitOpened,
    UnitsListed,
    UnitsUnlisted,
)


@on(*STATE_CHANGES, CreditMoved, when=When.NOW)
def recount_unit(event: InitiativeEvent) -> None:
    recounting.recount_unit(event.unit_id, programme_id=event.programme_id)


@on(PeriodSet, PeriodExtended, when=When.NOW)
def follow_period(event: PeriodSet | PeriodExtended) -> None:
    sizing.mark_programme(event.programme_id)


@on(PeriodSet, PeriodExtended)
def recount_campaign(event: PeriodSet | PeriodExtended) -> None:
    recounting.recount_campaign(event.period_id)


@on(PeriodSet, PeriodExtended)
def recount_breakdowns(event: PeriodSet | PeriodExtended) -> None:
    breaking_down.recount_period(event.period_id, now=clock.now())


@on(UnitOpened, when=When.NOW)
def measure_opened(event: UnitOpened) -> None:
    sizing.mark_since(event.opened_on)


@on(HeadcountRecorded, when=When.NOW)
def measure_people(event: HeadcountRecorded) -> None:
    sizing.mark_since(event.counted_on)


@on(UnitsListed, UnitsUnlisted, when=When.NOW)
def measure_listed(event: UnitsListed | UnitsUnlisted) -> None:
    sizing.mark_since(event.since_on)


@every(seconds=2, name=FOLD_JOB, is_prompt=True)
def fold_totals(now: datetime) -> int:
    return folding.fold_all(now, instant=clock.now)


@every(seconds=60, name="progress.thin")
def thin_readings(now: datetime) -> int:
    return reading.thin(now)


@every(seconds=10, name="progress.sizes")
def refresh_sizes(now: datetime) -> int:
    return sizing.refresh(now)


@every(seconds=20, name="progress.breakdowns")
def follow_breakdowns(now: datetime) -> int:
    return breaking_down.follow(now)


@every(seconds=5, name="progress.past")
def keep_past_trees(now: datetime) -> int:
    return past.keep(now)
