"""Why a unit has the rank that it has: the arithmetic, and its neighbours."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.core import periods
from sangkien.core.errors import NotFound
from sangkien.progress import rules
from sangkien.progress.enums import BoardOrder, Scope
from sangkien.progress.overtaking import to_pass
from sangkien.progress.queries import asof, figures
from sangkien.progress.queries.leagues import LeagueRow, Ranking, ranking, rows_at
from sangkien.progress.queries.places import Place
from sangkien.progress.queries.standings import Arena, arenas_of, chosen, measured, population

MOST_TIED = 5


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """Who stands directly before or behind; `missing` brings the one behind past the other."""

    row: LeagueRow
    missing: int | None


@dataclass(frozen=True, kw_only=True)
class WhyScreen:
    """ "Vì sao hạng này": a unit between its neighbours in one arena and order.

    `tied` are others at the same rank, `ranked` how many have a rank at all. Members are those of
    `reference_on`.
    """

    place: Place
    arenas: tuple[Arena, ...]
    arena: Arena
    order: BoardOrder
    own: LeagueRow
    above: Neighbour | None
    below: Neighbour | None
    tied: tuple[LeagueRow, ...]
    ranked: int
    total: int
    reference_on: dt.date
    as_of: dt.datetime


@dataclass(frozen=True, kw_only=True)
class _Around:
    own: rules.Place
    above: rules.Place | None
    below: rules.Place | None
    tied: tuple[rules.Place, ...]

    @property
    def shown(self) -> list[rules.Place]:
        return [p for p in (self.own, self.above, self.below, *self.tied) if p is not None]


def why_screen(place: Place, *, arena: str, order: BoardOrder, at: dt.datetime) -> WhyScreen:
    """NotFound for whoever is ranked nowhere, as the owner of the programme."""
    arenas = tuple(a for a in arenas_of(place, at=at) if a.scope != Scope.BELOW)
    among = chosen(arenas, arena)
    group = population(place, among)
    as_of = figures.complete_at(place.period.unit, place.period, at=at)
    found = ranking(
        group.names,
        place.period,
        holders=group.holders,
        totals=group.totals,
        order=order,
        at=at,
        measured=measured(place, group, order),
    )
    around = _around(found.places, place.unit.pk)
    shown = rows_at(around.shown, found, place.period, at=at, is_sized=place.tree.is_sized)
    rows = {r.contender.key: r for r in shown}
    if place.day is not None:
        asof.renamed([row.unit for row in rows.values()], place.day)
    own = rows[around.own.contender.key]
    return WhyScreen(
        place=place,
        arenas=arenas,
        arena=among,
        order=order,
        own=own,
        above=_above(rows, around, order=order, found=found),
        below=_below(rows, around, order=order, found=found),
        tied=tuple(rows[p.contender.key] for p in around.tied),
        ranked=sum(p.rank is not None for p in found.places),
        total=len(found.places),
        reference_on=rules.reference_day(place.period.closes_at, today=periods.local_day(at)),
        as_of=as_of,
    )


def _around(places: tuple[rules.Place, ...], unit_id: int) -> _Around:
    """The last one with a better rank and the first one with a worse; equals stand between."""
    own = next((p for p in places if p.contender.key == unit_id), None)
    if own is None:
        raise NotFound(_("Đơn vị này không hoạt động trong giai đoạn đã chọn."))
    ranked = [p for p in places if p.rank is not None]
    if own.rank is None:
        return _Around(own=own, above=_last(ranked), below=None, tied=())
    before = [p for p in ranked if p.rank is not None and p.rank < own.rank]
    after = (p for p in ranked if p.rank is not None and p.rank > own.rank)
    equal = [p for p in ranked if p.rank == own.rank and p.contender.key != unit_id]
    return _Around(
        own=own, above=_last(before), below=next(after, None), tied=tuple(equal[:MOST_TIED])
    )


def _last(places: Iterable[rules.Place]) -> rules.Place | None:
    return next(reversed(list(places)), None)


def _above(
    rows: dict[int, LeagueRow], around: _Around, *, order: BoardOrder, found: Ranking
) -> Neighbour | None:
    if around.above is None:
        return None
    missing = _missing(around.own, around.above, order=order, found=found)
    return Neighbour(row=rows[around.above.contender.key], missing=missing)


def _below(
    rows: dict[int, LeagueRow], around: _Around, *, order: BoardOrder, found: Ranking
) -> Neighbour | None:
    if around.below is None:
        return None
    missing = _missing(around.below, around.own, order=order, found=found)
    return Neighbour(row=rows[around.below.contender.key], missing=missing)


def _missing(
    behind: rules.Place, ahead: rules.Place, *, order: BoardOrder, found: Ranking
) -> int | None:
    goal = found.aims.of(behind.contender.key)
    target = goal.value if goal else None
    return to_pass(behind.contender, ahead.contender, order, target=target)
