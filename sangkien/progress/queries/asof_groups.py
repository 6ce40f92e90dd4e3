"""Figures of many units at once in the tree of an earlier day, wherever they stood in it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sangkien.core import paths, periods
from sangkien.programmes.models import Period
from sangkien.progress import parts
from sangkien.progress.models import Breakdown
from sangkien.progress.queries import asof
from sangkien.progress.queries.ranks import ClusterRank, place_in
from sangkien.progress.queries.rearranged import Became, totals_of
from sangkien.units.models import Unit
from sangkien.units.queries import clusters_then, crossing, names_on


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


@dataclass(frozen=True, kw_only=True)
class PartsThen:
    """A breakdown in the tree of an earlier day."""

    parts: parts.Parts
    became: Became


def breakdown_on(unit: Unit, period: Period, day: dt.date) -> PartsThen:
    """What is kept of today's branch, with those who were in it then and without those who came
    since: few rows, however large the branch is.
    """
    kept = Breakdown.objects.filter(unit=unit, period=period).first()
    every, became = [kept.parts if kept else parts.empty()], _of(kept)
    gone, came = crossing(unit, day)
    for units, sign in ((gone, 1), (came, -1)):
        for row in Breakdown.objects.filter(unit__in=units, period=period):
            every.append(row.own_parts if sign > 0 else _negative(row.own_parts))
            values = {n: getattr(row, f"own_{n}") for n in vars(became)}
            became = Became(**{n: v + sign * values[n] for n, v in vars(became).items()})
    return PartsThen(parts=parts.added(every), became=became)


def _of(row: Breakdown | None) -> Became:
    if row is None:
        return Became()
    return Became(
        in_use=row.in_use, reused=row.reused, verified_vnd=row.verified_vnd, authors=row.authors
    )


def _negative(of: parts.Parts) -> parts.Parts:
    return {
        division: {key: [-sent, -valid] for key, (sent, valid) in by_key.items()}
        for division, by_key in of.items()
    }
