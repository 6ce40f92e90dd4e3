"""The place of each unit in its own cluster or block, by valid initiatives."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from sangkien.commendation.queries.candidates import Scene
from sangkien.commendation.rules.facts import Place
from sangkien.progress import rules
from sangkien.progress.queries import figures
from sangkien.progress.queries.figures import NONE, Counts
from sangkien.units.models import ClusterMember


def places_of(
    scene: Scene, counts: dict[int, Counts], *, known: Collection[int]
) -> dict[int, list[Place]]:
    """By unit id, in the clusters and blocks that the unit of the scene formed that year; two
    queries at most. `counts` are those of the `known` units.

    A block is an arena of its own, a cluster one of those who stand in it and in none of its blocks.
    """
    arenas = _arenas(scene)
    members = {pk for _name, ids in arenas.values() for pk, _sort in ids}
    totals = counts
    others = members - set(known)
    if scene.period is not None and others:
        totals = counts | figures.subtrees(Q(unit_id__in=others), scene.period)
    found: dict[int, list[Place]] = defaultdict(list)
    for name, ids in arenas.values():
        for pk, place in _placed(name, ids, totals).items():
            found[pk].append(place)
    return found


Arenas = dict[int, tuple[str, list[tuple[int, str]]]]


def _arenas(scene: Scene) -> Arenas:
    rows = ClusterMember.objects.filter(
        cluster__organiser=scene.unit, cluster__year=scene.year
    ).order_by("cluster__number", "cluster_id", "pk")
    arenas: Arenas = {}
    values = ("cluster_id", "cluster__name", "unit_id", "unit__name_sort")
    for cluster_id, name, unit_id, sort in rows.values_list(*values):
        arenas.setdefault(cluster_id, (name, []))[1].append((unit_id, sort))
    return arenas


def _placed(among: str, ids: list[tuple[int, str]], totals: dict[int, Counts]) -> dict[int, Place]:
    """Ranked by valid initiatives alone: what is only sent decides nothing here."""
    figure = {pk: totals.get(pk, NONE).valid for pk, _sort in ids}
    contenders = [
        rules.Contender(key=pk, name_sort=sort, sent=figure[pk], valid=figure[pk])
        for pk, sort in ids
    ]
    listed = rules.places(contenders)
    best = max(figure.values(), default=0)
    second = max((n for n in figure.values() if n < best), default=None)
    return {
        place.contender.key: Place(
            among=among,
            rank=place.rank,
            of=len(ids),
            figure=place.contender.valid,
            next_best=second if place.rank == 1 else best,
            is_tied=place.is_tied,
        )
        for place in listed
    }
