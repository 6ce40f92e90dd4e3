"""Published results, for the apps that reward by them."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q

from sangkien.access.actor import Actor
from sangkien.scoring.enums import CardState, Part, Stage
from sangkien.scoring.models import Card, Opening
from sangkien.scoring.queries import years
from sangkien.scoring.queries.grid import Arena, final_places, grid
from sangkien.units.models import Cluster, Unit


@dataclass(frozen=True, kw_only=True)
class Published:
    """Points of the whole year in hundredths, and the place among the cards of the same cluster as the page of
    ranks says it: equals are told apart by the table, then by an open review; who `is_tied` still shares a rank.
    """

    total: int
    among: str
    rank: int
    of: int
    next_best: int | None
    is_tied: bool


def published(
    organiser: Unit, unit_ids: Collection[int], *, year: int, at: dt.datetime
) -> dict[int, Published]:
    """By unit, from the cards of the whole year, else from those of both halves. Three queries, and a few for each
    cluster that is scored by halves or in which a unit that is asked about has as many points as another one. Units without a published result are absent, and all of a cluster of which a card is not published
    yet: places among some of them say nothing.
    """
    wanted = set(unit_ids)
    found = _of_whole_years(organiser, wanted, year=year, at=at)
    return _of_halves(organiser, wanted - found.keys(), year=year, at=at) | found


def _of_whole_years(
    organiser: Unit, wanted: set[int], *, year: int, at: dt.datetime
) -> dict[int, Published]:
    others = Card.objects.filter(opening=OuterRef("opening")).exclude(state=CardState.FINAL)
    beside = Exists(others.filter(cluster=OuterRef("cluster")))
    loose = Q(cluster=None) & Exists(others.filter(cluster=None))
    rows = Card.objects.filter(
        opening__unit=organiser, opening__year=year, opening__part=Part.YEAR, state=CardState.FINAL
    )
    asked = set(rows.filter(unit__in=wanted).values_list("opening_id", "cluster_id").distinct())
    arenas: dict[tuple[int, int | None], list[Card]] = defaultdict(list)
    whole = rows.filter(opening__in={one for one, _cluster in asked}).exclude(beside).exclude(loose)
    related = whole.select_related("cluster", "unit", "opening__table")
    for card in related.order_by("unit__name_sort", "pk"):
        if (card.opening_id, card.cluster_id) in asked:
            arenas[card.opening_id, card.cluster_id].append(card)
    return {
        card.unit_id: one
        for cards in arenas.values()
        for card, one in _all_placed(cards, wanted, organiser, at=at)
    }


def _of_halves(
    organiser: Unit, wanted: set[int], *, year: int, at: dt.datetime
) -> dict[int, Published]:
    """As the page of the year has them, once everything of both halves is published."""
    rows = Card.objects.filter(
        unit__in=wanted,
        opening__unit=organiser,
        opening__year=year,
        opening__part=Part.SECOND,
        opening__cancelled_at=None,
        state=CardState.FINAL,
    ).select_related("cluster", "opening__table", "opening__unit__parent", "opening__cluster")
    arenas: dict[tuple[int, int | None], tuple[Opening, Cluster | None]] = {}
    for card in rows.order_by("pk"):
        arenas[card.opening_id, card.cluster_id] = (card.opening, card.cluster)
    return {
        unit_id: one
        for opening, cluster in arenas.values()
        for unit_id, one in _of_year(opening, cluster, at=at).items()
        if unit_id in wanted
    }


def _of_year(opening: Opening, cluster: Cluster | None, *, at: dt.datetime) -> dict[int, Published]:
    arena = Arena(opening=opening, cluster=cluster, clusters=(), has_loose=False, is_managed=True)
    shown = grid(arena, actor=Actor.system(), stage=Stage.COUNCIL, at=at)
    found = years.year_of(arena, shown, actor=Actor.system(), at=at)
    if not found.is_final:
        return {}
    points = {line.unit.pk: _rounded(line.total) for line in found.lines if line.total is not None}
    return {
        line.unit.pk: Published(
            total=points[line.unit.pk],
            among=arena.name,
            rank=line.placed.rank,
            of=len(points),
            next_best=_next_best(points, line.unit.pk),
            is_tied=line.placed.is_shared,
        )
        for line in found.lines
        if line.placed is not None
    }


def _rounded(points: Fraction) -> int:
    """Hundredths, half up, as they are written; places are told by the exact points."""
    return math.floor(points + Fraction(1, 2))


def _next_best(points: Mapping[int, int], key: int) -> int | None:
    own = points[key]
    return max((one for other, one in points.items() if other != key and one <= own), default=None)


def _all_placed(
    cards: Sequence[Card], wanted: Collection[int], organiser: Unit, *, at: dt.datetime
) -> list[tuple[Card, Published]]:
    asked = [card for card in cards if card.unit_id in wanted]
    found = [(card, _by_points(card, cards, organiser)) for card in asked]
    if not any(one.is_tied for _card, one in found):
        return found
    placed = final_places(cards[0].opening, cards[0].cluster, cards, at=at)
    if len(placed) < len(cards):  # of a card without its column nothing more is known
        return found
    return [
        (
            card,
            replace(one, rank=placed[card.unit_id].rank, is_tied=placed[card.unit_id].is_shared),
        )
        for card, one in found
    ]


def _by_points(card: Card, cards: Sequence[Card], organiser: Unit) -> Published:
    points = {one.pk: one.total or 0 for one in cards}
    own = points[card.pk]
    others = [total for key, total in points.items() if key != card.pk]
    return Published(
        total=own,
        among=card.cluster.name if card.cluster else organiser.label,
        rank=1 + sum(total > own for total in others),
        of=len(cards),
        next_best=_next_best(points, card.pk),
        is_tied=own in others,
    )
