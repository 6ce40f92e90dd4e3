"""What the figures of a unit are made of, who takes part, and what became of the initiatives."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sangkien.agreements.enums import TargetBase
from sangkien.core import periods as days
from sangkien.initiatives.enums import SubmitterGroup
from sangkien.programmes.enums import SolutionKind
from sangkien.programmes.models import Field, Period
from sangkien.progress import rules
from sangkien.progress.enums import Division
from sangkien.progress.models import Breakdown, BreakdownMark
from sangkien.progress.parts import NOT_CHOSEN, Pair, Slice, empty, slices
from sangkien.progress.queries import asof, figures
from sangkien.progress.queries.cluster_parts import ClusterTable, cluster_table
from sangkien.progress.queries.figures import Counts, Size
from sangkien.progress.queries.past import PastBranches
from sangkien.progress.queries.places import Place
from sangkien.progress.queries.rearranged import Became
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of the valid initiatives of a branch. `as_of` is None before the first count."""

    in_use: int
    reused: int
    verified_vnd: int
    authors: int
    as_of: dt.datetime | None


def outcome(unit: Unit, period: Period, *, past: PastBranches | None = None) -> Outcome:
    """Two queries; some more for the tree of a day, whose branches hold that of the unit."""
    mark = BreakdownMark.objects.first()
    if past is not None:
        return _outcome(past.became(period)[unit.pk], mark)
    row = Breakdown.objects.filter(unit=unit, period=period).first()
    return _outcome(row, mark)


def _outcome(row: Breakdown | Became | None, mark: BreakdownMark | None) -> Outcome:
    return Outcome(
        in_use=row.in_use if row else 0,
        reused=row.reused if row else 0,
        verified_vnd=row.verified_vnd if row else 0,
        authors=row.authors if row else 0,
        as_of=mark.complete_at if mark else None,
    )


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """One part of a breakdown, by name."""

    label: str
    part: Slice


@dataclass(frozen=True, kw_only=True)
class DivisionTable:
    """A total taken apart; `sent` and `valid` are its sums, the rest included."""

    division: Division
    lines: tuple[PartLine, ...]
    sent: int
    valid: int


@dataclass(frozen=True, kw_only=True)
class Participation:
    """How many people take part, of how many. `people` are leading authors, `authors` everybody
    with a credit; both once per unit. The size is that of `reference_on`.
    """

    people: int
    authors: int
    size: Size
    counts: Counts
    reference_on: dt.date


@dataclass(frozen=True, kw_only=True)
class StructureScreen:
    """ "Cơ cấu sáng kiến" of one unit."""

    place: Place
    base: TargetBase
    tables: tuple[DivisionTable, ...]
    clusters: ClusterTable
    participation: Participation
    outcome: Outcome
    as_of: dt.datetime


def structure_screen(place: Place, *, base: TargetBase, at: dt.datetime) -> StructureScreen:
    """The same number of queries for every unit of one tree."""
    unit, period, day = place.unit, place.period, place.day
    today = days.local_day(at)
    mark = BreakdownMark.objects.first()
    if day is None:
        total, counted_at = figures.subtree(unit, period)
        known = {}
        row = Breakdown.objects.filter(unit=unit, period=period).first()
        parts, became = (row.parts if row else empty()), _outcome(row, mark)
        as_of = figures.as_of(counted_at, folded=figures.folded_at(), at=at)
    else:
        found = asof.branches(unit, period, day)
        total, known, as_of = found.total, found.totals, at
        parts = found.past.parts(period)[unit.pk]
        became = _outcome(found.past.became(period)[unit.pk], mark)
    reference_on = rules.reference_day(period.closes_at, today=today)
    return StructureScreen(
        place=place,
        base=base,
        tables=_tables(parts, base),
        clusters=cluster_table(unit, period, total, year=reference_on.year, day=day, known=known),
        participation=Participation(
            people=total.people,
            authors=became.authors,
            size=figures.size(unit, period, today=today) if place.tree.is_sized else Size(),
            counts=total,
            reference_on=reference_on,
        ),
        outcome=became,
        as_of=as_of,
    )


def _tables(kept: Mapping[str, Mapping[str, Pair]], base: TargetBase) -> tuple[DivisionTable, ...]:
    labels = {
        Division.FIELD: _field_names(kept.get(Division.FIELD, {})),
        Division.KIND: {kind.value: str(kind.label) for kind in SolutionKind},
        Division.SUBMITTER: {group.value: str(group.label) for group in SubmitterGroup},
    }
    return tuple(
        _table(division, kept.get(division, {}), base, labels[division]) for division in Division
    )


def _table(
    division: Division, by_key: Mapping[str, Pair], base: TargetBase, labels: Mapping[str, str]
) -> DivisionTable:
    sent, valid = (sum(pair[place] for pair in by_key.values()) for place in (0, 1))
    found = slices(by_key, sent=sent, valid=valid, is_valid=base == TargetBase.VALID)
    return DivisionTable(
        division=division,
        lines=tuple(PartLine(label=labels.get(part.key, ""), part=part) for part in found),
        sent=sent,
        valid=valid,
    )


def _field_names(by_key: Mapping[str, Pair]) -> dict[str, str]:
    ids = [int(key) for key in by_key if key != NOT_CHOSEN]
    rows = Field.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}
