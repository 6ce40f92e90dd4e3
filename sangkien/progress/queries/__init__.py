"""Reading progress: frozen rows for screens, from kept totals, in a fixed number of queries."""

from sangkien.progress.queries.boards import (
    Rate,
    ReportedLine,
    TargetLine,
    UnitProgress,
    unit_progress,
)
from sangkien.progress.queries.breakdown_differences import (
    BreakdownDifference,
    breakdown_differences,
)
from sangkien.progress.queries.breakdowns import (
    Outcome,
    Participation,
    StructureScreen,
    outcome,
    structure_screen,
)
from sangkien.progress.queries.choices import (
    default_period,
    front_programme,
    running_campaign,
    running_programmes,
)
from sangkien.progress.queries.clusters import (
    ClusterProgress,
    ClusterRow,
    ClustersBoard,
    by_rank,
    cluster_progress,
    cluster_year,
    clusters_board,
)
from sangkien.progress.queries.comparison import CompareScreen, Offer, Side, compare_screen
from sangkien.progress.queries.curve_screens import (
    CurveChoice,
    CurveScreen,
    cluster_curve_screen,
    curve_screen,
)
from sangkien.progress.queries.curves import Reached, Trend, pace_at
from sangkien.progress.queries.desks import UnitFigures, figures_of
from sangkien.progress.queries.differences import Difference, differences
from sangkien.progress.queries.figures import Counts, Size, folded_at, valid_below
from sangkien.progress.queries.goals import Goal
from sangkien.progress.queries.history import (
    PastProgramme,
    PastResult,
    all_history,
    history_of,
    is_of,
    past_results,
)
from sangkien.progress.queries.leagues import League, LeagueRow, league
from sangkien.progress.queries.places import Place, get_place
from sangkien.progress.queries.ranks import ClusterRank, Rank
from sangkien.progress.queries.readings import Moment, reading_at
from sangkien.progress.queries.recalling import Recalled, is_past, recalled
from sangkien.progress.queries.screens import (
    Choice,
    ClusterScreen,
    FrontScreen,
    Running,
    UnitScreen,
    ZeroScreen,
    cluster_screen,
    front_screen,
    unit_screen,
    zero_screen,
)
from sangkien.progress.queries.seen import Seen, seen_of
from sangkien.progress.queries.standings import Arena, RankScreen, rank_screen
from sangkien.progress.queries.trees import Tree
from sangkien.progress.queries.why import Neighbour, WhyScreen, why_screen
from sangkien.progress.queries.zero import ZeroPage, has_unions_below, units_at_zero

__all__ = [
    "Arena",
    "BreakdownDifference",
    "Choice",
    "ClusterProgress",
    "ClusterRank",
    "ClusterRow",
    "ClusterScreen",
    "ClustersBoard",
    "CompareScreen",
    "Counts",
    "CurveChoice",
    "CurveScreen",
    "Difference",
    "FrontScreen",
    "Goal",
    "League",
    "LeagueRow",
    "Moment",
    "Neighbour",
    "Offer",
    "Outcome",
    "Participation",
    "PastProgramme",
    "PastResult",
    "Place",
    "Rank",
    "RankScreen",
    "Rate",
    "Reached",
    "Recalled",
    "ReportedLine",
    "Running",
    "Seen",
    "Side",
    "Size",
    "StructureScreen",
    "TargetLine",
    "Tree",
    "Trend",
    "UnitFigures",
    "UnitProgress",
    "UnitScreen",
    "WhyScreen",
    "ZeroPage",
    "ZeroScreen",
    "all_history",
    "breakdown_differences",
    "by_rank",
    "cluster_curve_screen",
    "cluster_progress",
    "cluster_screen",
    "cluster_year",
    "clusters_board",
    "compare_screen",
    "curve_screen",
    "default_period",
    "differences",
    "figures_of",
    "folded_at",
    "front_programme",
    "front_screen",
    "get_place",
    "has_unions_below",
    "history_of",
    "is_of",
    "is_past",
    "league",
    "outcome",
    "pace_at",
    "past_results",
    "rank_screen",
    "reading_at",
    "recalled",
    "running_campaign",
    "running_programmes",
    "seen_of",
    "structure_screen",
    "unit_progress",
    "unit_screen",
    "units_at_zero",
    "valid_below",
    "why_screen",
    "zero_screen",
]
