"""End an award: one person prepares it with reason and document, another one signs."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.commendation import permissions, writing
from sangkien.commendation.actions.deciding_base import ensure_not_own
from sangkien.commendation.decision_events import (
    AwardRevoked,
    RevocationDropped,
    RevocationPrepared,
)
from sangkien.commendation.errors import InvalidDecision, MovedMeanwhile, OwnWork
from sangkien.commendation.models import Conferral, Revocation
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import issuing
from sangkien.recognition.queries.terms import terms
from sangkien.recognition.rules import checked_line, checked_reason

NAME = 120


@transaction.atomic
def prepare(
    conferral: Conferral,
    *,
    reason: str,
    document: str,
    signer_name: str,
    signer_post: str,
    by: Actor,
    at: dt.datetime,
) -> Revocation:
    """ "Lập dự thảo thu hồi": nothing changes until another person signs. Sent twice, it is one."""
    if by.user_id is None or not permissions.can_revoke(by, conferral):
        raise NotAllowed(_("Chỉ cán bộ của đơn vị đã khen thưởng làm được việc này."))
    ensure_not_own(conferral, by=by)
    row = Revocation(
        conferral=conferral,
        reason=checked_reason(reason),
        prepared_by_id=by.user_id,
        prepared_at=at,
        **_lines(document=document, signer_name=signer_name, signer_post=signer_post),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        found = Revocation.objects.get(conferral=conferral)
        if found.prepared_by_id == by.user_id and found.reason == row.reason:
            return found
        raise MovedMeanwhile(_("Đã có người lập dự thảo thu hồi, hãy xem lại.")) from None
    event = RevocationPrepared(conferral_id=conferral.pk, unit_id=conferral.unit_id)
    record(event, by=by, at=at)
    return row


def _lines(**typed: str) -> dict[str, str]:
    missing = {
        "document": _("Hãy ghi số, ngày của văn bản làm căn cứ."),
        "signer_name": _("Hãy ghi họ tên người ký."),
        "signer_post": _("Hãy ghi chức vụ người ký."),
    }
    return {
        name: checked_line(words, most=NAME, field=name, missing=missing[name])
        for name, words in typed.items()
    }


@transaction.atomic
def drop(revocation: Revocation, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ dự thảo thu hồi": the award stands as before."""
    conferral = revocation.conferral
    if not permissions.can_revoke(by, conferral):
        raise NotAllowed(_("Chỉ cán bộ của đơn vị đã khen thưởng làm được việc này."))
    ensure_not_own(conferral, by=by)
    gone, _rows = Revocation.objects.filter(pk=revocation.pk, signed_at=None).delete()
    if gone:
        event = RevocationDropped(conferral_id=conferral.pk, unit_id=conferral.unit_id)
        record(event, by=by, at=at)


@transaction.atomic
def sign(revocation: Revocation, *, seen: int, by: Actor, at: dt.datetime) -> Revocation:
    """ "Ký quyết định thu hồi": its paper has a number, the certificate says that it was revoked, the
    page of honour forgets it, and money that was paid has to come back. `seen` is the draft that was
    on the screen.
    """
    if not permissions.can_sign_revocation(by, revocation):
        raise OwnWork(_("Người lập dự thảo không tự ký; cần một người khác của đơn vị ký."))
    ensure_not_own(revocation.conferral, by=by)
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi ký thu hồi."))
    rows = Revocation.objects.select_related("conferral__decision__unit__parent")
    held = db.locked(rows.filter(pk=revocation.pk)).first()
    if held is None or held.pk != seen:
        raise MovedMeanwhile(_("Dự thảo thu hồi vừa được bỏ, hãy xem lại."))
    if held.signed_at is not None:
        if held.signed_by_id == by.user_id:
            return held
        raise MovedMeanwhile(_("Quyết định thu hồi này đã được ký trước đó."))
    row = held.conferral
    if row.decision is None:
        raise InvalidDecision(_("Khen thưởng các năm trước được sửa bằng hoàn tác lần nhập."))
    current = terms(row.decision.unit, on=local_day(at))
    drafted = writing.revocation_draft(held, terms=current, issued_on=local_day(at))
    paper = issuing.issue(drafted, by=by, at=at)
    _end(row, held, document=f"{paper.label} ngày {local_day(at):%d/%m/%Y}", by=by, at=at)
    held.paper, held.signed_by_id, held.signed_at = paper, by.user_id, at
    held.save(update_fields=["paper", "signed_by", "signed_at"])
    event = AwardRevoked(conferral_id=row.pk, unit_id=row.unit_id, label=paper.label)
    record(event, by=by, at=at)
    return held


def _end(
    row: Conferral, revocation: Revocation, *, document: str, by: Actor, at: dt.datetime
) -> None:
    changes = {
        "revoked_at": at,
        "revoked_by_id": by.user_id,
        "revoke_reason": revocation.reason,
        "revoke_document": document,
        "consented_at": None,
    }
    if Conferral.objects.in_force().filter(pk=row.pk).update(**changes) != 1:
        raise MovedMeanwhile(_("Khen thưởng này đã được thu hồi trước đó."))
    row.refresh_from_db()
    if row.paper is not None:
        issuing.revoke(row.paper, reason=revocation.reason, document=document, by=by, at=at)
