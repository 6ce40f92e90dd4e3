"""Reading open review meetings."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.scoring.enums import CardState, ReviewState
from sangkien.scoring.models import Card, Opening, ReviewMeeting
from sangkien.scoring.rules import reviews

MOST_SHOWN = 20
STANDING = (ReviewState.DRAFT, ReviewState.CONFIRMED)


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """Whether the results of a cluster may go out. `waiting` are cards that are not decided yet,
    `advised_on` the day from which results usually go out after the meeting.
    """

    needs_review: bool
    reviewed_on: dt.date | None
    advised_on: dt.date | None
    decided: int
    published: int
    waiting: int

    @property
    def may_publish(self) -> bool:
        return self.decided > 0 and (self.reviewed_on is not None or not self.needs_review)


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
    rows = Card.objects.filter(opening=opening, cluster=cluster_id).select_related("unit")
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
    return last_confirmed(card.opening_id, card.cluster_id) is None


def unreviewed(opening: Opening, cluster_ids: Collection[int | None]) -> set[int | None]:
    """Of these clusters, those whose results wait for a confirmed review."""
    if not opening.table.needs_review:
        return set()
    rows = ReviewMeeting.objects.filter(opening=opening, state=ReviewState.CONFIRMED)
    return set(cluster_ids) - set(rows.values_list("cluster_id", flat=True))


def readiness(opening: Opening, cluster_id: int | None) -> Readiness:
    """Two queries."""
    states = list(
        Card.objects.filter(opening=opening, cluster=cluster_id).values_list("state", flat=True)
    )
    meeting = last_confirmed(opening.pk, cluster_id)
    days = opening.table.table.review.days
    decided, published = states.count(CardState.DECIDED), states.count(CardState.FINAL)
    return Readiness(
        needs_review=opening.table.needs_review,
        reviewed_on=meeting.held_on if meeting else None,
        advised_on=reviews.advised_on(meeting.held_on, days) if meeting else None,
        decided=decided,
        published=published,
        waiting=len(states) - decided - published,
    )
