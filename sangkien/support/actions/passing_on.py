"""A request goes from one helper to the next."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.support import permissions, queries, rules
from sangkien.support.actions.asking import recorded
from sangkien.support.enums import HelpState
from sangkien.support.errors import TakenMeanwhile
from sangkien.support.events import HelpGivenBack, HelpTakenOver
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
    HelpNote.objects.create(request=request, written_by_id=by.user_id, written_at=at, text=words)
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
    HelpNote.objects.create(request=request, written_by_id=by.user_id, written_at=at, text=words)
    event = HelpTakenOver(request_id=request.pk, unit_id=request.unit_id, helper_id=before or 0)
    record(event, by=by, at=at)
    return request


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
