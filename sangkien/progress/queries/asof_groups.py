"""Figures of many units at once in the tree of an earlier day, wherever they stood in it."""

import datetime as dt
from collections.abc import Iterable

from sangkien.core import paths, periods
from sangkien.programmes.models import Period
from sangkien.progress.queries import asof
from sangkien.progress.queries.past import totals_of
from sangkien.progress.queries.ranks import ClusterRank, place_in
from sangkien.units.models import Unit
from sangkien.units.queries import clusters_then, names_on


def sort_keys_on(unit_ids: Iterable[int], day: dt.date) -> dict[int, str]:
    """Of those who were called otherwise on the day; one query."""
    return asof.sort_keys(names_on(unit_ids, day))


def cluster_ranks_on(
    unit: Unit, period: Period, found: asof.Branches, day: dt.date, *, year: int
) -> tuple[ClusterRank, ...]:
    """The places of a unit among those who were in its clusters and blocks at the end of the day."""
    clusters, members = clusters_then(unit, year=year, then=periods.end_of(day))
    held = [c for c in clusters if paths.contains(period.unit.path, c.organiser.path)]
    everybody = {unit_id for cluster in held for unit_id in members[cluster.pk]}
    totals = totals_of(everybody, period, day, known=found.totals)
    return tuple(
        ClusterRank(
            cluster=cluster, rank=place_in(cluster, found.total, members[cluster.pk], totals)
        )
        for cluster in held
    )
