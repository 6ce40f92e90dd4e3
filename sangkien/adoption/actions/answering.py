"""Answer whether something is still used: at the desk, or by the link without signing in."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.adoption import rules
from sangkien.adoption.enums import CheckState, Use
from sangkien.adoption.errors import CheckOver, SettledMeanwhile
from sangkien.adoption.events import UseAnswered
from sangkien.adoption.models import Answer, Check, Course
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record


@transaction.atomic
def answer(
    check: Check,
    *,
    use: Use,
    reason: str = "",
    by: Actor,
    at: dt.datetime,
    by_link: bool = False,
) -> Answer:
    """ "Vẫn dùng? Tốt hơn? Đã dừng, vì sao?": once; the same tap twice is one answer."""
    if not check.concerns(by):
        raise NotAllowed(_("Bạn không trả lời thay đơn vị này được."))
    words = rules.answer_reason(use, reason)
    same = Answer.objects.filter(check_asked=check, use=use, answered_by_id=by.user_id).first()
    if same is not None:
        return same
    if check.is_open and check.is_over_on(local_day(at)):
        raise CheckOver(_("Đã quá hạn trả lời. Lần hỏi sau bạn sẽ nhận đường dẫn mới."))
    taken = Check.objects.open().filter(pk=check.pk).update(state=CheckState.ANSWERED)
    if taken != 1:
        raise SettledMeanwhile(_settled(check))
    check.state = CheckState.ANSWERED
    made = Answer.objects.create(
        check_asked=check,
        use=use,
        reason=words,
        answered_by_id=by.user_id,
        answered_at=at,
        by_link=by_link,
    )
    _note(check, use, at=at)
    record(_answered(check, made), by=by, at=at)
    return made


def _answered(check: Check, made: Answer) -> UseAnswered:
    return UseAnswered(
        initiative_id=check.course.initiative_id,
        unit_id=check.unit_id,
        check_id=check.pk,
        use=made.use,
        by_link=made.by_link,
    )


def _settled(check: Check) -> str:
    earlier = Answer.objects.filter(check_asked=check).select_related("answered_by").first()
    if earlier is None:
        return _("Lần hỏi này đã đóng, không cần trả lời nữa.")
    return _("%(name)s đã trả lời trước: “%(use)s”.") % {
        "name": earlier.answered_by.full_name if earlier.answered_by else _("Đồng nghiệp"),
        "use": Use(earlier.use).label,
    }


def _note(check: Check, use: Use, *, at: dt.datetime) -> None:
    """The figure "còn dùng" is the last answer; what was stopped is not asked about again."""
    changes: dict[str, object] = {"use": use, "used_on": local_day(at)}
    if use == Use.STOPPED:
        changes["next_due_on"] = None
    Course.objects.filter(pk=check.course_id).update(**changes)
