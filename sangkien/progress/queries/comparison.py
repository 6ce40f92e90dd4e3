"""One unit beside another one, the average of a group, another period, or a past programme."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from sangkien.core import paths, text
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.programmes.enums import PeriodKind, ProgrammeState
from sangkien.programmes.models import Period
from sangkien.progress import rules
from sangkien.progress.comparing import Numbers
from sangkien.progress.enums import HistoricalMeasure, Scope
from sangkien.progress.models import Breakdown, HistoricalFigure, UnitSize
from sangkien.progress.queries import figures
from sangkien.progress.queries.figures import NONE, Counts
from sangkien.progress.queries.goals import goals
from sangkien.progress.queries.history import history_of
from sangkien.progress.queries.past import PastBranches
from sangkien.progress.queries.places import Place
from sangkien.progress.queries.standings import Arena, Population, arenas_of, population
from sangkien.progress.queries.trees import Tree, tree_of
from sangkien.units.models import Headcount, Unit
from sangkien.units.queries import place_on

MOST_PERIODS = 8
PERIOD, PAST = "ky", "lich-su"
PUBLISHED = {
    HistoricalMeasure.SENT: "sent",
    HistoricalMeasure.VALID: "valid",
    HistoricalMeasure.SUBMITTERS: "people",
    HistoricalMeasure.BENEFIT_VND: "declared_vnd",
}


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something to compare with; `key` stands in the address."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Side:
    """One column. `published` are figures that the system has not counted, with their sources.
    `is_absent`: it had no part in that programme, which is not the same as nothing.
    `tree_on`: the day whose tree it is counted in, None for that of today.
    """

    label: str
    numbers: Numbers
    as_of: dt.datetime
    unit: Unit | None = None
    published: tuple[HistoricalFigure, ...] = ()
    is_absent: bool = False
    tree_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class CompareScreen:
    """ "So sánh": `other` is None until something was chosen."""

    place: Place
    own: Side
    other: Side | None
    asked: str
    offers: tuple[Offer, ...]
    reference_on: dt.date


@dataclass(frozen=True, kw_only=True)
class _Choices:
    """What a unit can be compared with besides another unit."""

    arenas: Sequence[Arena]
    periods: Sequence[Period]
    past: dict[str, list[HistoricalFigure]]


def compare_screen(
    place: Place, *, asked: str, other: Unit | None, at: dt.datetime
) -> CompareScreen:
    """`other` is the unit that `asked` names, if it names one; NotFound for an unknown key."""
    among = arenas_of(place, at=at)
    choices = _Choices(
        arenas=[a for a in among if a.scope in {Scope.PARENT, Scope.CLUSTER}],
        periods=_periods(place, at=at),
        past=_past(place.unit),
    )
    beside = _unit_side(place, other, place.period, at=at) if other is not None else None
    if beside is None and asked:
        beside = _chosen(place, asked, choices, at=at)
    return CompareScreen(
        place=place,
        own=_unit_side(place, place.unit, place.period, at=at),
        other=beside,
        asked=asked,
        offers=(
            *(Offer(key=a.key, label=_average(a, place)) for a in choices.arenas),
            *(Offer(key=_period_key(p), label=_period_label(p, place)) for p in choices.periods),
            *(Offer(key=key, label=_published(rows)) for key, rows in choices.past.items()),
        ),
        reference_on=_reference(place.period, at),
    )


def _chosen(place: Place, asked: str, choices: _Choices, *, at: dt.datetime) -> Side:
    arena = next((a for a in choices.arenas if a.key == asked), None)
    if arena is not None:
        return _average_side(place, arena, at=at)
    period = next((p for p in choices.periods if _period_key(p) == asked), None)
    if period is not None:
        side = _unit_side(place, place.unit, period, at=at)
        return replace(side, label=_period_label(period, place))
    if asked in choices.past:
        return _past_side(choices.past[asked], at=at)
    raise NotFound(_("Không tìm thấy đơn vị hoặc kỳ để so sánh."))


def _period_key(period: Period) -> str:
    return f"{PERIOD}-{period.pk}"


def _reference(period: Period, at: dt.datetime) -> dt.date:
    return rules.reference_day(period.closes_at, today=local_day(at))


def _unit_side(place: Place, unit: Unit, period: Period, *, at: dt.datetime) -> Side:
    """In the tree in which the progress page of that period is drawn."""
    tree = place.tree if period == place.period else tree_of(period, "", at=at)
    group, day = Population(names={unit.pk: unit.name_sort}, holders=Q(unit=unit)), tree.day
    if day is not None:
        branches = PastBranches(places={unit.pk: place_on(unit, day).path}, day=day)
        group = replace(group, totals=branches.totals(period), branches=branches)
    numbers = _summed(group, period, tree, at=at)
    as_of = figures.complete_at(unit, period, at=at)
    is_past = period.programme_id != place.programme.pk and at >= period.closes_at
    if is_past and not (numbers.sent or numbers.target or numbers.members):
        return Side(label=unit.label, numbers=Numbers(), as_of=as_of, unit=unit, is_absent=True)
    return Side(label=unit.label, numbers=numbers, as_of=as_of, unit=unit, tree_on=day)


def _average(arena: Arena, place: Place) -> str:
    if arena.cluster is None and place.superior is not None:
        above = {"unit": place.superior.label}
        return _("Trung bình các đơn vị trực thuộc %(unit)s") % above
    return _("Trung bình %(group)s") % {"group": arena.label}


def _average_side(place: Place, arena: Arena, *, at: dt.datetime) -> Side:
    group = population(place, arena)
    return Side(
        label=_average(arena, place),
        numbers=_summed(group, place.period, place.tree, at=at),
        as_of=figures.complete_at(place.period.unit, place.period, at=at),
        tree_on=place.day,
    )


def _summed(group: Population, period: Period, tree: Tree, *, at: dt.datetime) -> Numbers:
    """Seven queries, however many units there are."""
    unit_ids, holders = list(group.names), group.holders
    totals = figures.subtrees(holders, period) if group.totals is None else group.totals
    aims = goals(period, holders)
    size = _sizes(holders, period, day=_reference(period, at)) if tree.is_sized else {}
    counts = figures.summed(unit_ids, totals)
    known = [pk for pk in unit_ids if pk in size]
    counted = figures.summed(known, totals)
    standings = [
        goal.standing(totals.get(pk, NONE)) for pk in unit_ids if (goal := aims.of(pk)) is not None
    ]
    covered, grassroots = _coverage(totals, size)
    return Numbers(
        **_plain(counts),
        units=max(len(unit_ids), 1),
        counted=len(known),
        **_became(group, period),
        sent_of_counted=counted.sent,
        valid_of_counted=counted.valid,
        people_of_counted=counted.people,
        members=sum(size[pk][0] for pk in known),
        workers=sum(size[pk][1] for pk in known),
        covered=covered,
        grassroots=grassroots,
        reached=sum(s.value for s in standings),
        target=sum(s.target for s in standings),
    )


def _became(group: Population, period: Period) -> dict[str, int]:
    """Kept in today's tree; in an earlier one rearranged."""
    if group.branches is not None:
        every = group.branches.became(period).values()
        return {
            "in_use": sum(one.in_use for one in every),
            "reused": sum(one.reused for one in every),
            "verified_vnd": sum(one.verified_vnd for one in every),
        }
    rows = Breakdown.objects.filter(group.holders, period=period, unit_id__in=list(group.names))
    return rows.aggregate(
        in_use=Sum("in_use", default=0),
        reused=Sum("reused", default=0),
        verified_vnd=Sum("verified_vnd", default=0),
    )


def _plain(counts: Counts) -> dict[str, int]:
    return {
        "sent": counts.sent,
        "valid": counts.valid,
        "recognised": counts.recognised,
        "people": counts.people,
        "declared_vnd": counts.benefit_vnd,
    }


def _sizes(holders: Q, period: Period, *, day: dt.date) -> dict[int, tuple[int, int, int]]:
    """Members, workers and CĐCS by unit; units without members on record are left out."""
    counted = Headcount.objects.filter(holders, counted_on__lte=day).order_by("counted_on", "pk")
    rows = counted.values_list("unit_id", "members", "workers")
    found = {pk: (members, workers, 0) for pk, members, workers in rows}
    kept = UnitSize.objects.filter(holders, period=period)
    for pk, members, workers, grassroots in kept.values_list(
        "unit_id", "members", "workers", "grassroots"
    ):
        found[pk] = (members, workers, grassroots)
    return {pk: size for pk, size in found.items() if size[0]}


def _coverage(
    totals: dict[int, Counts], size: dict[int, tuple[int, int, int]]
) -> tuple[int | None, int | None]:
    """Of the units above the CĐCS."""
    above = [pk for pk, known in size.items() if known[2]]
    if not above:
        return None, None
    covered = sum(totals.get(pk, NONE).covered_sent for pk in above)
    return covered, sum(size[pk][2] for pk in above)


def _periods(place: Place, *, at: dt.datetime) -> list[Period]:
    """Other periods of this programme, and other programmes as a whole that the unit took part in."""
    others = [p for p in place.periods if p.pk != place.period.pk]
    above = [*paths.ancestors(place.unit.path), place.unit.path]
    wholes = Period.objects.filter(
        kind=PeriodKind.WHOLE,
        programme__state=ProgrammeState.PUBLISHED,
        unit__path__in=above,
        opens_at__lte=at,
    ).exclude(programme=place.programme)
    return [*others, *wholes.select_related("programme", "unit").order_by("-opens_at", "pk")][
        :MOST_PERIODS
    ]


def _period_label(period: Period, place: Place) -> str:
    if period.programme_id == place.programme.pk:
        return str(period.name)
    return str(period.programme.title)


def _past(unit: Unit) -> dict[str, list[HistoricalFigure]]:
    """Published figures by programme, the latest first."""
    found: dict[str, list[HistoricalFigure]] = {}
    for row in history_of(unit):
        if row.measure in PUBLISHED:
            key = f"{PAST}-{text.fold(row.programme).replace(' ', '-')}"
            found.setdefault(key, []).append(row)
    return found


def _published(rows: Sequence[HistoricalFigure]) -> str:
    return _("Số liệu đã công bố: %(programme)s") % {"programme": rows[0].programme}


def _past_side(rows: Sequence[HistoricalFigure], *, at: dt.datetime) -> Side:
    """The last published number on each measure; rates are unknown: nobody published members."""
    last: dict[str, HistoricalFigure] = {}
    for row in rows:
        last.setdefault(PUBLISHED[HistoricalMeasure(row.measure)], row)
    values = {name: row.value for name, row in last.items()}
    return Side(
        label=_published(rows),
        numbers=Numbers(**values),
        as_of=at,
        published=tuple(last.values()),
    )
