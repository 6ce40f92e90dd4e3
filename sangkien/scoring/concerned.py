"""Whom scoring concerns: who wrote criteria, the units that are scored, whoever judges next."""

from django.utils.translation import gettext as _

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.periods import closing_words
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.spreading import Batch
from sangkien.notices.subscribers import concerned, spread
from sangkien.scoring.enums import CardState
from sangkien.scoring.events import (
    CardEvent,
    CardPublished,
    CardReturned,
    CardsGiven,
    ColumnSubmitted,
    ColumnUnlocked,
    CriteriaEnforced,
    MarkExplained,
    OpeningEvent,
    ScoringCancelled,
    ScoringPutOff,
)
from sangkien.scoring.models import Card, CriteriaTable, Opening
from sangkien.scoring.rules.tables import points_words
from sangkien.units.queries import officers_of, roles_with

TABLE = "criteria_table"
CARD, CARDS, KEPT = "score_card", "score_cards", "score_cards_kept"
UNITS = 500
SENDERS = roles_with(Permission.SCORECARD_SEND)
JUDGES = roles_with(Permission.SCORING_MANAGE)


@concerned(CriteriaEnforced)
def enforced(event: CriteriaEnforced) -> Concern:
    """Those who wrote it hear that it is in force."""
    row = CriteriaTable.objects.filter(pk=event.table_id).first()
    if row is None:
        return NOBODY
    return Concern(
        user_ids=frozenset(row.editors),
        title=str(row),
        key=str(row.pk),
        words=row.number,
        about=TABLE,
    )


@spread(CardsGiven, name="scoring.given")
@spread(ScoringPutOff, name="scoring.put_off")
def unsent_next(event: OpeningEvent, reached: str) -> Batch:
    """Units that have not sent their card yet, a batch at a time."""
    rows = Opening.objects.select_related("table")
    opening = rows.filter(pk=event.opening_id).first()
    if opening is None or opening.is_closed:
        return Batch(concern=NOBODY, reached="")
    cards = Card.objects.filter(opening=opening, state=CardState.SELF)
    behind = cards.filter(pk__gt=int(reached)) if reached else cards
    found = list(behind.order_by("pk").values_list("pk", "unit_id")[:UNITS])
    due = opening.due_at
    concern = Concern(
        user_ids=officers_of([unit_id for _pk, unit_id in found], SENDERS, on=clock.today()),
        title=str(opening),
        key=str(opening.pk),
        words=_("Hạn gửi: %(due)s.") % {"due": closing_words(due)} if due else "",
        about=CARDS,
    )
    return Batch(concern=concern, reached=str(found[-1][0]) if len(found) == UNITS else "")


@spread(ScoringCancelled, name="scoring.cancelled")
def cancelled_next(event: ScoringCancelled, reached: str) -> Batch:
    """All units that had a card."""
    rows = Opening.objects.select_related("table")
    opening = rows.filter(pk=event.opening_id).first()
    if opening is None:
        return Batch(concern=NOBODY, reached="")
    cards = Card.objects.filter(opening=opening)
    behind = cards.filter(pk__gt=int(reached)) if reached else cards
    found = list(behind.order_by("pk").values_list("pk", "unit_id")[:UNITS])
    concern = Concern(
        user_ids=officers_of([unit_id for _pk, unit_id in found], SENDERS, on=clock.today()),
        title=str(opening),
        key=str(opening.pk),
        words=opening.cancelled_reason,
        about=KEPT,
    )
    return Batch(concern=concern, reached=str(found[-1][0]) if len(found) == UNITS else "")


def _card(event: CardEvent) -> Card | None:
    rows = Card.objects.select_related("opening__table", "unit")
    return rows.filter(pk=event.card_id).first()


def _told(card: Card, user_ids: frozenset[int], *, words: str = "") -> Concern:
    return Concern(
        user_ids=user_ids,
        title=f"{card.unit.label}, {card.opening.when}",
        key=str(card.pk),
        words=words,
        about=CARD,
    )


@concerned(ColumnSubmitted)
def submitted(event: ColumnSubmitted) -> Concern:
    """Whoever judges next: the unit that leads the cluster, then the organiser."""
    card = _card(event)
    if card is None or card.is_over or card.state == CardState.SELF:
        return NOBODY
    today = clock.today()
    if card.state == CardState.CLUSTER and card.checker_id:
        return _told(card, officers_of([card.checker_id], SENDERS, on=today))
    return _told(card, officers_of([card.opening.unit_id], JUDGES, on=today))


@concerned(MarkExplained)
def explained(event: MarkExplained) -> Concern:
    """The organiser, who judges next."""
    card = _card(event)
    if card is None:
        return NOBODY
    judges = officers_of([card.opening.unit_id], JUDGES, on=clock.today())
    return _told(card, judges)


@concerned(CardReturned, ColumnUnlocked)
def sent_back(event: CardEvent) -> Concern:
    """The unit, where it is the unit that writes again."""
    card = _card(event)
    if card is None or card.state != CardState.SELF:
        return NOBODY
    last = card.columns.exclude(retired_reason="").order_by("-retired_at", "-pk").first()
    told = officers_of([card.unit_id], SENDERS, on=clock.today())
    return _told(card, told, words=last.retired_reason if last else "")


@concerned(CardPublished)
def published(event: CardPublished) -> Concern:
    card = _card(event)
    if card is None or card.total is None:
        return NOBODY
    points = _("%(points)s điểm") % {"points": points_words(card.total)}
    words = f"{points}, {card.class_name}" if card.class_name else points
    told = officers_of([card.unit_id], SENDERS, on=clock.today())
    return _told(card, told, words=words)
