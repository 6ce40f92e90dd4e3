"""Write, change and remove the own words; report and hide those of others."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.discussions import permissions, queries, rules
from sangkien.discussions.errors import Closed, TooLate
from sangkien.discussions.events import (
    CommentEdited,
    CommentEvent,
    CommentHidden,
    CommentKept,
    CommentRemoved,
    CommentReported,
    CommentShownAgain,
    CommentWritten,
    TalkDuringReviewSet,
)
from sangkien.discussions.models import Comment, Report, TalkDuringReview
from sangkien.initiatives.errors import ConflictOfInterest
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.permissions import has_interest
from sangkien.journal.actions.recording import record
from sangkien.programmes.models import Programme

LOCK = 7_307_000_000_000  # and the number of the account: its comments come one after the other


@transaction.atomic
def write(
    initiative: Initiative, *, text: str, is_question: bool = False, by: Actor, at: dt.datetime
) -> Comment:
    """ "Viết ý kiến, đặt câu hỏi": whoever is signed in; the same words twice are one comment."""
    if by.user_id is None:
        raise NotAllowed(_("Hãy đăng nhập để viết."))
    words = rules.clean_words(text)
    fresh = Initiative.objects.filter(pk=initiative.pk).first()
    if fresh is None or not queries.is_open(fresh):
        raise Closed(_("Chưa mở trao đổi về sáng kiến này, hoặc đang trong thời gian xét."))
    db.exclusive(LOCK + by.user_id)
    written = Comment.objects.filter(written_by_id=by.user_id)
    same = written.filter(initiative=fresh, text=words, written_at__gte=at - rules.EDIT_WITHIN)
    earlier = same.first()
    if earlier is not None:
        return earlier
    most = rules.LIMITS[-1][1]
    times = written.order_by("-written_at").values_list("written_at", flat=True)[:most]
    rules.ensure_slow(list(times), at=at)
    is_answer = has_interest(by, fresh)
    comment = Comment.objects.create(
        initiative=fresh,
        written_by_id=by.user_id,
        is_question=is_question and not is_answer,
        is_answer=is_answer,
        text=words,
        written_at=at,
    )
    _recorded(comment, CommentWritten, by=by, at=at)
    return comment


@transaction.atomic
def edit(comment: Comment, *, text: str, by: Actor, at: dt.datetime) -> Comment:
    """ "Sửa ý kiến": the own one, within a quarter of an hour."""
    words = rules.clean_words(text)
    if not permissions.is_own(by, comment):
        raise NotAllowed(_("Chỉ người viết sửa được."))
    if not rules.can_edit_at(comment.written_at, at=at):
        raise TooLate(_("Đã quá 15 phút nên không sửa được nữa. Bạn vẫn gỡ được ý kiến này."))
    _change(comment, text=words, edited_at=at)
    _recorded(comment, CommentEdited, by=by, at=at)
    return comment


@transaction.atomic
def remove(comment: Comment, *, by: Actor, at: dt.datetime) -> Comment:
    """ "Gỡ ý kiến của mình": the words are gone for good."""
    if not permissions.is_own(by, comment):
        raise NotAllowed(_("Chỉ người viết gỡ được."))
    _change(comment, text="", removed_at=at)
    _recorded(comment, CommentRemoved, by=by, at=at)
    return comment


@transaction.atomic
def hide(comment: Comment, *, reason: str, by: Actor, at: dt.datetime) -> Comment:
    """ "Ẩn ý kiến": by an officer of the unit; everybody reads that and why."""
    words = rules.clean_reason(reason)
    if not permissions.can_hide(by, comment):
        _ensure_officer(comment, by)
        raise TooLate(_("Ý kiến này đã được gỡ hoặc ẩn."))
    _change(comment, hidden_at=at, hidden_by_id=by.user_id, hidden_reason=words)
    Report.objects.filter(comment=comment, settled_at=None).update(settled_at=at)
    _recorded(comment, CommentHidden, by=by, at=at, reason=words)
    return comment


@transaction.atomic
def show_again(comment: Comment, *, reason: str, by: Actor, at: dt.datetime) -> Comment:
    """ "Cho hiện lại": by an officer of the unit, with the reason, which the writer reads."""
    words = rules.clean_reason(reason)
    if not permissions.can_show_again(by, comment):
        _ensure_officer(comment, by)
        raise TooLate(_("Ý kiến này không bị ẩn, hoặc là ý kiến của chính bạn."))
    hidden = Comment.objects.filter(pk=comment.pk, removed_at=None, hidden_at__isnull=False)
    changes = {"hidden_at": None, "hidden_by_id": None, "hidden_reason": ""}
    if hidden.update(**changes) != 1:
        raise TooLate(_("Người khác vừa cho ý kiến này hiện lại."))
    comment.refresh_from_db(fields=["hidden_at", "hidden_by", "hidden_reason"])
    _recorded(comment, CommentShownAgain, by=by, at=at, reason=words)
    return comment


@transaction.atomic
def keep(comment: Comment, *, by: Actor, at: dt.datetime) -> Comment:
    """ "Giữ lại": the reports are settled, the comment stays; nobody judges the own words."""
    _ensure_officer(comment, by)
    if permissions.is_own(by, comment):
        raise NotAllowed(_("Ý kiến của chính bạn thì cán bộ khác của đơn vị xem."))
    open_ = Report.objects.filter(comment=comment, settled_at=None)
    if open_.update(settled_at=at):
        _recorded(comment, CommentKept, by=by, at=at)
    return comment


def report(comment: Comment, *, reason: str, by: Actor, at: dt.datetime) -> Report:
    """ "Báo ý kiến không phù hợp": once per person."""
    words = rules.clean_reason(reason)
    if not permissions.can_report(by, comment) or by.user_id is None:
        raise NotAllowed(_("Không báo được ý kiến này."))
    made = Report(comment=comment, reported_by_id=by.user_id, reason=words, reported_at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            _recorded(comment, CommentReported, by=by, at=at)
    except IntegrityError:
        return Report.objects.get(comment=comment, reported_by_id=by.user_id)
    return made


@transaction.atomic
def allow_during_review(programme: Programme, *, allowed: bool, by: Actor, at: dt.datetime) -> bool:
    """ "Cho trao đổi khi đang xét": off unless those who run the programme switch it on."""
    if not by.can(Permission.PROGRAMME_MANAGE, at=programme.owner.path):
        raise NotAllowed(_("Chỉ đơn vị mở chương trình đặt được việc này."))
    if queries.talks_during_review(programme.pk) == allowed:
        return allowed
    if allowed:
        TalkDuringReview.objects.get_or_create(
            programme=programme, defaults={"allowed_by_id": by.user_id, "allowed_at": at}
        )
    else:
        TalkDuringReview.objects.filter(programme=programme).delete()
    event = TalkDuringReviewSet(
        programme_id=programme.pk, unit_id=programme.owner_id, is_allowed=allowed
    )
    record(event, by=by, at=at)
    return allowed


def _ensure_officer(comment: Comment, by: Actor) -> None:
    if permissions.is_moderator(by, comment.initiative):
        return
    if has_interest(by, comment.initiative):
        raise ConflictOfInterest(
            _("Đây là sáng kiến của bạn: hãy để cán bộ khác xem các ý kiến bị báo.")
        )
    raise NotAllowed(_("Chỉ cán bộ của đơn vị có sáng kiến làm được việc này."))


def _change(comment: Comment, **changes: object) -> None:
    """Compare and set: what is gone or hidden stays so."""
    shown = Comment.objects.filter(pk=comment.pk, removed_at=None, hidden_at=None)
    if shown.update(**changes) != 1:
        raise TooLate(_("Ý kiến này đã được gỡ hoặc ẩn."))
    comment.refresh_from_db(fields=list(changes))


def _recorded(
    comment: Comment,
    event: type[CommentEvent],
    *,
    by: Actor,
    at: dt.datetime,
    reason: str = "",
) -> None:
    happened = event(
        comment_id=comment.pk,
        initiative_id=comment.initiative_id,
        unit_id=comment.initiative.unit_id,
        reason=reason,
    )
    record(happened, by=by, at=at)
