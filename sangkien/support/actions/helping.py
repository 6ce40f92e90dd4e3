"""Take a request, answer it, close it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.support import permissions, rules
from sangkien.support.actions.asking import change, recorded
from sangkien.support.enums import HelpState
from sangkien.support.errors import InvalidHelp, TakenMeanwhile
from sangkien.support.events import HelpAnswered, HelpClosed, HelpTaken
from sangkien.support.models import HelpNote, HelpRequest


@transaction.atomic
def take(request: HelpRequest, *, by: Actor, at: dt.datetime) -> HelpRequest:
    """ "Nhận giúp": one person, whom the asker sees; two at once are one and one who is told."""
    _ensure_helps(request, by)
    if request.helper_id == by.user_id and request.is_open:
        return request
    change(
        request,
        (HelpState.WAITING,),
        state=HelpState.TAKEN,
        helper_id=by.user_id,
        taken_at=at,
    )
    recorded(request, HelpTaken, by=by, at=at)
    return request


@transaction.atomic
def write(request: HelpRequest, *, text: str, by: Actor, at: dt.datetime) -> HelpNote:
    """ "Ghi nhật ký hỗ trợ": the helper answers, the asker asks on; the same twice is once."""
    if not permissions.is_asker(by, request):
        _ensure_taken(request, by)
    if not request.is_open:
        raise TakenMeanwhile(_("Yêu cầu này đã đóng. Hãy gửi yêu cầu mới nếu cần."))
    words = rules.clean_words(text, field="text", missing=_("Hãy viết nội dung."))
    notes = HelpNote.objects.filter(request=request)
    last = notes.order_by("-pk").first()
    if last is not None and (last.text, last.written_by_id) == (words, by.user_id):
        return last
    if notes.count() >= rules.MOST_NOTES:
        raise InvalidHelp(_("Nhật ký đã đầy. Hãy đóng yêu cầu này và gửi yêu cầu mới."))
    note = HelpNote.objects.create(
        request=request, written_by_id=by.user_id, written_at=at, text=words
    )
    recorded(request, HelpAnswered, by=by, at=at)
    return note


@transaction.atomic
def close(request: HelpRequest, *, text: str, by: Actor, at: dt.datetime) -> HelpRequest:
    """ "Đóng yêu cầu": with a word on what was done."""
    _ensure_taken(request, by)
    words = rules.clean_words(text, field="text", missing=_("Hãy ghi đã giúp được gì."))
    change(request, (HelpState.TAKEN,), state=HelpState.CLOSED, closed_at=at, may_edit=False)
    HelpNote.objects.create(request=request, written_by_id=by.user_id, written_at=at, text=words)
    recorded(request, HelpClosed, by=by, at=at)
    return request


def _ensure_helps(request: HelpRequest, by: Actor) -> None:
    if not permissions.can_help(by, request):
        raise NotAllowed(_("Bạn không được giao hỗ trợ đơn vị này."))


def _ensure_taken(request: HelpRequest, by: Actor) -> None:
    if not permissions.is_helper(by, request):
        raise NotAllowed(_("Hãy nhận giúp yêu cầu này trước."))
