"""End an award: one person prepares it with reason and document, another one signs."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation import permissions, writing_acts
from sangkien.commendation.actions import acts, honouring
from sangkien.commendation.actions.deciding_base import ensure_not_own
from sangkien.commendation.decision_events import (
    AwardRevoked,
    RevocationDropped,
    RevocationPrepared,
)
from sangkien.commendation.errors import MovedMeanwhile
from sangkien.commendation.models import Conferral, Dossier, Revocation
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import issuing
from sangkien.recognition.queries.terms import terms


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
    said = acts.checked(
        reason=reason,
        document=document,
        signer_name=signer_name,
        signer_post=signer_post,
        writer=by.user_id,
    )
    row = Revocation(conferral=conferral, prepared_by_id=by.user_id, prepared_at=at, **said)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        found = Revocation.objects.get(conferral=conferral, restored_at=None)
        if found.prepared_by_id == by.user_id and found.reason == row.reason:
            return found
        raise MovedMeanwhile(_("Đã có người lập dự thảo thu hồi, hãy xem lại.")) from None
    event = RevocationPrepared(conferral_id=conferral.pk, unit_id=conferral.unit_id)
    record(event, by=by, at=at)
    return row


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
    acts.ensure_signs(revocation, revocation.conferral, by=by, at=at)
    rows = Revocation.objects.select_related("conferral__decision__unit__parent")
    held = acts.held(rows.filter(pk=revocation.pk), seen=seen)
    if acts.is_signed(held, by=by):
        return held
    row, today = held.conferral, local_day(at)
    current = terms(acts.decision_of(row).unit, on=today)
    drafted = writing_acts.revocation_draft(held, terms=current, issued_on=today)
    paper = issuing.issue(drafted, by=by, at=at)
    _end(row, held, document=f"{paper.label} ngày {today:%d/%m/%Y}", by=by, at=at)
    acts.keep_signed(held, paper, by=by, at=at)
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
    }
    if Conferral.objects.in_force().filter(pk=row.pk).update(**changes) != 1:
        raise MovedMeanwhile(_("Khen thưởng này đã được thu hồi trước đó."))
    Dossier.objects.filter(conferral=row).update(frees_place=True)
    honouring.end(row, at=at)
    row.refresh_from_db()
    if row.paper is not None:
        issuing.revoke(row.paper, reason=revocation.reason, document=document, by=by, at=at)
