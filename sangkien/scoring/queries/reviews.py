"""Reading open review meetings."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.scoring.enums import CardState, ColumnState, ReviewState, Stage
from sangkien.scoring.models import Card, Column, Opening, ReviewMeeting
from sangkien.scoring.rules import reviews

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


def meetings_of(opening: Opening, cluster_id: int | None, *, actor: Actor) -> list[ReviewMeeting]:
    """The newest first."""
    rows = ReviewMeeting.objects.visible_to(actor).filter(
        opening=opening, cluster=cluster_id, state__in=STANDING
    )
    return list(rows.select_related("recorded_by", "confirmed_by").order_by("-pk")[:MOST_SHOWN])


def get_meeting(pk: int, *, actor: Actor) -> ReviewMeeting:
    rows = ReviewMeeting.objects.visible_to(actor).filter(pk=pk, state__in=STANDING)
    found = rows.select_related(
        "opening__table", "opening__unit__parent", "cluster", "recorded_by", "confirmed_by"
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
        opening=opening_id, cluster=cluster_id, state=ReviewState.CONFIRMED
    )
    return rows.order_by("-held_on", "-pk").first()


def is_due(card: Card) -> bool:
    """Whether the result of a card still waits for a confirmed review of its cluster."""
    if not card.opening.table.needs_review:
        return False
    return not reviewed(Card.objects.filter(pk=card.pk)).exists()


def reviewed(cards: QuerySet[Card]) -> QuerySet[Card]:
    """Those whose cluster met after the council's column was submitted: what was unlocked and decided
    again needs another meeting.
    """
    council = Column.objects.filter(
        card=OuterRef("pk"), stage=Stage.COUNCIL, state=ColumnState.SUBMITTED
    )
    meetings = ReviewMeeting.objects.filter(
        opening=OuterRef("opening"),
        state=ReviewState.CONFIRMED,
        confirmed_at__gt=OuterRef("decided_at"),
    )
    own = Exists(meetings.filter(cluster=OuterRef("cluster")))
    loose = Q(cluster=None) & Exists(meetings.filter(cluster=None))
    decided = Subquery(council.values("submitted_at")[:1])
    return cards.annotate(decided_at=decided).filter(Q(own) | loose)


def readiness(opening: Opening, cluster_id: int | None) -> Readiness:
    """Three queries."""
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
