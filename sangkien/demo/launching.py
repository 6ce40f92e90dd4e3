"""Launch a programme as its documents say, and set targets."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from sangkien.accounts.models import User
from sangkien.agreements.actions.targets import Measure, set_target
from sangkien.agreements.enums import Denominator, TargetBase, TargetKind, TargetOrigin
from sangkien.demo import facts
from sangkien.demo.facts import PhaseRow
from sangkien.demo.organising import unit
from sangkien.demo.writing import Board
from sangkien.programmes.actions import drafting, periods
from sangkien.programmes.enums import PeriodKind, SolutionKind
from sangkien.programmes.models import Period, Programme
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import actor_for


def launch(
    key: str, *, phases: Sequence[PhaseRow] = (), by: User, at: dt.datetime | None = None
) -> Board:
    """Draft, set the phases, launch: what an officer does on three pages."""
    row = facts.programme_row(key)
    launched_at = at or row.launched_at
    if launched_at is None:
        raise ValueError(f"{key} has no day of launch")
    actor = actor_for(by, at=launched_at)
    content = drafting.Content(
        title=row.title,
        slogan=row.slogan,
        summary=row.summary,
        kinds=tuple(SolutionKind),
        fields=row.fields,
        documents=row.documents,
    )
    programme = drafting.draft_programme(unit(row.owner), content=content, by=actor, at=launched_at)
    for phase in phases or row.phases:
        periods.set_phase(
            programme,
            number=phase.number,
            name=phase.name,
            opens_at=phase.opens_at,
            closes_at=phase.closes_at,
            applied_from=phase.applied_from,
            applied_to=phase.applied_to,
            by=actor,
            at=launched_at,
        )
    published = drafting.publish_programme(programme, by=actor, at=launched_at)
    return Board.of(published, row.themes)


def board(key: str) -> Board:
    """A programme that an earlier block launched."""
    row = facts.programme_row(key)
    programme = Programme.objects.select_related("owner").get(
        owner__code=row.owner, title=row.title
    )
    return Board.of(programme, row.themes)


def is_launched(key: str) -> bool:
    row = facts.programme_row(key)
    return Programme.objects.published().filter(owner__code=row.owner, title=row.title).exists()


def whole(programme: Programme) -> Period:
    return programme.periods.select_related("unit").get(kind=PeriodKind.WHOLE)


def phase(programme: Programme, number: int) -> Period:
    return programme.periods.select_related("unit").get(kind=PeriodKind.PHASE, number=number)


def count(value: int, *, base: TargetBase = TargetBase.SENT) -> Measure:
    return Measure(kind=TargetKind.COUNT, base=base, value=Decimal(value))


def coverage(percent: int) -> Measure:
    return Measure(kind=TargetKind.COVERAGE, base=TargetBase.SENT, value=Decimal(percent))


def each(least: int, measure: str, *, base: TargetBase = TargetBase.SENT) -> Measure:
    """ "Mỗi CĐCS ít nhất …" of what is entered in the programme, by the name it has there."""
    return Measure(
        kind=TargetKind.EACH, value=Decimal(100), each=Decimal(least), measure=measure, base=base
    )


def rate(value: str, of: Denominator, *, base: TargetBase = TargetBase.SENT) -> Measure:
    """Initiatives per 100 people."""
    return Measure(kind=TargetKind.RATE, base=base, value=Decimal(value), denominator=of)


def assign(
    period: Period,
    holder: Unit | Cluster,
    measure: Measure,
    *,
    by: User,
    at: dt.datetime,
    note: str,
) -> None:
    """ "Giao chỉ tiêu" from the level above."""
    _set(period, holder, measure, TargetOrigin.ASSIGNED, by=by, at=at, note=note)


def promise(
    period: Period,
    holder: Unit | Cluster,
    measure: Measure,
    *,
    by: User,
    at: dt.datetime,
    note: str,
) -> None:
    """ "Tự đăng ký chỉ tiêu" by the unit itself."""
    _set(period, holder, measure, TargetOrigin.SELF_SET, by=by, at=at, note=note)


def _set(
    period: Period,
    holder: Unit | Cluster,
    measure: Measure,
    origin: TargetOrigin,
    *,
    by: User,
    at: dt.datetime,
    note: str,
) -> None:
    actor = actor_for(by, at=at)
    set_target(period, holder, measure=measure, origin=origin, by=actor, at=at, note=note)
