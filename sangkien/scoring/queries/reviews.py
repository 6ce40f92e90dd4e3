"""Reading open review meetings."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.scoring.enums import CardState, ColumnState, ReviewState, Stage
from sangkien.scoring.models import Card, Column, Opening, ReviewMeeting
from sangkien.scoring.rules import reviews
from sangkien.scoring.rules.reviews import Kept

MOST_SHOWN = 20
STANDING = (ReviewState.DRAFT, ReviewState.CONFIRMED)


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """Whether the results of a cluster may go out. `reviewed` of the decided cards were decided before
    the meeting was confirmed, `waiting` are cards that are not decided yet,
    `advised_on` the day from which results usually go out after the meeting.
    """

    needs_review: bool
    reviewed_on: dt.date | None
    advised_on: dt.date | None
    decided: int
    reviewed: int
    published: int
    waiting: int

    @property
    def may_publish(self) -> bool:
        return self.reviewed > 0 if self.needs_review else self.decided > 0

    @property
    def is_over(self) -> bool:
        """Everything is published."""
        return not self.decided and not self.waiting

    @property
    def needs_another(self) -> bool:
        return self.needs_review and self.reviewed < self.decided


def meetings_of(
    openings: Collection[Opening], cluster_id: int | None, *, actor: Actor, is_year: bool = False
) -> list[ReviewMeeting]:
    """The newest first."""
    rows = ReviewMeeting.objects.visible_to(actor).filter(
        opening__in=openings, cluster=cluster_id, is_year=is_year, state__in=STANDING
    )
    return list(rows.select_related("recorded_by", "confirmed_by").order_by("-pk")[:MOST_SHOWN])


def get_meeting(pk: int, *, actor: Actor) -> ReviewMeeting:
    rows = ReviewMeeting.objects.visible_to(actor).filter(pk=pk, state__in=STANDING)
    found = rows.select_related(
        *("opening__table", "opening__unit__parent", "cluster", "recorded_by", "confirmed_by"),
        "paper",
    ).first()
    if found is None:
        raise NotFound(_("Không tìm thấy biên bản này."))
    return found


def cards_of(opening: Opening, cluster_id: int | None) -> list[Card]:
    """All cards about which a meeting speaks, in the order of names."""
    rows = Card.objects.filter(opening=opening, cluster=cluster_id).select_related(
        "unit", "cluster"
    )
    return list(rows.order_by("unit__name_sort", "pk"))


def last_confirmed(opening_id: int, cluster_id: int | None) -> ReviewMeeting | None:
    rows = ReviewMeeting.objects.filter(
        opening=opening_id, cluster=cluster_id, is_year=False, state=ReviewState.CONFIRMED
    )
    return rows.order_by("-held_on", "-pk").first()


def is_due(card: Card) -> bool:
    """Whether the result of a card still waits for a confirmed review of its cluster."""
    if not card.opening.table.needs_review:
        return False
    return not has_seen(card)


def has_seen(card: Card) -> bool:
    """Whether a confirmed review of its cluster saw the result of a card."""
    return reviewed(Card.objects.filter(pk=card.pk)).exists()


def results_of(cards: Sequence[Card]) -> dict[str, Kept]:
    """What minutes keep: points and class by the number of the card."""
    return {str(card.pk): reviews.kept(card.total, card.class_name) for card in cards}


def reviewed(cards: QuerySet[Card]) -> QuerySet[Card]:
    """Those whose cluster met after the council's column was submitted, over the points that they have: what
    was unlocked and decided again needs another meeting. Two queries before its own.
    """
    council = Column.objects.filter(
        card=OuterRef("pk"), stage=Stage.COUNCIL, state=ColumnState.SUBMITTED
    )
    rows = list(cards.annotate(decided_at=Subquery(council.values("submitted_at")[:1])))
    meetings = ReviewMeeting.objects.filter(
        opening__in={card.opening_id for card in rows},
        is_year=False,
        state=ReviewState.CONFIRMED,
    ).only("opening_id", "cluster_id", "confirmed_at", "results")
    held: dict[tuple[int, int | None], list[ReviewMeeting]] = defaultdict(list)
    for one in meetings:
        held[one.opening_id, one.cluster_id].append(one)
    found = [
        card.pk
        for card in rows
        if any(_saw(one, card) for one in held[card.opening_id, card.cluster_id])
    ]
    return cards.filter(pk__in=found)


def _saw(meeting: ReviewMeeting, card: Card) -> bool:
    """Minutes of before results were kept say only when."""
    decided_at = getattr(card, "decided_at", None)
    if decided_at is None or meeting.confirmed_at is None or meeting.confirmed_at <= decided_at:
        return False
    now = results_of([card])[str(card.pk)]
    return not meeting.results or meeting.results.get(str(card.pk)) == now


def readiness(opening: Opening, cluster_id: int | None) -> Readiness:
    """Six queries."""
    cards = Card.objects.filter(opening=opening, cluster=cluster_id)
    states = list(cards.values_list("state", flat=True))
    reviewed_ = reviewed(cards.filter(state=CardState.DECIDED)).count()
    meeting = last_confirmed(opening.pk, cluster_id)
    days = opening.table.table.review.days
    decided, published = states.count(CardState.DECIDED), states.count(CardState.FINAL)
    return Readiness(
        needs_review=opening.table.needs_review,
        reviewed_on=meeting.held_on if meeting else None,
        advised_on=reviews.advised_on(meeting.held_on, days) if meeting else None,
        decided=decided,
        reviewed=reviewed_,
        published=published,
        waiting=len(states) - decided - published,
    )
