"""Two half-years as a year: the results of both, by the weights of the table."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.scoring import automatic
from sangkien.scoring.enums import CardState, Part, ReviewState
from sangkien.scoring.models import Card, Opening, ReviewMeeting
from sangkien.scoring.queries.grid import (
    Arena,
    Grid,
    Seat,
    grid,
    placed_by,
    ranked,
    settled_by,
    shares,
    sharing,
    valid_entries,
)
from sangkien.scoring.rules import marks, ranking
from sangkien.scoring.rules.marks import Class, Totals, YearTotals
from sangkien.scoring.rules.ranking import Placed, Runner, Settled
from sangkien.scoring.rules.reviews import Equals
from sangkien.scoring.rules.tables import Halves, Table
from sangkien.units.models import Cluster, Unit

HALVES = (Part.FIRST, Part.SECOND)


@dataclass(frozen=True, kw_only=True)
class YearLine:
    """One unit over the year; `words` is the calculation, or which half is missing."""

    unit: Unit
    card: Card  # of the second half, else of the first
    first: int | None
    second: int | None
    total: Fraction | None
    words: str
    outcome: Class
    placed: Placed | None


@dataclass(frozen=True, kw_only=True)
class Year:
    """In the order of ranks, those without a year's score at the end. `is_final`: every card of what is there is
    published.
    """

    year: int
    halves: Halves
    lines: tuple[YearLine, ...]
    is_final: bool
    equals: tuple[Equals, ...] = ()  # who would share a rank had no review decided

    @property
    def is_scored(self) -> bool:
        return any(line.total is not None for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class _Pair:
    unit: Unit
    first: Seat | None
    second: Seat | None

    @property
    def last(self) -> Seat:
        """One of both is there."""
        found = self.second or self.first
        if found is None:
            raise ValueError(self.unit.pk)
        return found

    def totals(self) -> tuple[Totals | None, Totals | None]:
        return (
            self.first.totals if self.first else None,
            self.second.totals if self.second else None,
        )


def has_halves(opening: Opening) -> bool:
    return opening.part in HALVES


def year_of(arena: Arena, shown: Grid, *, actor: Actor, at: dt.datetime) -> Year:
    """`shown` is the grid of one half; the other one is read like it. The weights are those of the table
    of the second half, where there is one.
    """
    other = other_half(arena.opening)
    both = {Part(arena.opening.part): shown}
    if other is not None:
        beside = replace(arena, opening=other)
        both[Part(other.part)] = grid(beside, actor=actor, stage=shown.stage, at=at)
    last = both.get(Part.SECOND, shown)
    table, halves = last.arena.table, last.arena.table.halves
    same = len({one.arena.opening.table_id for one in both.values()}) == 1
    pairs = _pairs(both)
    found = [_line(pair, last, halves, is_same=same) for pair in pairs]
    placed: Mapping[int, Placed] = {}
    equals: list[Equals] = []
    if all(one.is_ranked for one in both.values()):
        scored = [
            (pair, line.total)
            for line, pair in zip(found, pairs, strict=True)
            if line.total is not None
        ]
        runners = _runners(arena.opening.year, table, scored, at=at)
        equals = sharing(ranked(table, runners), {line.unit.pk: line.card.pk for line in found})
        openings = [one.arena.opening for one in both.values()]
        settled = partial(_settled, openings, arena.cluster, scored)
        placed = {one.runner.key: one for one in placed_by(table, runners, settled)}
    lines = [replace(line, placed=placed.get(line.unit.pk)) for line in found]
    lines.sort(key=lambda one: (one.placed is None, one.placed.rank if one.placed else 0))
    return Year(
        year=arena.opening.year,
        halves=halves,
        lines=tuple(lines),
        is_final=all(one.is_final for one in both.values()),
        equals=tuple(equals),
    )


def _runners(
    year: int, table: Table, scored: Sequence[tuple[_Pair, Fraction]], *, at: dt.datetime
) -> list[Runner]:
    counted = valid_entries(
        table,
        [pair.unit for pair, _total in scored],
        [total for _pair, total in scored],
        automatic.span_of(year, Part.YEAR),
        at=at,
    )
    women = shares(table, {pair.last.card.pk: total for pair, total in scored})
    return [
        replace(
            _runner(pair, total, table.halves),
            entries=counted.get(pair.unit.pk),
            women=women.get(pair.last.card.pk),
        )
        for pair, total in scored
    ]


def _settled(
    openings: Collection[Opening],
    cluster: Cluster | None,
    scored: Sequence[tuple[_Pair, Fraction]],
) -> dict[int, Settled]:
    """What confirmed reviews of the year decided between equals."""
    rows = ReviewMeeting.objects.filter(
        opening__in=openings, cluster=cluster, is_year=True, state=ReviewState.CONFIRMED
    ).exclude(settled={})
    return settled_by(rows, [(pair.last.card, total) for pair, total in scored])


def halves_of(opening: Opening) -> list[Opening]:
    """As far as they were opened, the first one first."""
    both = [one for one in (opening, other_half(opening)) if one is not None]
    return sorted(both, key=lambda one: one.part)  # "first", "second"


def is_published(opening: Opening, cluster_id: int | None) -> bool:
    """Everything of both halves."""
    both = halves_of(opening)
    rows = Card.objects.filter(opening__in=both, cluster=cluster_id)
    return len(both) == len(HALVES) and not rows.exclude(state=CardState.FINAL).exists()


def other_half(opening: Opening) -> Opening | None:
    """Of the same organiser, cluster and year."""
    wanted = Part.SECOND if opening.part == Part.FIRST else Part.FIRST
    rows = Opening.objects.filter(
        unit=opening.unit_id, cluster=opening.cluster_id, year=opening.year, part=wanted
    ).filter(cancelled_at=None)
    return rows.select_related("table", "unit__parent", "cluster").first()


def _pairs(both: Mapping[Part, Grid]) -> list[_Pair]:
    seats = {part: {seat.unit.pk: seat for seat in one.seats} for part, one in both.items()}
    units = {seat.unit.pk: seat.unit for one in both.values() for seat in one.seats}
    return [
        _Pair(
            unit=unit,
            first=seats.get(Part.FIRST, {}).get(pk),
            second=seats.get(Part.SECOND, {}).get(pk),
        )
        for pk, unit in sorted(units.items(), key=lambda pair: (pair[1].name_sort, pair[0]))
    ]


def _line(pair: _Pair, last: Grid, halves: Halves, *, is_same: bool) -> YearLine:
    first, second = pair.totals()
    one, two = first.ranking if first else None, second.ranking if second else None
    found = ranking.year_of(halves, one, two)
    outcome = Class(name="")
    if found.score is not None:
        outcome = _outcome(pair, last, is_same=is_same)
    return YearLine(
        unit=pair.unit,
        card=pair.last.card,
        first=one,
        second=two,
        total=found.score,
        words=found.words,
        outcome=outcome,
        placed=None,
    )


def _outcome(pair: _Pair, last: Grid, *, is_same: bool) -> Class:
    """By the year's score and the year's points of each group; a condition was confirmed in both."""
    if not last.arena.table.bands:
        return Class(name="")
    if not is_same:
        return Class(
            name="",
            findings=(_("Hai kỳ chấm theo hai bảng khác nhau nên chưa xếp loại cả năm."),),
        )
    known = [seat for seat in (pair.first, pair.second) if seat is not None and seat.totals]
    stated = frozenset.intersection(*(frozenset(_stated(seat)) for seat in known))
    totals = _combined(pair, last.arena.table.halves)
    if totals is None:
        return Class(name="")
    return marks.classify(last.arena.table, totals, stated=stated)


def _stated(seat: Seat) -> list[str]:
    return list(seat.column.statements) if seat.column else []


def _combined(pair: _Pair, halves: Halves) -> YearTotals | None:
    """A half that weighs nothing may be missing."""
    first, second = pair.totals()
    one, two = first or second, second or first
    return marks.year_totals(halves, one, two) if one and two else None


def _runner(pair: _Pair, total: Fraction, halves: Halves) -> Runner:
    totals, last = _combined(pair, halves), pair.last
    return Runner(
        key=pair.unit.pk,
        name=pair.unit.label,
        total=total,
        class_score=totals.class_score if totals else 0,
        points=totals.points if totals else {},
        measured={code: mark.value for code, mark in last.given.items() if mark.value is not None},
        sent_at=last.sent_at,
    )
