"""What one public screen shows, put together: the pages only draw it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements.enums import TargetBase
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import latest_confirmed
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.queries import get_programme, periods_shown, published
from sangkien.progress import rules
from sangkien.progress.enums import BoardOrder
from sangkien.progress.models import HistoricalFigure
from sangkien.progress.queries import asof, curves
from sangkien.progress.queries.asof_groups import cluster_ranks_on
from sangkien.progress.queries.boards import Then, UnitProgress, unit_progress
from sangkien.progress.queries.choices import default_period, front_programme, running_campaign
from sangkien.progress.queries.clusters import (
    ClusterProgress,
    ClustersBoard,
    cluster_progress,
    clusters_board,
)
from sangkien.progress.queries.curves import Trend
from sangkien.progress.queries.history import PastResult, history_of, past_results
from sangkien.progress.queries.leagues import ROWS_A_PAGE, League, league, league_on
from sangkien.progress.queries.past import PastBranches
from sangkien.progress.queries.running import RunningProgramme, running_beside
from sangkien.progress.queries.trees import Tree, above_on, is_within, tree_of
from sangkien.progress.queries.zero import ZeroPage, units_at_zero
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import ancestors, get_cluster, get_public_unit, members_at

MOST_PROGRAMMES = 6
LEADING_UNITS = 5  # on the public home, as the next one
LATEST_INITIATIVES = 3


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the reader asked for in the address; `period` is empty for the usual one.

    `tree` is the day whose tree is drawn, TODAYS, or empty for the usual one. `rows` is how much
    of the league is read at once.
    """

    period: str = ""
    order: BoardOrder = BoardOrder.COUNT
    page: int = 1
    tree: str = ""
    rows: int = ROWS_A_PAGE


@dataclass(frozen=True, kw_only=True)
class UnitScreen:
    """The progress page of a unit, the same at every level; `above` starts with the owner, `branches` are
    those of an earlier tree.
    """

    programme: Programme
    unit: Unit
    above: tuple[Unit, ...]
    periods: tuple[Period, ...]
    period: Period
    progress: UnitProgress
    league: League
    clusters: ClustersBoard
    history: tuple[HistoricalFigure, ...]
    tree: Tree
    trend: Trend
    branches: PastBranches | None = None


@dataclass(frozen=True, kw_only=True)
class ClusterScreen:
    """The page of a cluster or block."""

    programme: Programme
    cluster: Cluster
    periods: tuple[Period, ...]
    period: Period
    progress: ClusterProgress
    tree: Tree
    trend: Trend


@dataclass(frozen=True, kw_only=True)
class ZeroScreen:
    """The list of CĐCS at zero below a unit, with the periods to choose from."""

    programme: Programme
    unit: Unit
    periods: tuple[Period, ...]
    period: Period
    page: ZeroPage


@dataclass(frozen=True, kw_only=True)
class Running:
    """A campaign that runs now, with the figures of its unit in it."""

    campaign: Period
    progress: UnitProgress
    days_left: int


@dataclass(frozen=True, kw_only=True)
class FrontScreen:
    """The public home while a programme is launched."""

    programme: Programme
    periods: tuple[Period, ...]
    period: Period
    progress: UnitProgress
    running: Running | None
    league: League
    clusters: ClustersBoard
    latest: tuple[Initiative, ...]
    beside: tuple[RunningProgramme, ...]
    others: tuple[Programme, ...]
    past: tuple[PastResult, ...]

    @property
    def phases(self) -> list[Period]:
        return [period for period in self.periods if period.kind == PeriodKind.PHASE]


def unit_screen(slug: str, unit_code: str | None, *, choice: Choice, at: dt.datetime) -> UnitScreen:
    """The unit with this code, or the owner of the programme; NotFound outside of its branch."""
    programme = get_programme(slug, actor=Actor.anonymous())
    found = get_public_unit(unit_code.upper()) if unit_code else programme.owner
    unit = unit_within(programme, found)
    periods = periods_shown(programme, unit)
    period = chosen_period(periods, choice, unit, at=at)
    tree = tree_of(period, choice.tree, at=at)
    if tree.day is not None:
        return _screen_then(programme, unit, periods, period, tree, choice=choice, at=at)
    above = [u for u in ancestors(unit) if paths.contains(programme.owner.path, u.path)]
    progress = unit_progress(programme, period, unit, at=at)
    as_of = progress.as_of
    return UnitScreen(
        programme=programme,
        unit=unit,
        above=tuple(above),
        periods=tuple(periods),
        period=period,
        progress=progress,
        league=league(
            period,
            unit,
            at=at,
            order=choice.order,
            page=choice.page,
            per_page=choice.rows,
            as_of=as_of,
        ),
        clusters=clusters_board(period, unit, at=at, as_of=as_of),
        history=tuple(history_of(unit)),
        tree=tree,
        trend=_trend(progress, at=at),
    )


def _trend(progress: UnitProgress, *, at: dt.datetime) -> Trend:
    return curves.daily(
        progress.period,
        [progress.unit.pk],
        base=progress.base,
        goal=progress.goal,
        value=progress.value,
        as_of=progress.as_of,
        at=at,
        closes_at=progress.closes_at,
    )


def _screen_then(
    programme: Programme,
    unit: Unit,
    periods: Sequence[Period],
    period: Period,
    tree: Tree,
    *,
    choice: Choice,
    at: dt.datetime,
) -> UnitScreen:
    """The same page in the tree of an earlier day, with the names of that day."""
    day = tree.day or local_day(at)
    found, then = _then(unit, period, day, at=at)
    unit.name, unit.short_name = found.place.name, found.place.short_name
    progress = unit_progress(programme, period, unit, at=at, then=then)
    return UnitScreen(
        programme=programme,
        unit=unit,
        above=tuple(above_on(found.place.path, day, below=programme.owner)),
        periods=tuple(periods),
        period=period,
        progress=progress,
        league=league_on(
            period,
            unit,
            found,
            day,
            at=at,
            order=choice.order,
            page=choice.page,
            per_page=choice.rows,
            is_sized=tree.is_sized,
        ),
        clusters=clusters_board(period, unit, at=at, as_of=at, day=day, known=found.totals),
        history=tuple(history_of(unit)),
        tree=tree,
        branches=found.past,
        trend=_trend(progress, at=at),
    )


def _then(
    unit: Unit, period: Period, day: dt.date, *, at: dt.datetime
) -> tuple[asof.Branches, Then]:
    """The figures of the branches, and the places of the unit among those beside it, read together."""
    siblings = asof.siblings_on(unit, period, day)
    beside = siblings.unit_ids if siblings else ()
    found = asof.branches(unit, period, day, beside=beside)
    year = rules.reference_day(period.closes_at, today=local_day(at)).year
    return found, Then(
        day=day,
        total=found.total,
        rank=asof.sibling_rank(unit, siblings, found.totals),
        cluster_ranks=cluster_ranks_on(unit, period, found, day, year=year),
    )


def cluster_screen(slug: str, pk: int, *, choice: Choice, at: dt.datetime) -> ClusterScreen:
    """A cluster of a unit within the programme."""
    programme = get_programme(slug, actor=Actor.anonymous())
    group = get_cluster(pk)
    organiser = group.cluster.organiser
    if not paths.contains(programme.owner.path, organiser.path):
        raise NotFound(_("Không tìm thấy cụm, khối thi đua này."))
    periods = periods_shown(programme, organiser)
    period = chosen_period(periods, choice, organiser, at=at)
    tree = tree_of(period, choice.tree, at=at)
    if tree.members_at is not None:
        group = members_at(group, tree.members_at)
    progress = cluster_progress(period, group, at=at, tree=tree)
    goal = progress.row.goal
    base = goal.base if goal else TargetBase.VALID
    return ClusterScreen(
        programme=programme,
        cluster=group.cluster,
        periods=tuple(periods),
        period=period,
        progress=progress,
        tree=tree,
        trend=curves.daily(
            period,
            group.unit_ids,
            base=base,
            goal=goal,
            value=progress.row.counts.of(base),
            as_of=progress.as_of,
            at=at,
        ),
    )


def zero_screen(
    slug: str, unit_code: str, *, choice: Choice, cursor: str, actor: Actor, at: dt.datetime
) -> ZeroScreen:
    """For those who oversee the branch; NotFound for others."""
    programme = get_programme(slug, actor=Actor.anonymous())
    unit = unit_within(programme, get_public_unit(unit_code.upper()))
    periods = periods_shown(programme, unit)
    period = chosen_period(periods, choice, unit, at=at)
    return ZeroScreen(
        programme=programme,
        unit=unit,
        periods=tuple(periods),
        period=period,
        page=units_at_zero(period, unit, actor=actor, at=at, cursor=cursor),
    )


def front_screen(*, at: dt.datetime) -> FrontScreen | None:
    """None before any programme was launched."""
    programme = front_programme(at=at)
    if programme is None:
        return None
    owner = programme.owner
    periods = periods_shown(programme, owner)
    period = default_period(periods, owner, at=at)
    campaign = running_campaign(periods, at=at)
    running = None
    if campaign is not None:
        progress = unit_progress(programme, campaign, owner, at=at)
        left = rules.days_left(campaign.closes_at, at=at)
        running = Running(campaign=campaign, progress=progress, days_left=left)
    front = unit_progress(programme, period, owner, at=at)
    beside = running_beside(programme, at=at, limit=MOST_PROGRAMMES)
    told = [programme.pk, *(line.programme.pk for line in beside)]
    others = published().exclude(pk__in=told)[:MOST_PROGRAMMES]
    return FrontScreen(
        programme=programme,
        periods=tuple(periods),
        period=period,
        progress=front,
        running=running,
        league=league(period, owner, at=at, per_page=LEADING_UNITS, as_of=front.as_of),
        clusters=clusters_board(period, owner, at=at, as_of=front.as_of),
        latest=tuple(latest_confirmed(programme, limit=LATEST_INITIATIVES)),
        beside=tuple(beside),
        others=tuple(others),
        past=tuple(past_results()),
    )


def unit_within(programme: Programme, unit: Unit) -> Unit:
    """The unit itself, NotFound outside of the branch of the programme."""
    if not is_within(programme, unit):
        raise NotFound(_("Đơn vị này không thuộc phạm vi của chương trình."))
    return unit


def chosen_period(
    periods: Sequence[Period], choice: Choice, unit: Unit, *, at: dt.datetime
) -> Period:
    """What the reader asked for, the usual one without a wish, NotFound for another one."""
    if not choice.period:
        return default_period(periods, unit, at=at)
    found = next((period for period in periods if str(period.pk) == choice.period), None)
    if found is None:
        raise NotFound(_("Không tìm thấy giai đoạn này."))
    return found
