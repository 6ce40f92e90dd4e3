"""Reading progress: frozen rows for screens, from kept totals, in a fixed number of queries."""

from sangkien.progress.queries.boards import Rate, TargetLine, UnitProgress, unit_progress
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
from sangkien.progress.queries.desks import UnitFigures, figures_of
from sangkien.progress.queries.differences import Difference, differences
from sangkien.progress.queries.figures import Counts, Size, folded_at
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
from sangkien.progress.queries.ranks import ClusterRank, Rank
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
from sangkien.progress.queries.zero import ZeroPage, units_at_zero

__all__ = [
    "Choice",
    "ClusterProgress",
    "ClusterRank",
    "ClusterRow",
    "ClusterScreen",
    "ClustersBoard",
    "Counts",
    "Difference",
    "FrontScreen",
    "Goal",
    "League",
    "LeagueRow",
    "PastProgramme",
    "PastResult",
    "Rank",
    "Rate",
    "Running",
    "Size",
    "TargetLine",
    "UnitFigures",
    "UnitProgress",
    "UnitScreen",
    "ZeroPage",
    "ZeroScreen",
    "all_history",
    "by_rank",
    "cluster_progress",
    "cluster_screen",
    "cluster_year",
    "clusters_board",
    "default_period",
    "differences",
    "figures_of",
    "folded_at",
    "front_programme",
    "front_screen",
    "history_of",
    "is_of",
    "league",
    "past_results",
    "running_campaign",
    "running_programmes",
    "unit_progress",
    "unit_screen",
    "units_at_zero",
    "zero_screen",
]
