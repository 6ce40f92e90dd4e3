"""What an open review speaks of: the cards of a cluster, or their year of two halves."""

import datetime as dt
from dataclasses import dataclass

from sangkien.access.actor import Actor
from sangkien.scoring.models import Card, Opening, ReviewMeeting
from sangkien.scoring.queries import grid, reviews, years
from sangkien.scoring.queries.grid import Arena
from sangkien.scoring.queries.years import Year
from sangkien.scoring.rules import reviews as rules
from sangkien.scoring.rules.reviews import Equals, Kept
from sangkien.units.models import Cluster


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`opening` is that of the minutes: of a year the second half, where there is one. `results` are by the number of
    the card.
    """

    opening: Opening
    cards: list[Card]
    results: dict[str, Kept]
    year: Year | None = None

    def equals(self, *, at: dt.datetime) -> list[Equals]:
        """Who shares a rank now, whatever a review decided before."""
        if self.year is not None:
            return list(self.year.equals)
        cluster = self.cards[0].cluster if self.cards else None
        return grid.equals(self.opening, cluster, at=at)


def subject(opening: Opening, cluster_id: int | None, *, is_year: bool, at: dt.datetime) -> Subject:
    if is_year:
        return _of_year(opening, cluster_id, at=at)
    cards = reviews.cards_of(opening, cluster_id)
    return Subject(opening=opening, cards=cards, results=reviews.results_of(cards))


def subject_of(row: ReviewMeeting, *, at: dt.datetime) -> Subject:
    return subject(row.opening, row.cluster_id, is_year=row.is_year, at=at)


def cards_of(row: ReviewMeeting) -> list[Card]:
    """Those about which minutes speak; of a year one for each unit."""
    if not row.is_year:
        return reviews.cards_of(row.opening, row.cluster_id)
    rows = Card.objects.filter(pk__in=[int(pk) for pk in row.results])
    return list(rows.select_related("unit", "cluster").order_by("unit__name_sort", "pk"))


def _of_year(opening: Opening, cluster_id: int | None, *, at: dt.datetime) -> Subject:
    """Nothing where the opening is no half of a year."""
    if not years.has_halves(opening):
        return Subject(opening=opening, cards=[], results={})
    last = years.halves_of(opening)[-1]
    arena = Arena(
        opening=last,
        cluster=Cluster.objects.get(pk=cluster_id) if cluster_id else None,
        clusters=(),
        has_loose=False,
        is_managed=True,
    )
    by = Actor.system()
    year = years.year_of(arena, grid.grid(arena, actor=by, at=at), actor=by, at=at)
    lines = sorted(year.lines, key=lambda line: (line.unit.name_sort, line.unit.pk))
    return Subject(
        opening=last,
        cards=[line.card for line in lines] if year.is_scored else [],
        results={str(line.card.pk): rules.kept(line.total, line.outcome.name) for line in lines},
        year=year,
    )
