"""The units directly below a unit, in order of what they reached."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from sangkien.agreements.enums import TargetBase
from sangkien.core import periods
from sangkien.programmes.models import Period
from sangkien.programmes.plans import closings
from sangkien.progress import rules
from sangkien.progress.enums import BoardOrder
from sangkien.progress.models import UnitSize
from sangkien.progress.queries import asof, figures
from sangkien.progress.queries.curves import Reached, reached_of
from sangkien.progress.queries.figures import NONE, Counts
from sangkien.progress.queries.goals import Goal, Goals, goals
from sangkien.progress.queries.measures import Measures, measures
from sangkien.units.models import Unit

ROWS_A_PAGE = 100


@dataclass(frozen=True, kw_only=True)
class LeagueRow:
    """One unit with the figures of its branch; `goal` and `standing` are None without a target,
    `reached` (when) until it is reached. `closes_at` is the unit's own deadline.
    """

    unit: Unit
    counts: Counts
    rank: int | None
    is_tied: bool
    goal: Goal | None
    standing: rules.Standing | None
    pace: int | None
    coverage: rules.Coverage | None
    contender: rules.Contender
    closes_at: dt.datetime
    reached: Reached | None = None


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """All places of a league, with what they were made from."""

    places: tuple[rules.Place, ...]
    totals: Mapping[int, Counts]
    aims: Goals


@dataclass(frozen=True, kw_only=True)
class League:
    """One page of a league; `bands` and `total` are of all pages together.

    `rest` is what units have that are not in the list of an earlier day: opened after it, or
    ended before the period.
    """

    rows: tuple[LeagueRow, ...]
    order: BoardOrder
    base: TargetBase
    as_of: dt.datetime
    bands: rules.Bands
    total: int
    page: int
    pages: int
    rest: Counts = NONE

    @property
    def has_targets(self) -> bool:
        return self.bands.with_target > 0

    @property
    def has_pace(self) -> bool:
        """Whether any bar carries the mark of the pace: only while the period runs."""
        return any(row.pace is not None for row in self.rows)


def league(
    period: Period,
    unit: Unit,
    *,
    at: dt.datetime,
    order: BoardOrder = BoardOrder.COUNT,
    page: int = 1,
    per_page: int = ROWS_A_PAGE,
    as_of: dt.datetime | None = None,
) -> League:
    """The children that stood at any time of the period, as the tree was then.

    `as_of` is known where the unit's own figures are shown beside.
    """
    first, last = periods.local_day(period.opens_at), periods.last_day(period.closes_at)
    children = Unit.objects.filter(parent=unit).standing_between(first, last)
    shown_as_of = as_of or figures.complete_at(unit, period, at=at)
    return ranked(
        dict(children.values_list("pk", "name_sort")),
        period,
        holders=Q(unit__parent=unit),
        as_of=shown_as_of,
        at=at,
        order=order,
        page=page,
        per_page=per_page,
    )


def league_on(
    period: Period,
    unit: Unit,
    found: asof.Branches,
    day: dt.date,
    *,
    at: dt.datetime,
    order: BoardOrder = BoardOrder.COUNT,
    page: int = 1,
    per_page: int = ROWS_A_PAGE,
    is_sized: bool = True,
) -> League:
    """The same in the tree of a day, with the names of that day."""
    first, last = periods.local_day(period.opens_at), periods.last_day(period.closes_at)
    places = asof.standing_children(unit, day, first=first, last=last)
    listed = ranked(
        asof.sort_keys(places),
        period,
        holders=Q(unit_id__in=list(places)),
        totals=found.by_child,
        as_of=at,
        at=at,
        order=order,
        page=page,
        per_page=per_page,
        is_sized=is_sized,
    )
    for row in listed.rows:  # as it was called then; the instance is this page's own
        place = places[row.unit.pk]
        row.unit.name, row.unit.short_name = place.name, place.short_name
    others = (counts for pk, counts in found.by_child.items() if pk not in places)
    return replace(listed, rest=sum(others, NONE))


def ranked(
    names: dict[int, str],
    period: Period,
    *,
    holders: Q,
    totals: Mapping[int, Counts] | None = None,
    as_of: dt.datetime,
    at: dt.datetime,
    order: BoardOrder = BoardOrder.COUNT,
    page: int = 1,
    per_page: int = ROWS_A_PAGE,
    is_sized: bool = True,
    measured: Measures | None = None,
) -> League:
    """Rank units given by id and sort key; `holders` finds their totals and targets.

    All are ranked in memory (two thousand children at most), one page is read in full. `is_sized` says
    whether the kept sizes belong to the tree that is drawn; `measured` are other measures than
    those of today's.
    """
    found = ranking(
        names, period, holders=holders, totals=totals, order=order, at=at, measured=measured
    )
    places, totals, aims = found.places, found.totals, found.aims
    pages = max(-(-len(places) // per_page), 1)
    page = min(max(page, 1), pages)
    shown = places[(page - 1) * per_page : page * per_page]
    return League(
        rows=rows_at(shown, found, period, at=at, is_sized=is_sized),
        order=order,
        base=_base(names, aims),
        as_of=as_of,
        bands=rules.bands(
            [(totals.get(pk, NONE).sent, _standing(pk, totals, aims)) for pk in names]
        ),
        total=len(names),
        page=page,
        pages=pages,
    )


def ranking(
    names: dict[int, str],
    period: Period,
    *,
    holders: Q,
    totals: Mapping[int, Counts] | None = None,
    order: BoardOrder,
    at: dt.datetime,
    measured: Measures | None = None,
) -> Ranking:
    """Every unit in its place; three queries, one or two more for members and verified amounts."""
    kept = figures.subtrees(holders, period) if totals is None else totals
    aims = goals(period, holders)
    day = rules.reference_day(period.closes_at, today=periods.local_day(at))
    more = measured or measures(order, period, holders, unit_ids=list(names), day=day)
    contenders = _contenders(names, kept, aims, more)
    return Ranking(places=tuple(rules.places(contenders, order=order)), totals=kept, aims=aims)


def _contenders(
    names: dict[int, str], totals: Mapping[int, Counts], aims: Goals, more: Measures
) -> Iterable[rules.Contender]:
    for pk, name_sort in names.items():
        counts, standing = totals.get(pk, NONE), _standing(pk, totals, aims)
        yield rules.Contender(
            key=pk,
            name_sort=name_sort,
            sent=counts.sent,
            valid=counts.valid,
            share=standing.fraction if standing else None,
            people=counts.people,
            members=more.members.get(pk),
            verified_vnd=more.verified_vnd.get(pk, 0),
            declared_vnd=counts.benefit_vnd,
            factor=more.factors.get(pk),
        )


def _standing(pk: int, totals: Mapping[int, Counts], aims: Goals) -> rules.Standing | None:
    goal = aims.of(pk)
    return goal.standing(totals.get(pk, NONE)) if goal else None


def _base(names: dict[int, str], aims: Goals) -> TargetBase:
    """The base of the targets; where they differ, each row names its own."""
    bases = [goal.base for pk in names if (goal := aims.of(pk))]
    return max(set(bases), key=bases.count, default=TargetBase.VALID)


def _coverage(counts: Counts, grassroots: int) -> rules.Coverage | None:
    """None where their number is not known."""
    return rules.Coverage(covered=counts.covered_sent, total=grassroots) if grassroots else None


def rows_at(
    places: Sequence[rules.Place],
    found: Ranking,
    period: Period,
    *,
    at: dt.datetime,
    is_sized: bool = True,
) -> tuple[LeagueRow, ...]:
    """Some places of a ranking read in full; two queries."""
    totals, aims = found.totals, found.aims
    ids = [place.contender.key for place in places]
    units = Unit.objects.filter(pk__in=ids).select_related("level").in_bulk()
    kept = UnitSize.objects.filter(period=period, unit_id__in=ids if is_sized else [])
    sizes = dict(kept.values_list("unit_id", "grassroots"))
    aimed = {pk: (goal, totals.get(pk, NONE).of(goal.base)) for pk in ids if (goal := aims.of(pk))}
    by_path = closings(period, [unit.path for unit in units.values()])
    closing = {pk: by_path[unit.path] for pk, unit in units.items()}
    reached = reached_of(period, aimed, closing=closing)
    rows = []
    for place in places:
        pk = place.contender.key
        goal, counts = aims.of(pk), totals.get(pk, NONE)
        closes_at = closing[pk]
        rows.append(
            LeagueRow(
                unit=units[pk],
                counts=counts,
                rank=place.rank,
                is_tied=place.is_tied,
                goal=goal,
                standing=_standing(pk, totals, aims),
                pace=goal.pace(period, at=at, closes_at=closes_at) if goal else None,
                coverage=_coverage(counts, sizes.get(pk, 0)),
                reached=reached.get(pk),
                contender=place.contender,
                closes_at=closes_at,
            )
        )
    return tuple(rows)
