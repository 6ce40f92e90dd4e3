"""What revoking and restoring an award share: one person prepares it, another one signs."""

import datetime as dt
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.commendation import permissions
from sangkien.commendation.actions.deciding_base import ensure_not_own, ensure_other_signer
from sangkien.commendation.errors import InvalidDecision, MovedMeanwhile, OwnWork
from sangkien.commendation.models import (
    AwardDecision,
    Conferral,
    Restoration,
    Revocation,
    Submission,
)
from sangkien.core import db
from sangkien.papers.models import IssuedPaper
from sangkien.recognition.rules import checked_line, checked_reason

NAME = 120
Act = TypeVar("Act", Revocation, Restoration)


def checked(
    *, reason: str, document: str, signer_name: str, signer_post: str, writer: int
) -> dict[str, str]:
    """What was typed, cleaned; refused at its field. The `writer` is not the one whose name is printed."""
    lines = {
        "document": (document, _("Hãy ghi số, ngày của văn bản làm căn cứ.")),
        "signer_name": (signer_name, _("Hãy ghi họ tên người ký.")),
        "signer_post": (signer_post, _("Hãy ghi chức vụ người ký.")),
    }
    ensure_other_signer(signer_name, [writer])
    return {
        "reason": checked_reason(reason),
        **{
            name: checked_line(words, most=NAME, field=name, missing=missing)
            for name, (words, missing) in lines.items()
        },
    }


def ensure_signs(
    act: Revocation | Restoration, row: Conferral, *, by: Actor, at: dt.datetime
) -> None:
    """Another person of the unit that decided, who receives nothing by it and has just proved who they are."""
    if not permissions.can_sign_act(by, act, row):
        raise OwnWork(_("Người lập dự thảo không tự ký; cần một người khác của đơn vị ký."))
    ensure_not_own(row, by=by)
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi ký."))


def held(rows: QuerySet[Act], *, seen: int) -> Act:
    """The draft that was on the screen, until the end of the transaction ours alone."""
    found = db.locked(rows).first()
    if found is None or found.pk != seen:
        raise MovedMeanwhile(_("Dự thảo vừa được bỏ, hãy xem lại."))
    return found


def is_signed(act: Revocation | Restoration | Submission, *, by: Actor) -> bool:
    """Whether the same person has signed it already: twice is once, somebody else's is told."""
    if act.signed_at is not None and act.signed_by_id != by.user_id:
        raise MovedMeanwhile(_("Văn bản này đã được ký trước đó."))
    return act.signed_at is not None


def decision_of(row: Conferral) -> AwardDecision:
    if row.decision is None:
        raise InvalidDecision(_("Khen thưởng các năm trước được sửa bằng hoàn tác lần nhập."))
    return row.decision


def keep_signed(
    act: Revocation | Restoration | Submission, paper: IssuedPaper, *, by: Actor, at: dt.datetime
) -> None:
    act.paper, act.signed_by_id, act.signed_at = paper, by.user_id, at
    act.save(update_fields=["paper", "signed_by", "signed_at"])
