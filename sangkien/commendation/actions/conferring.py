"""Sign a decision and release it: every line exactly once, however often the worker begins."""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.accounts.queries import factor_of
from sangkien.commendation import writing
from sangkien.commendation.actions.deciding_base import (
    ensure_not_decider,
    ensure_other_signer,
)
from sangkien.commendation.actions.dossiers_moving import held_round
from sangkien.commendation.decision_events import (
    AwardConferred,
    AwardDecisionReleased,
    AwardDecisionSigned,
)
from sangkien.commendation.enums import DecisionState, DossierState
from sangkien.commendation.errors import InvalidDecision, MovedMeanwhile, OwnWork
from sangkien.commendation.models import AwardDecision, Conferral, Dossier, DossierStep
from sangkien.commendation.permissions import can_decide, is_holder
from sangkien.commendation.queries import as_signed
from sangkien.commendation.queries import decisions as queries
from sangkien.commendation.queries.rewarded import refusal_of
from sangkien.commendation.rules import register
from sangkien.commendation.rules.money import lacks_base
from sangkien.core import db
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import issuing
from sangkien.recognition.queries.terms import terms
from sangkien.recognition.rules import Terms

log = logging.getLogger(__name__)
AT_ONCE = 10  # lines that are released while the signer waits; more by the worker
BATCH = 10  # lines of one transaction there: about a second


@transaction.atomic
def sign(
    decision: AwardDecision, *, seen: int, address: str = "", by: Actor, at: dt.datetime
) -> AwardDecision:
    """ "Ký quyết định khen thưởng": the version that was read, by somebody who wrote nothing of it,
    receives nothing by it and has just proved to be there.
    """
    if not can_decide(by, decision.unit):
        raise NotAllowed(_("Bạn không ký quyết định của đơn vị này."))
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi ký quyết định."))
    if decision.round_id is not None:  # two decisions of a round are signed one after the other
        held_round(decision.round_id)
    held = db.locked(AwardDecision.objects.filter(pk=decision.pk)).get()
    if not held.is_draft or held.version != seen:
        if held.signed_by_id == by.user_id and held.signed_version == seen:
            return held  # the same signature sent twice
        raise MovedMeanwhile(_("Dự thảo đã thay đổi sau khi bạn xem. Hãy đọc lại rồi ký."))
    rows = queries.to_sign(held)
    _ensure_signable(held, rows, by=by)
    current = terms(held.unit, on=local_day(at))
    paper = issuing.issue(writing.decision_draft(held, rows, terms=current), by=by, at=at)
    AwardDecision.objects.filter(pk=held.pk).update(
        state=DecisionState.SIGNED,
        paper=paper,
        signed_by_id=by.user_id,
        signed_at=at,
        signed_version=seen,
        signed_factor=factor_of(by.user_id),
        signed_address=address,
    )
    Conferral.objects.filter(decision=held, skipped_reason="").update(label=paper.label)
    held.refresh_from_db()
    record(_signed(held, rows), by=by, at=at)
    if len(rows) <= AT_ONCE:
        _release(held, rows, terms_=current, by=by, at=at, skips=False)
        _finish(held, by=by, at=at)
    return held


def _signed(held: AwardDecision, rows: list[Conferral]) -> AwardDecisionSigned:
    if held.paper is None:
        raise TypeError
    return AwardDecisionSigned(
        decision_id=held.pk,
        unit_id=held.unit_id,
        label=held.paper.label,
        digest=held.paper.digest,
        version=held.signed_version or 0,
        factor=held.signed_factor,
        address=held.signed_address,
        count=len(rows),
        seal=register.seal(held),
        lines=register.digests(rows, salt=str(held.request_key)),
    )


def _ensure_signable(decision: AwardDecision, rows: list[Conferral], *, by: Actor) -> None:
    if not rows:
        raise InvalidDecision(_("Dự thảo chưa có ai được khen."))
    if not decision.signer_post or not decision.signer_name:
        raise InvalidDecision(
            _("Hãy ghi người ký và chức vụ rồi lưu dự thảo."), field="signer_post"
        )
    if by.user_id is not None and by.user_id in decision.editors:
        raise OwnWork(_("Người soạn không tự ký; cần một người khác của đơn vị ký."))
    if any(is_holder(by, row) for row in rows):
        log.warning("somebody tried to sign an own award", extra={"account": by.user_id})
        raise OwnWork(_("Bạn có tên trong danh sách: hãy nhờ người khác ký quyết định này."))
    ensure_other_signer(decision.signer_name, decision.editors)
    ensure_not_decider(decision.unit, rows)
    _ensure_passed(rows)
    _ensure_once(decision, rows)
    _ensure_not_backdated(decision, rows)
    _ensure_given(decision, rows)
    over = next((one for one in queries.quotas(decision) if one.is_over), None)
    if over is not None:
        raise InvalidDecision(
            _("“%(award)s”: đợt này được tặng nhiều nhất %(most)d, danh sách có %(given)d.")
            % {"award": over.award.name, "most": over.most or 0, "given": over.given}
        )


def _ensure_passed(rows: list[Conferral]) -> None:
    if any(row.holder_name == ERASED_NAME for row in rows):
        raise InvalidDecision(
            _("Trong danh sách có người đã xóa dữ liệu cá nhân: hãy bỏ khỏi dự thảo.")
        )
    gone = (one for one in rows if one.dossier and one.dossier.state != DossierState.PASSED)
    lost = next(gone, None)
    if lost is not None:
        raise InvalidDecision(
            _("Hồ sơ của “%(name)s” không còn chờ quyết định: hãy bỏ khỏi dự thảo.")
            % {"name": lost.holder_name}
        )


def _ensure_once(decision: AwardDecision, rows: list[Conferral]) -> None:
    """One achievement is rewarded once, in this list and before it."""
    refusal = refusal_of(decision, rows)
    if refusal:
        raise InvalidDecision(refusal)


def _ensure_not_backdated(decision: AwardDecision, rows: list[Conferral]) -> None:
    """Nothing is rewarded before it was judged."""
    judged = DossierStep.objects.filter(dossier__conferral__decision=decision)
    last = judged.aggregate(last=Max("decided_at"))["last"]
    if last is not None and decision.decided_on < local_day(last):
        raise InvalidDecision(
            _("Ngày quyết định không thể trước ngày xét hồ sơ (%(day)s).")
            % {"day": f"{local_day(last):%d/%m/%Y}"},
            field="decided_on",
        )


def _ensure_given(decision: AwardDecision, rows: list[Conferral]) -> None:
    """Every award may be given on the day of a decision without a round, and all money is known."""
    day = decision.decided_on
    for row in rows:
        if row.award is None:
            continue
        if decision.is_spot and not row.award.holds_on(day):
            raise InvalidDecision(
                _("“%(name)s” không phải hình thức khen đang áp dụng của đơn vị.")
                % {"name": row.award.name},
                field="decided_on",
            )
        if lacks_base(row.award.read.money, row.amount_words):
            raise InvalidDecision(
                _("Chưa có mức lương cơ sở của ngày %(day)s nên không tính được tiền thưởng.")
                % {"day": f"{day:%d/%m/%Y}"},
                field="decided_on",
            )


def go_on(decision: AwardDecision, *, at: dt.datetime) -> int:
    """The next block of a signed decision, or its end. Whoever holds the row of the decision works,
    and a block is whole or not there at all.
    """
    with transaction.atomic():
        signed = AwardDecision.objects.filter(pk=decision.pk, state=DecisionState.SIGNED)
        held = db.locked(signed, skip=True).first()
        if held is None:
            return 0
        signer = Actor(user_id=held.signed_by_id, name=held.signer_name, is_system=True)
        pending = Conferral.objects.filter(decision=held).pending().order_by("position")
        first = pending.values_list("position", flat=True).first()
        if first is None:
            _finish(held, by=signer, at=at)
            return 1
        rows = queries.listed(held, after=first - 1, limit=BATCH)
        if not as_signed.has_lines(held, {row.position for row in rows}):
            raise InvalidDecision(_("Danh sách không còn như lúc ký: chưa ban hành dòng nào nữa."))
        rows = [row for row in rows if row.conferred_at is None and not row.skipped_reason]
        current = terms(held.unit, on=local_day(held.signed_at or at))
        _release(held, rows, terms_=current, by=signer, at=at, skips=True)
        if held.release_failed_at is not None:
            AwardDecision.objects.filter(pk=held.pk).update(release_failed_at=None)
        return len(rows)


def _note_failure(decision: AwardDecision, *, at: dt.datetime) -> None:
    """The first one since the last block that went out."""
    rows = AwardDecision.objects.filter(pk=decision.pk, release_failed_at=None)
    rows.update(release_failed_at=at)


def work(now: dt.datetime) -> int:
    """A block of the oldest decision that can be released. One that fails hard is told about and does not
    stand before the others; the next round tries it again.
    """
    for decision in queries.releasing():
        try:
            done = go_on(decision, at=now)
        except Exception:
            log.exception("a decision cannot be released", extra={"decision": decision.pk})
            _note_failure(decision, at=now)
            continue
        if done:
            return done
    return 0


def _release(
    decision: AwardDecision,
    rows: list[Conferral],
    *,
    terms_: Terms,
    by: Actor,
    at: dt.datetime,
    skips: bool,
) -> None:
    """`skips`: what changed since the signature is left out with the reason instead of stopping
    everything.
    """
    for row in rows:
        row.decision, row.label = decision, decision.paper.label if decision.paper else ""
        try:
            with transaction.atomic():
                _confer(row, salt=str(decision.request_key), terms_=terms_, by=by, at=at)
        except DomainError as refusal:
            if not skips:
                raise InvalidDecision(
                    _("“%(name)s”: %(why)s") % {"name": row.holder_name, "why": str(refusal)}
                ) from refusal
            Conferral.objects.filter(pk=row.pk).update(skipped_reason=str(refusal)[:300])


def _confer(row: Conferral, *, salt: str, terms_: Terms, by: Actor, at: dt.datetime) -> None:
    """One line with its certificate; a flag is handed over without one."""
    if row.dossier_id is not None:
        passed = Dossier.objects.filter(pk=row.dossier_id, state=DossierState.PASSED)
        if passed.update(state=DossierState.AWARDED) != 1:
            raise MovedMeanwhile(_("Hồ sơ đã thay đổi sau khi quyết định được ký."))
    paper = None
    if writing.has_paper(row):
        paper = issuing.issue(writing.certificate_draft(row, terms=terms_), by=by, at=at)
    waiting = Conferral.objects.pending().filter(pk=row.pk)
    if waiting.update(conferred_at=at, paper=paper, folded=register.folded(row)) != 1:
        raise MovedMeanwhile(_("Dòng này đã được cấp trước đó."))
    event = AwardConferred(
        conferral_id=row.pk,
        unit_id=row.unit_id,
        label=row.label,
        digest=register.digest(row, salt=salt),
        bare=register.bare(row, salt=salt),
        user_id=row.user_id,
    )
    record(event, by=by, at=at)


def _finish(decision: AwardDecision, *, by: Actor, at: dt.datetime) -> None:
    AwardDecision.objects.filter(pk=decision.pk).update(
        state=DecisionState.RELEASED, released_at=at
    )
    decision.refresh_from_db()
    event = AwardDecisionReleased(
        decision_id=decision.pk,
        unit_id=decision.unit_id,
        label=decision.paper.label if decision.paper else "",
        count=Conferral.objects.filter(decision=decision).in_force().count(),
    )
    record(event, by=by, at=at)
