"""How a unit's figures fall into its clusters and blocks, with what none of them holds."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from sangkien.core import periods
from sangkien.programmes.models import Period
from sangkien.progress import counting, rules
from sangkien.progress.queries import figures
from sangkien.progress.queries.figures import NONE, Counts
from sangkien.progress.queries.goals import Goals, goals
from sangkien.progress.queries.past import totals_of
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import ClusterGroup, clusters_of

NOBODY = rules.Bands(total=0, with_target=0, completed=0, doubled=0, at_zero=0)


@dataclass(frozen=True, kw_only=True)
class ClusterLine:
    """A cluster or block with how far its units have come; `cluster` is None for the rest."""

    cluster: Cluster | None
    counts: Counts
    bands: rules.Bands
    is_block: bool = False


@dataclass(frozen=True, kw_only=True)
class ClusterTable:
    """The clusters of a year; `overlaps` when a unit stands in several and is summed twice."""

    year: int
    lines: tuple[ClusterLine, ...]
    total: Counts
    overlaps: bool


def cluster_table(
    unit: Unit,
    period: Period,
    total: Counts,
    *,
    year: int,
    day: dt.date | None = None,
    known: Mapping[int, Counts] | None = None,
) -> ClusterTable:
    """Five queries, however many clusters there are; some more for the tree of a day
    where its totals are not `known`."""
    groups = clusters_of(unit, year=year, then=periods.end_of(day) if day else None)
    members = [pk for group in groups for pk in group.unit_ids]
    totals: Mapping[int, Counts]
    if day is None:
        totals = figures.subtrees(Q(unit_id__in=members), period)
    else:
        totals = totals_of(members, period, day, known=known or {})
    aims = goals(period, Q(unit_id__in=members))
    lines = list(_lines(groups, totals, aims))
    rest = left_over(total, figures.summed(members, totals))
    if lines and rest.sent:
        lines.append(ClusterLine(cluster=None, counts=rest, bands=NOBODY))
    return ClusterTable(
        year=year, lines=tuple(lines), total=total, overlaps=len(members) > len(set(members))
    )


def _lines(
    groups: Sequence[ClusterGroup],
    totals: Mapping[int, Counts],
    aims: Goals,
    *,
    is_block: bool = False,
) -> Iterator[ClusterLine]:
    """Each cluster followed by its blocks."""
    for group in groups:
        found = [(totals.get(pk, NONE), aims.of(pk)) for pk in group.unit_ids]
        yield ClusterLine(
            cluster=group.cluster,
            counts=figures.summed(group.unit_ids, totals),
            bands=rules.bands([(c.sent, g.standing(c) if g else None) for c, g in found]),
            is_block=is_block,
        )
        yield from _lines(group.blocks, totals, aims, is_block=True)


def left_over(total: Counts, summed: Counts) -> Counts:
    """What no group holds; never below nothing."""
    names = counting.SUMMED
    return Counts(**{n: max(getattr(total, n) - getattr(summed, n), 0) for n in names})
