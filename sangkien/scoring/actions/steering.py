"""Give a card back, unlock its last column, go on without the cluster, publish."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.scoring import permissions
from sangkien.scoring.actions.columns import step
from sangkien.scoring.enums import CardState, ColumnState, Retirement, Stage
from sangkien.scoring.errors import InvalidCard, NotReviewed, OwnColumn, WrittenMeanwhile
from sangkien.scoring.events import (
    CardPublished,
    CardReturned,
    ClusterPassedOver,
    ColumnUnlocked,
)
from sangkien.scoring.models import Card, Column, Opening
from sangkien.scoring.queries import card_lists, reviews
from sangkien.scoring.queries import cards as queries
from sangkien.scoring.rules.columns import LONGEST

AT_ONCE = 200  # published in one request


@transaction.atomic
def return_to_unit(card: Card, reason: str, *, seen: int, by: Actor, at: dt.datetime) -> Card:
    """ "Trả lại đơn vị" before the result is published: every column becomes a former one, the unit
    begins with its own marks.
    """
    columns = queries.columns_of(card)
    if not permissions.can_return(by, card, columns):
        raise NotAllowed(_("Bạn không được trả lại phiếu này."))
    _ensure_stands(card, on=local_day(at))
    words = reason_words(reason)
    locked = queries.submitted(columns)
    step(card, seen=seen, state=CardState.SELF.value, checker_id=None, total=None, class_name="")
    _retire(card, locked, Retirement.RETURNED, words, by=by, at=at)
    _again(locked[0], at=at)
    record(CardReturned(card_id=card.pk, unit_id=card.unit_id, reason=words), by=by, at=at)
    return card


@transaction.atomic
def unlock(card: Card, reason: str, *, seen: int, by: Actor, at: dt.datetime) -> Card:
    """ "Mở khóa" the last column, by somebody who did not write it; what it said stays readable."""
    columns = queries.columns_of(card)
    if not permissions.can_unlock(by, card, columns):
        raise NotAllowed(_("Cột điểm cuối của phiếu do người khác mở khóa."))
    words = reason_words(reason)
    *rest, last = queries.submitted(columns)
    if last.stage == Stage.SELF:
        _ensure_stands(card, on=local_day(at))
    changes: dict[str, object] = {"state": last.stage, "total": None, "class_name": ""}
    if rest:
        changes |= {"total": rest[-1].total, "class_name": rest[-1].class_name}
    if last.stage == Stage.SELF:
        changes["checker_id"] = None
    step(card, seen=seen, **changes)
    _retire(card, [last], Retirement.UNLOCKED, words, by=by, at=at)
    _again(last, at=at)
    event = ColumnUnlocked(
        card_id=card.pk,
        unit_id=card.unit_id,
        kind=last.stage,
        number=last.number,
        digest=last.digest,
        reason=words,
    )
    record(event, by=by, at=at)
    return card


def _ensure_stands(card: Card, *, on: dt.date) -> None:
    if not card.unit.stands_on(on):
        raise InvalidCard(_("Đơn vị này đã kết thúc hoạt động, không còn ai sửa và gửi lại phiếu."))


def reason_words(words: str) -> str:
    """Tidied, or what is wrong with it."""
    clean = text.clean_prose(words)
    if not text.has_words(clean):
        raise InvalidCard(_("Hãy ghi lý do."), field="reason")
    if len(clean) > LONGEST:
        raise InvalidCard(_("Dài nhất %(n)d ký tự.") % {"n": LONGEST}, field="reason")
    return clean


def _retire(
    card: Card,
    rows: Sequence[Column],
    how: Retirement,
    words: str,
    *,
    by: Actor,
    at: dt.datetime,
) -> None:
    """What stands is kept as a former column; drafts of whoever came next begin anew."""
    Column.objects.filter(card=card, state=ColumnState.DRAFT).delete()
    Column.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=ColumnState.RETIRED,
        retirement=how,
        retired_by_id=by.user_id,
        retired_at=at,
        retired_reason=words,
    )


def _again(old: Column, *, at: dt.datetime) -> None:
    """The next number of its stage, with the same marks and reasons, by the same hands."""
    Column.objects.create(
        card_id=old.card_id,
        stage=old.stage,
        number=old.number + 1,
        marks=old.marks,
        reasons=old.reasons,
        notes=old.notes,
        workings=old.workings,
        statements=old.statements,
        total=old.total,
        class_score=old.class_score,
        class_name=old.class_name,
        reference=old.reference,
        editors=old.editors,
        written_at=at,
    )


@transaction.atomic
def pass_over(card: Card, reason: str, *, seen: int, by: Actor, at: dt.datetime) -> Card:
    """ "Thẩm định không chờ cụm": the organiser goes on where the cluster does not answer."""
    if not permissions.can_pass_over(by, card):
        raise NotAllowed(_("Phiếu này không chờ cụm, khối rà soát."))
    words = reason_words(reason)
    step(card, seen=seen, state=CardState.DEPARTMENT.value, checker_id=None)
    Column.objects.filter(card=card, state=ColumnState.DRAFT).delete()
    record(ClusterPassedOver(card_id=card.pk, unit_id=card.unit_id, reason=words), by=by, at=at)
    return card


@transaction.atomic
def publish(card: Card, *, seen: int, by: Actor, at: dt.datetime) -> Card:
    """ "Công bố kết quả": the unit and all units of its cluster read it; it never changes again."""
    if not permissions.can_publish(by, card):
        raise NotAllowed(
            _("Phiếu này chưa chốt điểm, đã công bố, hoặc chính bạn đã chấm cột điểm sẽ công bố.")
        )
    if reviews.is_due(card):
        raise _not_reviewed()
    last = queries.submitted(queries.columns_of(card))[-1]
    final = {"state": CardState.FINAL.value, "published_by_id": by.user_id, "published_at": at}
    step(card, seen=seen, **final)
    event = CardPublished(
        card_id=card.pk, unit_id=card.unit_id, digest=last.digest, value=last.total
    )
    record(event, by=by, at=at)
    return card


def _not_reviewed() -> NotReviewed:
    return NotReviewed(
        _("Phải họp rà soát công khai và có người thứ hai xác nhận biên bản trước khi công bố.")
    )


@transaction.atomic
def publish_decided(
    opening: Opening, *, seen: str | None = None, by: Actor, at: dt.datetime
) -> int:
    """ "Công bố các phiếu đã chốt" of an opening, so many at once, but for those that wait for a
    review or that one decided oneself; returns how many. `seen` is the stamp of the decided cards that were on the screen.
    """
    if not permissions.can_manage(by, opening.unit):
        raise NotAllowed(_("Bạn không được công bố kết quả của đợt này."))
    versions = card_lists.decided(opening)
    if seen is not None and seen != card_lists.stamp(versions):
        raise WrittenMeanwhile(_("Các phiếu đã chốt vừa thay đổi, hãy mở lại trang để xem."))
    own = by.offices(Permission.SCORECARD_SEND)
    others = set(versions) - queries.decided_by(by, versions)
    if versions and not others:
        raise OwnColumn(_("Bạn đã chấm cột hội đồng của các phiếu này, hãy để người khác công bố."))
    mine = Card.objects.filter(pk__in=others).exclude(unit__path__in=own)
    ready = reviews.reviewed(mine) if opening.table.needs_review else mine
    rows = ready.select_related("opening__unit", "opening__table", "unit")
    cards = list(rows.order_by("pk")[:AT_ONCE])
    if not cards and mine.exists():
        raise _not_reviewed()
    return sum(_published(card, versions[card.pk], by=by, at=at) for card in cards)


def _published(card: Card, version: int, *, by: Actor, at: dt.datetime) -> bool:
    """What changed meanwhile does not hold up the others."""
    try:
        publish(card, seen=version, by=by, at=at)
    except (NotAllowed, NotReviewed, WrittenMeanwhile):
        return False
    return True
