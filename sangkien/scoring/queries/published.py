"""Published results, for the apps that reward by them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from sangkien.scoring.enums import CardState, Part
from sangkien.scoring.models import Card
from sangkien.units.models import Unit

MOST = 2_000


@dataclass(frozen=True, kw_only=True)
class Published:
    """Points of the whole year in hundredths, and the place among the cards of the same cluster by
    points alone; where `is_tied`, the ranking page says who goes first.
    """

    total: int
    among: str
    rank: int
    of: int
    next_best: int | None
    is_tied: bool


def published(organiser: Unit, unit_ids: Collection[int], *, year: int) -> dict[int, Published]:
    """By unit; one query. Units without a published card of the whole year are absent, and all of a
    cluster of which a card is not published yet: places among some of them say nothing.
    """
    others = Card.objects.filter(opening=OuterRef("opening")).exclude(state=CardState.FINAL)
    beside = Exists(others.filter(cluster=OuterRef("cluster")))
    loose = Q(cluster=None) & Exists(others.filter(cluster=None))
    rows = Card.objects.filter(
        opening__unit=organiser, opening__year=year, opening__part=Part.YEAR, state=CardState.FINAL
    )
    arenas: dict[tuple[int, int | None], list[Card]] = defaultdict(list)
    whole = rows.exclude(beside).exclude(loose)
    for card in whole.select_related("cluster").order_by("pk")[:MOST]:
        arenas[card.opening_id, card.cluster_id].append(card)
    wanted = set(unit_ids)
    return {
        card.unit_id: _placed(card, cards, organiser)
        for cards in arenas.values()
        for card in cards
        if card.unit_id in wanted
    }


def _placed(card: Card, cards: list[Card], organiser: Unit) -> Published:
    own = card.total or 0
    others = [one.total or 0 for one in cards if one.pk != card.pk]
    return Published(
        total=own,
        among=card.cluster.name if card.cluster else organiser.label,
        rank=1 + sum(total > own for total in others),
        of=len(cards),
        next_best=max((total for total in others if total <= own), default=None),
        is_tied=own in others,
    )
