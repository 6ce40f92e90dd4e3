"""Answer what the programme leaves for later: after the sending, even after the confirmation."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import DomainError, ManyErrors, NotAllowed
from sangkien.initiatives import conditions, permissions, secrecy
from sangkien.initiatives.actions import sealing
from sangkien.initiatives.actions.moving import recorded
from sangkien.initiatives.errors import Incomplete, WrongState
from sangkien.initiatives.events import InitiativeAnswered
from sangkien.initiatives.models import Initiative
from sangkien.programmes import questions
from sangkien.programmes.enums import Moment


@transaction.atomic
def answer_later(
    initiative: Initiative, given: Mapping[str, Any], *, by: Actor, at: dt.datetime
) -> Initiative:
    """ "Bổ sung câu trả lời" of a sent one; what was asked at the registration stays as it was."""
    if not permissions.is_own(by, initiative):
        raise NotAllowed(_("Chỉ tác giả hoặc người nhập mới bổ sung được."))
    if initiative.state_enum not in conditions.ANSWERABLE:
        raise WrongState(_("Sáng kiến đang ở trạng thái không bổ sung câu trả lời được."))
    initiative = secrecy.whole(initiative)
    later = conditions.left_for_later(initiative)
    typed = {one.key: given.get(one.key) for one in later if one.kind not in questions.FILES}
    answers = {
        key: value for key, value in {**initiative.answers, **typed}.items() if value is not None
    }
    judged = {**answers, **conditions.files_given(initiative, later)}
    found: list[DomainError] = [
        Incomplete(words, field=f"{conditions.ANSWER}{one.key}")
        for one in later
        if (words := questions.missing(one, judged, at=Moment.ENTRY)) is not None
    ]
    if found:
        raise ManyErrors(found)
    if answers == initiative.answers:
        return initiative
    # Filtered by state: an officer may have decided a moment ago.
    if not sealing.write(initiative, {"answers": answers}, at=at):
        raise WrongState(_("Sáng kiến vừa được xử lý, hãy tải lại trang."))
    recorded(initiative, InitiativeAnswered, by=by, at=at)
    return initiative
