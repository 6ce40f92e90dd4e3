"""Give back an award that was revoked wrongly: one person prepares it, another one signs."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation import permissions, writing_acts
from sangkien.commendation.actions import acts
from sangkien.commendation.actions.deciding_base import ensure_not_own
from sangkien.commendation.actions.dossiers_moving import held_round
from sangkien.commendation.decision_events import (
    AwardRestored,
    RestorationDropped,
    RestorationPrepared,
)
from sangkien.commendation.errors import InvalidDecision, MovedMeanwhile
from sangkien.commendation.models import Conferral, Restoration, Revocation
from sangkien.commendation.queries.rewarded import twice_rewarded
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import issuing
from sangkien.recognition.queries.terms import terms


@transaction.atomic
def prepare(
    revocation: Revocation,
    *,
    reason: str,
    document: str,
    signer_name: str,
    signer_post: str,
    by: Actor,
    at: dt.datetime,
) -> Restoration:
    """ "Lập dự thảo khôi phục": nothing changes until another person signs. Sent twice, it is one."""
    conferral = revocation.conferral
    writer = _ensure_prepares(revocation, by=by)
    _ensure_once(conferral)
    said = acts.checked(
        reason=reason,
        document=document,
        signer_name=signer_name,
        signer_post=signer_post,
        writer=writer,
    )
    row = Restoration(revocation=revocation, prepared_by_id=writer, prepared_at=at, **said)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        found = Restoration.objects.get(revocation=revocation)
        if found.prepared_by_id == by.user_id and found.reason == row.reason:
            return found
        raise MovedMeanwhile(_("Đã có người lập dự thảo khôi phục, hãy xem lại.")) from None
    event = RestorationPrepared(conferral_id=conferral.pk, unit_id=conferral.unit_id)
    record(event, by=by, at=at)
    return row


@transaction.atomic
def drop(restoration: Restoration, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ dự thảo khôi phục": the award stays revoked."""
    conferral = restoration.revocation.conferral
    _ensure_prepares(restoration.revocation, by=by)
    gone, _rows = Restoration.objects.filter(pk=restoration.pk, signed_at=None).delete()
    if gone:
        event = RestorationDropped(conferral_id=conferral.pk, unit_id=conferral.unit_id)
        record(event, by=by, at=at)


@transaction.atomic
def sign(restoration: Restoration, *, seen: int, by: Actor, at: dt.datetime) -> Restoration:
    """ "Ký quyết định khôi phục": the award is in force again as it was given, with its old number.

    The certificate that the person holds is good again under its old code; no second one is printed. The
    decision that revoked it is no longer valid. Who agreed to stand on the page of honour is asked
    anew: that consent ended with the award. Money that was paid and never came back is simply kept;
    what came back is due again, once (see `Payment`). A place in the quota of the round that somebody
    else has meanwhile is not taken from them: the pages say so before the signature.
    """
    acts.ensure_signs(restoration, restoration.revocation.conferral, by=by, at=at)
    round_id = acts.decision_of(restoration.revocation.conferral).round_id
    if round_id is not None:  # nobody signs the same achievement beside this
        held_round(round_id)
    held = acts.held(Restoration.objects.filter(pk=restoration.pk), seen=seen)
    if acts.is_signed(held, by=by):
        return held
    revocation = Revocation.objects.select_related(
        "paper", "conferral__paper", "conferral__decision__unit__parent", "conferral__award"
    ).get(pk=held.revocation_id)
    held.revocation = revocation
    row, today = revocation.conferral, local_day(at)
    _ensure_once(row)
    current = terms(acts.decision_of(row).unit, on=today)
    drafted = writing_acts.restoration_draft(held, terms=current, issued_on=today)
    paper = issuing.issue(drafted, by=by, at=at)
    _give_back(row, held, document=f"{paper.label} ngày {today:%d/%m/%Y}", by=by, at=at)
    acts.keep_signed(held, paper, by=by, at=at)
    event = AwardRestored(conferral_id=row.pk, unit_id=row.unit_id, label=paper.label)
    record(event, by=by, at=at)
    return held


def _give_back(
    row: Conferral, held: Restoration, *, document: str, by: Actor, at: dt.datetime
) -> None:
    """The award, its certificate and the end of the decision that had revoked it."""
    revoked = Conferral.objects.filter(pk=row.pk, revoked_at__isnull=False)
    blank = {"revoked_at": None, "revoked_by": None, "revoke_reason": "", "revoke_document": ""}
    if revoked.update(**blank) != 1:
        raise MovedMeanwhile(_("Khen thưởng này đã được khôi phục trước đó."))
    Revocation.objects.filter(pk=held.revocation_id).update(restored_at=at)
    told = {"reason": held.reason, "document": document}
    if row.paper is not None:
        issuing.restore(row.paper, **told, by=by, at=at)
    if held.revocation.paper is not None:
        issuing.revoke(held.revocation.paper, **told, by=by, at=at)
    row.refresh_from_db()


def _ensure_prepares(revocation: Revocation, *, by: Actor) -> int:
    if by.user_id is None or not permissions.can_restore(by, revocation):
        raise NotAllowed(_("Chỉ cán bộ của đơn vị đã khen thưởng khôi phục được."))
    ensure_not_own(revocation.conferral, by=by)
    return by.user_id


def _ensure_once(row: Conferral) -> None:
    """What the same achievement was rewarded with meanwhile has to go first."""
    decision = acts.decision_of(row)
    if decision.round is None:
        return
    found = twice_rewarded(decision.round, decision.unit_id, [row])
    if found is not None:
        other = found[1]
        raise InvalidDecision(
            _(
                "Sau khi thu hồi, thành tích này đã được khen lại: %(title)s (%(label)s). Một thành tích "
                "không khen hai lần."
            )
            % {"title": other.title, "label": other.label or other.authority}
        )
