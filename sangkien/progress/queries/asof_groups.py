"""Figures of many units at once in the tree of an earlier day, wherever they stood in it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os.path import commonpath

from sangkien.core import paths, periods
from sangkien.programmes.models import Period
from sangkien.progress import counting, parts
from sangkien.progress.models import Breakdown
from sangkien.progress.queries import asof
from sangkien.progress.queries.figures import Counts
from sangkien.progress.queries.ranks import ClusterRank, place_in
from sangkien.units.models import Unit
from sangkien.units.queries import clusters_then, crossing, names_on, paths_on

Places = Mapping[int, str]  # the path of the day by unit
BECAME = ("own_in_use", "own_reused", "own_verified_vnd", "own_authors")


def subtrees_on(
    places: Places, period: Period, day: dt.date, *, covers: bool = True
) -> dict[int, Counts]:
    """The figures of many branches by unit; a statement for each depth, and two for the coverage, which
    reads every CĐCS of the branch: leave it out where nobody shows it.
    """
    if not places:
        return {}
    above = _common(places.values())
    sums = _sums(asof.placed(asof.OWN, counting.FIGURES), counting.FIGURES, places, period, day)
    covered: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    wanted = set(places.values())
    for place, flags in asof.covering(above, period, day).items() if covers else ():
        for path in wanted.intersection([*paths.ancestors(place), place]):
            for index, flag in enumerate(flags):
                covered[path][index] += int(flag)
    found = {}
    for pk, path in places.items():
        if path in sums:
            own = dict(zip(counting.FIGURES, sums[path], strict=True))
            sent, valid = covered.get(path, (0, 0))
            found[pk] = Counts(**own, covered_sent=sent, covered_valid=valid)
    return found


@dataclass(frozen=True, kw_only=True)
class Became:
    """What became of the initiatives of a branch, as `Breakdown` keeps it of today's."""

    in_use: int = 0
    reused: int = 0
    verified_vnd: int = 0
    authors: int = 0


def became_on(places: Places, period: Period, day: dt.date) -> dict[int, Became]:
    """By unit; a statement for each depth."""
    if not places:
        return {}
    rows = asof.placed(Breakdown._meta.db_table, BECAME)
    sums = _sums(rows, BECAME, places, period, day)
    names = [name.removeprefix("own_") for name in BECAME]
    return {
        pk: Became(**dict(zip(names, sums[path], strict=True)))
        for pk, path in places.items()
        if path in sums
    }


def _sums(
    rows: str, names: Sequence[str], places: Places, period: Period, day: dt.date
) -> dict[str, tuple[int, ...]]:
    """By path: paths of one depth have one length, so that each depth is one grouping."""
    above, columns = _common(places.values()), ", ".join(f"SUM({name})" for name in names)
    found: dict[str, tuple[int, ...]] = {}
    for length in sorted({len(path) for path in places.values()}):
        sql = f"""
SELECT SUBSTR(path, 1, %(length)s), {columns} FROM ({rows}) AS placed
 WHERE LENGTH(path) >= %(length)s GROUP BY 1
"""  # noqa: S608 - made of constants
        for path, *sums in asof.rows_of(sql, above, period, day, length=length):
            found[path] = tuple(map(int, sums))
    return found


def sort_keys_on(unit_ids: Iterable[int], day: dt.date) -> dict[int, str]:
    """Of those who were called otherwise on the day; one query."""
    return asof.sort_keys(names_on(unit_ids, day))


def _common(every: Iterable[str]) -> str:
    """The path of whoever stands above all of them, of the one itself where it is alone."""
    shared = commonpath(list(every))
    return shared[: len(shared) // paths.STEP * paths.STEP]


def cluster_ranks_on(
    unit: Unit, period: Period, total: Counts, day: dt.date, *, year: int
) -> tuple[ClusterRank, ...]:
    """The places of a unit among those who were in its clusters and blocks at the end of the day."""
    clusters, members = clusters_then(unit, year=year, then=periods.end_of(day))
    held = [c for c in clusters if paths.contains(period.unit.path, c.organiser.path)]
    everybody = {unit_id for cluster in held for unit_id in members[cluster.pk]}
    totals = subtrees_on(paths_on(everybody, day), period, day, covers=False)
    return tuple(
        ClusterRank(cluster=cluster, rank=place_in(cluster, total, members[cluster.pk], totals))
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
