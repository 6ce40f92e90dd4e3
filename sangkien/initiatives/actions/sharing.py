"""What co-authors say to the share that was written down for them."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.initiatives.actions.moving import checked_reason, recorded
from sangkien.initiatives.enums import ShareAnswer, State
from sangkien.initiatives.errors import WrongState
from sangkien.initiatives.events import ShareAgreed, ShareObjected
from sangkien.initiatives.models import CoAuthor, Initiative

STILL_ASKED = (State.SUBMITTED, State.RETURNED)


@transaction.atomic
def agree(initiative: Initiative, *, by: Actor, at: dt.datetime) -> CoAuthor:
    """ "Đồng ý phần đóng góp"."""
    return _answer(initiative, ShareAnswer.AGREED, objection="", by=by, at=at)


@transaction.atomic
def object_to(initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime) -> CoAuthor:
    """ "Không đồng ý phần đóng góp", with the reason: it is not confirmed until that is resolved."""
    words = checked_reason(reason)
    return _answer(initiative, ShareAnswer.OBJECTED, objection=words, by=by, at=at)


def _answer(
    initiative: Initiative, answer: ShareAnswer, *, objection: str, by: Actor, at: dt.datetime
) -> CoAuthor:
    """A second tap is the same answer; another answer replaces it until it is confirmed."""
    row = initiative.coauthors.filter(user_id=by.user_id).first() if by.user_id else None
    if row is None:
        raise NotFound(_("Bạn không phải đồng tác giả của sáng kiến này."))
    if initiative.state_enum not in STILL_ASKED:
        raise WrongState(_("Sáng kiến đã được xét, phần đóng góp không đổi ở đây được nữa."))
    if (row.answer, row.objection) == (answer, objection):
        return row
    row.answer, row.objection, row.answered_at = answer, objection, at
    row.save(update_fields=["answer", "objection", "answered_at"])
    event = ShareAgreed if answer == ShareAnswer.AGREED else ShareObjected
    recorded(initiative, event, by=by, at=at)  # the objection stands in the row alone
    return row
