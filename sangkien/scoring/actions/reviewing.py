"""Record an open review meeting, confirm its minutes by a second person."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.scoring import permissions
from sangkien.scoring.enums import ReviewState
from sangkien.scoring.errors import InvalidReview, OwnMinutes, WrittenMeanwhile
from sangkien.scoring.events import ReviewConfirmed, ReviewDropped, ReviewRecorded, ReviewWritten
from sangkien.scoring.models import Opening, ReviewMeeting
from sangkien.scoring.queries import grid
from sangkien.scoring.queries import reviews as queries
from sangkien.scoring.rules import reviews
from sangkien.scoring.rules.reviews import Minutes


def note_down(
    opening: Opening,
    cluster_id: int | None,
    minutes: Minutes,
    *,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> ReviewMeeting:
    """ "Ghi biên bản họp rà soát"; the same form sent twice makes one."""
    if by.user_id is None or not permissions.can_manage(by, opening.unit):
        raise NotAllowed(_("Bạn không được ghi biên bản của đợt chấm điểm này."))
    clean = _cleaned(opening, cluster_id, minutes, at=at)
    row = ReviewMeeting(
        opening=opening,
        cluster_id=cluster_id,
        request_key=request_key,
        editors=[by.user_id],
        recorded_by_id=by.user_id,
        recorded_at=at,
        **clean.columns(),
    )
    try:
        with transaction.atomic():
            _ensure_stands(opening)
            row.save(force_insert=True)
            event = ReviewRecorded(review_id=row.pk, unit_id=opening.unit_id, opening_id=opening.pk)
            record(event, by=by, at=at)
    except IntegrityError:
        found = ReviewMeeting.objects.filter(
            request_key=request_key, opening=opening, recorded_by_id=by.user_id
        ).first()
        if found is None:
            raise InvalidReview(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return found
    return row


def _ensure_stands(opening: Opening) -> None:
    """Held until the end of the transaction, so that none is written beside a cancellation."""
    standing = db.locked(Opening.objects.filter(pk=opening.pk, cancelled_at=None))
    if standing.first() is None:
        raise InvalidReview(_("Đợt chấm điểm này đã hủy."))


def _cleaned(
    opening: Opening, cluster_id: int | None, minutes: Minutes, *, at: dt.datetime
) -> Minutes:
    cards = queries.cards_of(opening, cluster_id)
    if not cards:
        raise InvalidReview(_("Cụm, khối này không có phiếu nào trong đợt chấm điểm."))
    return reviews.cleaned(
        minutes,
        unit_ids={card.unit_id for card in cards},
        card_ids={card.pk for card in cards},
        equals=grid.equals(opening, cards[0].cluster, at=at) if minutes.settled else (),
        opened_on=local_day(opening.opened_at),
        today=local_day(at),
    )


@transaction.atomic
def write(
    row: ReviewMeeting, minutes: Minutes, *, seen: int, by: Actor, at: dt.datetime
) -> ReviewMeeting:
    """ "Sửa biên bản" while nobody confirmed it; `seen` is the version that was on the screen."""
    if by.user_id is None or not permissions.can_write_minutes(by, row):
        raise NotAllowed(_("Biên bản đã xác nhận không sửa được."))
    clean = _cleaned(row.opening, row.cluster_id, minutes, at=at)
    editors = [*row.editors, *([by.user_id] if by.user_id not in row.editors else [])]
    changes = {**clean.columns(), "editors": editors, "version": seen + 1}
    _swap(row, seen, changes)
    record(ReviewWritten(review_id=row.pk, unit_id=row.opening.unit_id), by=by, at=at)
    return row


@transaction.atomic
def confirm(row: ReviewMeeting, *, seen: int, by: Actor, at: dt.datetime) -> ReviewMeeting:
    """ "Xác nhận biên bản" by somebody who wrote nothing of it: it never changes again."""
    if not permissions.can_write_minutes(by, row):
        raise NotAllowed(_("Biên bản này không chờ xác nhận."))
    if not permissions.can_confirm(by, row):
        raise OwnMinutes(_("Bạn đã ghi biên bản này, hãy để người khác xác nhận."))
    cards = queries.cards_of(row.opening, row.cluster_id)
    row.results = {str(card.pk): [card.total, card.class_name] for card in cards}
    changes: dict[str, object] = {
        "state": ReviewState.CONFIRMED,
        "results": row.results,
        "confirmed_by_id": by.user_id,
        "confirmed_at": at,
        "digest": row.seal(),
        "version": seen + 1,
    }
    _swap(row, seen, changes)
    event = ReviewConfirmed(
        review_id=row.pk,
        unit_id=row.opening.unit_id,
        opening_id=row.opening_id,
        digest=row.digest,
    )
    record(event, by=by, at=at)
    return row


def _swap(row: ReviewMeeting, seen: int, changes: dict[str, object]) -> None:
    rows = ReviewMeeting.objects.filter(pk=row.pk, state=ReviewState.DRAFT, version=seen)
    if row.version != seen or rows.update(**changes) != 1:
        raise WrittenMeanwhile(_("Người khác vừa sửa biên bản, hãy mở lại trang để xem."))
    for name, value in changes.items():
        setattr(row, name, value)


@transaction.atomic
def drop(row: ReviewMeeting, *, by: Actor, at: dt.datetime) -> ReviewMeeting:
    """ "Bỏ bản nháp biên bản"."""
    if not permissions.can_manage(by, row.opening.unit):
        raise NotAllowed(_("Bạn không được bỏ biên bản này."))
    rows = ReviewMeeting.objects.filter(pk=row.pk, state=ReviewState.DRAFT)
    if rows.update(state=ReviewState.DROPPED) == 1:
        record(ReviewDropped(review_id=row.pk, unit_id=row.opening.unit_id), by=by, at=at)
    row.refresh_from_db()
    return row
