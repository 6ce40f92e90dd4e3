"""Ask for help, take the request back, thank."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.core.workdays import vietnam
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.permissions import is_own
from sangkien.journal.actions.recording import record
from sangkien.support import permissions, queries, rules
from sangkien.support.actions import versions
from sangkien.support.enums import OPEN, HelpState
from sangkien.support.errors import InvalidHelp, TakenMeanwhile, TooManyRequests
from sangkien.support.events import (
    EditingAllowed,
    HelpAsked,
    HelpCancelled,
    HelpEvent,
    HelpJudged,
    HelpThanked,
)
from sangkien.support.models import HelpNote, HelpRequest
from sangkien.units.models import Unit


def ask(
    unit: Unit,
    *,
    need: str,
    initiative: Initiative | None = None,
    may_edit: bool = False,
    by: Actor,
    at: dt.datetime,
) -> HelpRequest:
    """ "Nhờ hỗ trợ": to the support team of the unit, to its officers where there is no team.

    The same request sent twice is one; of one draft only one is open at a time.
    """
    if by.user_id is None:
        raise NotAllowed(_("Hãy đăng nhập để nhờ hỗ trợ."))
    words = rules.clean_words(need, field="need", missing=_("Hãy ghi bạn cần giúp việc gì."))
    _ensure_own(unit, initiative, by)
    open_ = HelpRequest.objects.of(by).open()
    earlier = open_.filter(initiative=initiative, need=words).first()
    if earlier is not None:
        return earlier
    if open_.count() >= rules.MOST_OPEN:
        raise TooManyRequests(
            _("Bạn đang có 5 yêu cầu chưa xong. Hãy chờ trả lời hoặc rút bớt rồi gửi tiếp.")
        )
    day = local_day(at)
    team = queries.team_over(unit, on=day)
    asked = HelpRequest(
        asked_by_id=by.user_id,
        unit=unit,
        initiative=initiative,
        need=words,
        may_edit=may_edit and initiative is not None,
        team=team,
        to_team=team is not None or queries.has_team(unit, on=day),
        asked_at=at,
        due_on=vietnam().after(day, rules.ANSWER_WORKDAYS),
    )
    return _inserted(asked, by=by, at=at)


def _inserted(asked: HelpRequest, *, by: Actor, at: dt.datetime) -> HelpRequest:
    """The database keeps a draft from being asked about twice at once."""
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
            recorded(asked, HelpAsked, by=by, at=at)
    except IntegrityError:
        raise InvalidHelp(
            _("Bạn đã nhờ hỗ trợ bản nháp này rồi. Hãy viết thêm ở yêu cầu đang mở.")
        ) from None
    return asked


def _ensure_own(unit: Unit, initiative: Initiative | None, by: Actor) -> None:
    member = any(s.role == RoleKey.AUTHOR and s.unit_id == unit.pk for s in by.scopes)
    if initiative is None:
        if not member:
            raise NotAllowed(_("Bạn chỉ nhờ hỗ trợ ở đơn vị của mình."))
        return
    if not is_own(by, initiative) or initiative.unit_id != unit.pk:
        raise NotAllowed(_("Chỉ tác giả hoặc người nhập nhờ hỗ trợ được cho bản nháp này."))
    if initiative.is_secret:
        raise NotAllowed(_("Sáng kiến giữ bí mật kinh doanh do chính tác giả viết."))
    if not initiative.is_editable:
        raise InvalidHelp(_("Sáng kiến đã gửi nên không sửa được nữa."))


@transaction.atomic
def cancel(request: HelpRequest, *, by: Actor, at: dt.datetime) -> HelpRequest:
    """ "Rút yêu cầu"."""
    ensure_asker(request, by)
    change(request, OPEN, state=HelpState.CANCELLED, closed_at=at, may_edit=False)
    recorded(request, HelpCancelled, by=by, at=at)
    return request


@transaction.atomic
def allow_editing(
    request: HelpRequest, *, allowed: bool, by: Actor, at: dt.datetime
) -> HelpRequest:
    """ "Cho người giúp viết vào bản nháp", or not any more; the same twice is once."""
    ensure_asker(request, by)
    if request.initiative_id is None:
        raise InvalidHelp(_("Yêu cầu này không kèm bản nháp nào."))
    if request.may_edit == allowed:
        return request
    change(request, OPEN, may_edit=allowed)
    if not allowed:
        versions.drop(request, at=at)
    event = EditingAllowed(request_id=request.pk, unit_id=request.unit_id, is_allowed=allowed)
    record(event, by=by, at=at)
    return request


@transaction.atomic
def judge(
    request: HelpRequest, *, solved: bool, text: str = "", by: Actor, at: dt.datetime
) -> HelpRequest:
    """ "Đã xong" or "Chưa giải quyết", by the asker: solved closes what is open, unsolved opens
    again what was closed, for the same helper or, where that one may not help any more, for
    somebody else. The same twice is once.
    """
    ensure_asker(request, by)
    if request.is_solved == solved and request.is_open != solved:
        return request
    words = "" if solved else _unsolved_words(text)
    changes: dict[str, object] = {"is_solved": solved}
    if solved and request.is_open:
        changes |= {"state": HelpState.CLOSED, "closed_at": at, "may_edit": False}
    elif not solved and request.state == HelpState.CLOSED:
        changes |= _open_again(request, at=at)
    try:
        with transaction.atomic():
            change(request, (HelpState(request.state),), **changes)
    except IntegrityError:
        raise InvalidHelp(
            _("Bạn đã nhờ hỗ trợ bản nháp này rồi. Hãy viết thêm ở yêu cầu đang mở.")
        ) from None
    if words:
        HelpNote.objects.create(
            request=request, written_by_id=by.user_id, written_at=at, text=words
        )
    event = HelpJudged(request_id=request.pk, unit_id=request.unit_id, is_solved=solved)
    record(event, by=by, at=at)
    return request


def _unsolved_words(text: str) -> str:
    return rules.clean_words(text, field="text", missing=_("Hãy ghi còn vướng ở đâu."))


def _open_again(request: HelpRequest, *, at: dt.datetime) -> dict[str, object]:
    if request.closed_at is None or at - request.closed_at > rules.REOPEN_WITHIN:
        raise InvalidHelp(_("Yêu cầu đã đóng quá 30 ngày. Hãy gửi yêu cầu mới."))
    due_on = vietnam().after(local_day(at), rules.ANSWER_WORKDAYS)
    opened: dict[str, object] = {"closed_at": None, "due_on": due_on}
    if request.helper_id is None or queries.is_left(request, at=at):
        return {**opened, "state": HelpState.WAITING, "helper_id": None, "taken_at": None}
    return {**opened, "state": HelpState.TAKEN}


@transaction.atomic
def thank(request: HelpRequest, *, by: Actor, at: dt.datetime) -> HelpRequest:
    """ "Cảm ơn": once, to the person who helped."""
    ensure_asker(request, by)
    if request.helper_id is None:
        raise InvalidHelp(_("Chưa có ai nhận giúp yêu cầu này."))
    thanked = HelpRequest.objects.filter(pk=request.pk, thanked_at=None).update(thanked_at=at)
    if thanked:
        recorded(request, HelpThanked, by=by, at=at)
    request.refresh_from_db(fields=["thanked_at"])
    return request


def ensure_asker(request: HelpRequest, by: Actor) -> None:
    if not permissions.is_asker(by, request):
        raise NotAllowed(_("Chỉ người nhờ làm được việc này."))


def change(request: HelpRequest, states: tuple[HelpState, ...], **changes: object) -> None:
    """Compare and set: one of two at once succeeds."""
    found = HelpRequest.objects.filter(pk=request.pk, state__in=states)
    if found.update(**changes) != 1:
        raise TakenMeanwhile(_("Yêu cầu này vừa được người khác xử lý, hãy mở lại trang."))
    request.refresh_from_db()


def recorded(request: HelpRequest, event: type[HelpEvent], *, by: Actor, at: dt.datetime) -> None:
    record(event(request_id=request.pk, unit_id=request.unit_id), by=by, at=at)
