"""Record an open review meeting, confirm its minutes by a second person."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import issuing
from sangkien.scoring import permissions, writing
from sangkien.scoring.enums import ReviewState
from sangkien.scoring.errors import InvalidReview, OwnMinutes, WrittenMeanwhile
from sangkien.scoring.events import ReviewConfirmed, ReviewDropped, ReviewRecorded, ReviewWritten
from sangkien.scoring.models import Opening, ReviewMeeting
from sangkien.scoring.queries import subjects
from sangkien.scoring.queries.subjects import Subject
from sangkien.scoring.rules import reviews
from sangkien.scoring.rules.reviews import Minutes

MOST_NAMED = 5


def note_down(
    opening: Opening,
    cluster_id: int | None,
    minutes: Minutes,
    *,
    is_year: bool = False,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> ReviewMeeting:
    """ "Ghi biên bản họp rà soát" of an opening or of its year; the same form sent twice makes one."""
    if by.user_id is None or not permissions.can_manage(by, opening.unit):
        raise NotAllowed(_("Bạn không được ghi biên bản của đợt chấm điểm này."))
    about = _about(subjects.subject(opening, cluster_id, is_year=is_year, at=at))
    opening, clean = about.opening, _cleaned(about, minutes, at=at)
    row = ReviewMeeting(
        opening=opening,
        cluster_id=cluster_id,
        is_year=is_year,
        request_key=request_key,
        editors=[by.user_id],
        recorded_by_id=by.user_id,
        recorded_at=at,
        results=about.results,
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


def _about(found: Subject) -> Subject:
    if found.cards:
        return found
    if found.year is not None:
        raise InvalidReview(
            _("Chưa có điểm cả năm của đơn vị nào nên chưa họp rà soát cả năm được.")
        )
    raise InvalidReview(_("Cụm, khối này không có phiếu nào trong đợt chấm điểm."))


def _cleaned(about: Subject, minutes: Minutes, *, at: dt.datetime) -> Minutes:
    return reviews.cleaned(
        minutes,
        unit_ids={card.unit_id for card in about.cards},
        card_ids={card.pk for card in about.cards},
        equals=about.equals(at=at) if minutes.settled else (),
        opened_on=local_day(about.opening.opened_at),
        today=local_day(at),
    )


@transaction.atomic
def write(
    row: ReviewMeeting, minutes: Minutes, *, seen: int, by: Actor, at: dt.datetime
) -> ReviewMeeting:
    """ "Sửa biên bản" while nobody confirmed it; `seen` is the version that was on the screen. The results
    that it speaks of are those of now.
    """
    if by.user_id is None or not permissions.can_write_minutes(by, row):
        raise NotAllowed(_("Biên bản đã xác nhận không sửa được."))
    about = _about(subjects.subject_of(row, at=at))
    clean = _cleaned(about, minutes, at=at)
    editors = [*row.editors, *([by.user_id] if by.user_id not in row.editors else [])]
    changes = {**clean.columns(), "results": about.results, "editors": editors, "version": seen + 1}
    _swap(row, seen, changes)
    record(ReviewWritten(review_id=row.pk, unit_id=row.opening.unit_id), by=by, at=at)
    return row


@transaction.atomic
def confirm(row: ReviewMeeting, *, seen: int, by: Actor, at: dt.datetime) -> ReviewMeeting:
    """ "Xác nhận biên bản" by somebody who wrote nothing of it and has just proved to be there: it never
    changes again, and is issued with its number and code. Not where results changed after it was
    written.
    """
    if not permissions.can_write_minutes(by, row):
        raise NotAllowed(_("Biên bản này không chờ xác nhận."))
    if not permissions.can_confirm(by, row):
        raise OwnMinutes(_("Bạn đã ghi biên bản này, hãy để người khác xác nhận."))
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại trước khi xác nhận biên bản."))
    about = subjects.subject_of(row, at=at)
    _ensure_same(row, about)
    changes: dict[str, object] = {
        "state": ReviewState.CONFIRMED,
        "confirmed_by_id": by.user_id,
        "confirmed_at": at,
        "digest": row.seal(),
        "version": seen + 1,
    }
    _swap(row, seen, changes)
    row.paper = issuing.issue(writing.draft(row, about.cards), by=by, at=at)
    row.save(update_fields=["paper"])
    event = ReviewConfirmed(
        review_id=row.pk,
        unit_id=row.opening.unit_id,
        opening_id=row.opening_id,
        digest=row.digest,
        label=row.paper.label,
        file=row.paper.digest,
    )
    record(event, by=by, at=at)
    return row


def _ensure_same(row: ReviewMeeting, about: Subject) -> None:
    """The meeting spoke of the points that are confirmed with it."""
    now = about.results
    other = [
        card.unit.label
        for card in about.cards
        if row.results.get(str(card.pk)) != now[str(card.pk)]
    ]
    if not other:
        return
    named = ", ".join(other[:MOST_NAMED]) + ("…" if len(other) > MOST_NAMED else "")
    raise InvalidReview(
        _(
            "Kết quả của %(units)s đã thay đổi sau khi ghi biên bản. Hãy họp lại nếu cần, rồi sửa và lưu "
            "biên bản theo kết quả mới trước khi xác nhận."
        )
        % {"units": named}
    )


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
