"""A request goes from one helper to the next."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.core.workdays import vietnam
from sangkien.journal.actions.recording import record
from sangkien.support import permissions, queries, rules
from sangkien.support.actions.asking import recorded
from sangkien.support.enums import OPEN, HelpState
from sangkien.support.errors import InvalidHelp, TakenMeanwhile
from sangkien.support.events import HelpGivenBack, HelpPassedOn, HelpPassedUp, HelpTakenOver
from sangkien.support.models import HelpNote, HelpRequest


@transaction.atomic
def give_back(request: HelpRequest, *, text: str, by: Actor, at: dt.datetime) -> HelpRequest:
    """ "Trả lại yêu cầu": it waits for somebody else, with a word on what was done so far.

    The consent to write in the draft was for this helper and ends with it.
    """
    words = rules.clean_words(text, field="text", missing=_("Hãy ghi vì sao trả lại."))
    if request.is_waiting and _said_last(request, words, by):
        return request
    if not permissions.is_helper(by, request):
        raise NotAllowed(_("Chỉ người đang giúp trả lại được yêu cầu này."))
    _change(request, state=HelpState.WAITING, helper_id=None, taken_at=None, may_edit=False)
    _note(request, words, by=by, at=at)
    recorded(request, HelpGivenBack, by=by, at=at)
    return request


@transaction.atomic
def take_over(request: HelpRequest, *, text: str, by: Actor, at: dt.datetime) -> HelpRequest:
    """ "Nhận giúp thay": from a helper who may not help there any more, or by an officer.

    The asker reads why, and lets the new helper into the draft again or not.
    """
    if request.helper_id == by.user_id and request.is_open:
        return request
    is_left = queries.is_left(request, at=at)
    if not permissions.can_take_over(by, request, is_left=is_left):
        raise NotAllowed(_("Yêu cầu này đang có người giúp."))
    words = rules.clean_words(text, field="text", missing=_("Hãy ghi vì sao bạn nhận thay."))
    before = request.helper_id
    _change(request, helper_id=by.user_id, taken_at=at, may_edit=False)
    _note(request, words, by=by, at=at)
    event = HelpTakenOver(request_id=request.pk, unit_id=request.unit_id, helper_id=before or 0)
    record(event, by=by, at=at)
    return request


@transaction.atomic
def pass_to(
    request: HelpRequest, to: User, *, text: str, by: Actor, at: dt.datetime
) -> HelpRequest:
    """ "Chuyển cho đồng nghiệp": a member of the same team who may help there goes on; by who
    helps, or by who leads the team. The asker lets the new one into the draft again or not.
    """
    words = rules.clean_words(text, field="text", missing=_("Hãy ghi lời nhắn cho người nhận."))
    today = local_day(at)
    if request.is_taken and request.helper_id == to.pk:
        return request
    if not _may_pass(request, by):
        raise NotAllowed(_("Chỉ người đang giúp hoặc tổ trưởng chuyển được yêu cầu này."))
    if to.pk not in {member.user_id for member in queries.colleagues_for(request, on=today)}:
        raise InvalidHelp(_("Hãy chọn một thành viên của tổ đang phụ trách đơn vị."), field="to")
    before = request.helper_id
    held = HelpRequest.objects.filter(pk=request.pk, state=request.state, helper=before)
    changes = {"state": HelpState.TAKEN, "helper_id": to.pk, "taken_at": at, "may_edit": False}
    if not request.is_open or held.update(**changes) != 1:
        raise TakenMeanwhile(_("Yêu cầu này vừa được người khác xử lý, hãy mở lại trang."))
    request.refresh_from_db()
    _note(request, words, by=by, at=at)
    event = HelpPassedOn(
        request_id=request.pk, unit_id=request.unit_id, to_id=to.pk, helper_id=before
    )
    record(event, by=by, at=at)
    return request


@transaction.atomic
def pass_up(request: HelpRequest, *, text: str, by: Actor, at: dt.datetime) -> HelpRequest:
    """ "Chuyển tổ cấp trên": waits for the team of a higher level, with a word on why, and with a
    new clock.
    """
    words = rules.clean_words(text, field="text", missing=_("Hãy ghi vì sao chuyển lên trên."))
    if not _may_pass(request, by):
        raise NotAllowed(_("Chỉ người đang giúp hoặc tổ trưởng chuyển được yêu cầu này."))
    today = local_day(at)
    above = queries.team_above(request, on=today)
    if above is None:
        raise InvalidHelp(_("Không có tổ hỗ trợ nào ở cấp trên phụ trách đơn vị này."))
    held = HelpRequest.objects.filter(
        pk=request.pk, state=request.state, helper=request.helper_id, team=request.team_id
    )
    due_on = vietnam().after(today, rules.ANSWER_WORKDAYS)
    moved = held.filter(state__in=OPEN).update(
        team=above,
        to_team=True,
        state=HelpState.WAITING,
        helper_id=None,
        taken_at=None,
        may_edit=False,
        due_on=due_on,
    )
    if moved != 1:
        raise TakenMeanwhile(_("Yêu cầu này vừa được người khác xử lý, hãy mở lại trang."))
    request.refresh_from_db()
    _note(request, words, by=by, at=at)
    event = HelpPassedUp(request_id=request.pk, unit_id=request.unit_id, team_id=above.pk)
    record(event, by=by, at=at)
    return request


def _may_pass(request: HelpRequest, by: Actor) -> bool:
    return permissions.can_pass(by, request, leads=queries.leads(by, request.team_id))


def _note(request: HelpRequest, words: str, *, by: Actor, at: dt.datetime) -> None:
    HelpNote.objects.create(request=request, written_by_id=by.user_id, written_at=at, text=words)


def _said_last(request: HelpRequest, words: str, by: Actor) -> bool:
    last = HelpNote.objects.filter(request=request).order_by("-pk").first()
    return last is not None and (last.text, last.written_by_id) == (words, by.user_id)


def _change(request: HelpRequest, **changes: object) -> None:
    """Compare and set, from the helper who was read: one of two at once succeeds."""
    found = HelpRequest.objects.filter(
        pk=request.pk, state=HelpState.TAKEN, helper=request.helper_id
    )
    if found.update(**changes) != 1:
        raise TakenMeanwhile(_("Yêu cầu này vừa được người khác xử lý, hãy mở lại trang."))
    request.refresh_from_db()
