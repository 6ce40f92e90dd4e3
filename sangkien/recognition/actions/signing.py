"""Sign a decision and release it: all its initiatives together."""

import datetime as dt
import logging

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.accounts.queries import factor_of
from sangkien.core import db
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.core.periods import local_day
from sangkien.initiatives.actions import recognising
from sangkien.initiatives.permissions import has_interest
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import issuing
from sangkien.papers.models import IssuedPaper
from sangkien.recognition import rules, writing
from sangkien.recognition.actions import sealing
from sangkien.recognition.enums import Basis, DecisionState
from sangkien.recognition.errors import (
    ChangedSince,
    ConflictOfInterest,
    CouncilNeeded,
    Incomplete,
    NotRecognisable,
    OwnDraft,
)
from sangkien.recognition.events import DecisionReleased, DecisionSigned
from sangkien.recognition.models import Certificate, Recognition, RecognitionDecision
from sangkien.recognition.permissions import can_decide
from sangkien.recognition.queries.decisions import listed, releasing
from sangkien.recognition.queries.hearings import passed_ones
from sangkien.recognition.queries.offices import needs_other
from sangkien.recognition.queries.terms import terms
from sangkien.recognition.rules import Terms

log = logging.getLogger(__name__)


def _signed(held: RecognitionDecision, paper: IssuedPaper) -> DecisionSigned:
    return DecisionSigned(
        decision_id=held.pk,
        unit_id=held.unit_id,
        label=paper.label,
        digest=paper.digest,
        version=held.signed_version or 0,
        factor=held.signed_factor,
        address=held.signed_address,
        seal=sealing.seal_of(held),
        is_alone=held.signed_by_id == held.drafted_by_id,
    )


@transaction.atomic
def sign(
    decision: RecognitionDecision, *, seen: int, address: str = "", by: Actor, at: dt.datetime
) -> RecognitionDecision:
    """ "Ký quyết định": the version that was read, by somebody who has just proved to be there; by who drafted
    it only where nobody else of the unit may sign.

    A decision with up to `rules.AT_ONCE` certificates takes effect at once; the worker goes on
    with more.
    """
    if not can_decide(by, decision.unit):
        raise NotAllowed(_("Bạn không ký quyết định của đơn vị này."))
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi ký quyết định."))
    held = db.locked(RecognitionDecision.objects.filter(pk=decision.pk)).get()
    if not held.is_draft or held.version != seen:
        if held.signed_by_id == by.user_id and held.signed_version == seen:
            return held  # the same signature sent twice
        raise ChangedSince(_("Dự thảo đã thay đổi sau khi bạn xem. Hãy đọc lại rồi ký."))
    _ensure_other_signs(held, by=by, on=local_day(at))
    rows = listed(held)
    current = terms(held.unit, on=local_day(at))
    _ensure_signable(held, rows, current, by=by)
    paper = issuing.issue(writing.decision_draft(held, rows, terms=current), by=by, at=at)
    changes = {
        "state": DecisionState.SIGNED,
        "paper": paper,
        "signed_by_id": by.user_id,
        "signed_at": at,
        "signed_version": seen,
        "signed_factor": factor_of(by.user_id),
        "signed_address": address,
    }
    RecognitionDecision.objects.filter(pk=held.pk).update(**changes)
    held.refresh_from_db()
    record(_signed(held, paper), by=by, at=at)
    certificates = sum(1 + len(row.initiative.coauthors.all()) for row in rows)
    if certificates <= rules.AT_ONCE:
        _release(held, rows, terms_=current, by=by, at=at, skips=False)
        _finish(held, by=by, at=at)
    return held


def _ensure_other_signs(decision: RecognitionDecision, *, by: Actor, on: dt.date) -> None:
    if needs_other(decision, by, on=on):
        raise OwnDraft(
            _(
                "Bạn đã lập dự thảo này và đơn vị còn người khác có quyền ký: hãy để người đó ký quyết "
                "định này."
            )
        )


def _ensure_signable(
    decision: RecognitionDecision, rows: list[Recognition], current: Terms, *, by: Actor
) -> None:
    if not rows:
        raise NotRecognisable(_("Dự thảo chưa có sáng kiến nào."))
    if not decision.signer_post or not decision.signer_name:
        raise Incomplete(_("Hãy ghi người ký và chức vụ rồi lưu dự thảo."), field="signer_post")
    _ensure_not_backdated(decision, rows)
    if current.needs_council and decision.basis != Basis.COUNCIL:
        raise CouncilNeeded(
            _("Theo quy định, hội đồng phải họp trước khi công nhận. Hãy đưa ra phiên họp.")
        )
    if decision.basis == Basis.COUNCIL:
        _ensure_heard(rows)
    rules.ensure_influence(decision.influence_enum, current)
    own = next((row for row in rows if has_interest(by, row.initiative)), None)
    if own is not None:
        log.warning("somebody tried to sign for an own one", extra={"account": by.user_id})
        raise ConflictOfInterest(
            _("Bạn đứng tên hoặc đã nhập “%(title)s”: hãy nhờ người khác ký quyết định này.")
            % {"title": own.initiative.title}
        )


def _ensure_not_backdated(decision: RecognitionDecision, rows: list[Recognition]) -> None:
    """Nothing is recognised before it was there; numbers of a year that is over stay as they are."""
    received = [row.initiative.received_at for row in rows if row.initiative.received_at]
    first = local_day(max(received)) if received else decision.decided_on
    if decision.decided_on < first:
        raise Incomplete(
            _("Ngày quyết định không thể trước ngày nhận sáng kiến (%(day)s).")
            % {"day": f"{first:%d/%m/%Y}"},
            field="decided_on",
        )


def _ensure_heard(rows: list[Recognition]) -> None:
    """What rests on a council was passed by it, each one."""
    passed = passed_ones([row.initiative_id for row in rows])
    lacking = next((row for row in rows if row.initiative_id not in passed), None)
    if lacking is not None:
        raise CouncilNeeded(
            _("“%(title)s” chưa được hội đồng đề nghị công nhận.")
            % {"title": lacking.initiative.title}
        )


def go_on(decision: RecognitionDecision, *, at: dt.datetime) -> int:
    """The next block of a signed decision, or its end. Each initiative exactly once: whoever holds
    the row of the decision works, and a block is whole or not there at all.
    """
    with transaction.atomic():
        held = db.locked(
            RecognitionDecision.objects.filter(pk=decision.pk, state=DecisionState.SIGNED),
            skip=True,
        ).first()
        if held is None:
            return 0
        signer = Actor(user_id=held.signed_by_id, name=held.signer_name, is_system=True)
        pending = Recognition.objects.filter(decision=held).pending()
        first = pending.order_by("position").values_list("position", flat=True).first()
        if first is None:
            _finish(held, by=signer, at=at)
            return 1
        rows = [row for row in listed(held, after=first - 1, limit=rules.BATCH) if _waits(row)]
        current = terms(held.unit, on=local_day(held.signed_at or at))
        _release(held, rows, terms_=current, by=signer, at=at, skips=True)
        if held.release_failed_at is not None:
            RecognitionDecision.objects.filter(pk=held.pk).update(release_failed_at=None)
        return len(rows)


def _waits(row: Recognition) -> bool:
    return row.recognised_at is None and not row.skipped_reason


def work(now: dt.datetime) -> int:
    """A block of the oldest decision that can be released. One that fails hard is told about and does not
    stand before the others; the next round tries it again.
    """
    for decision in releasing():
        try:
            done = go_on(decision, at=now)
        except Exception:
            log.exception("a decision cannot be released", extra={"decision": decision.pk})
            _note_failure(decision, at=now)
            continue
        if done:
            return done
    return 0


def _note_failure(decision: RecognitionDecision, *, at: dt.datetime) -> None:
    """The first one since the last block that went out."""
    rows = RecognitionDecision.objects.filter(pk=decision.pk, release_failed_at=None)
    rows.update(release_failed_at=at)


def _release(
    decision: RecognitionDecision,
    rows: list[Recognition],
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
        row.decision = decision
        try:
            with transaction.atomic():
                _recognise(row, terms_=terms_, by=by, at=at)
        except DomainError as refusal:
            if not skips:
                raise NotRecognisable(
                    _("“%(title)s”: %(why)s") % {"title": row.initiative.title, "why": str(refusal)}
                ) from refusal
            Recognition.objects.filter(pk=row.pk).update(skipped_reason=str(refusal)[:300])


def _recognise(row: Recognition, *, terms_: Terms, by: Actor, at: dt.datetime) -> None:
    """One initiative and the certificates of its authors."""
    paper = row.decision.paper
    if paper is None:
        raise TypeError
    told = _("Quyết định số %(label)s, mức ảnh hưởng: %(level)s") % {
        "label": paper.label,
        "level": row.get_influence_display(),
    }
    recognising.recognise(row.initiative, reason=told, by=by, at=at)
    Recognition.objects.filter(pk=row.pk).update(recognised_at=at)
    row.recognised_at = at
    for position, author in enumerate(writing.authors_of(row.initiative), start=1):
        drafted = writing.certificate_draft(row, author, label=paper.label, terms=terms_)
        Certificate.objects.create(
            recognition=row,
            user_id=author.user_id,
            name=author.name,
            share_bp=author.share_bp,
            position=position,
            paper=issuing.issue(drafted, by=by, at=at),
        )
    sealing.seal_line(row, by=by, at=at)


def _finish(decision: RecognitionDecision, *, by: Actor, at: dt.datetime) -> None:
    RecognitionDecision.objects.filter(pk=decision.pk).update(
        state=DecisionState.RELEASED, released_at=at
    )
    decision.refresh_from_db()
    event = DecisionReleased(
        decision_id=decision.pk,
        unit_id=decision.unit_id,
        label=decision.paper.label if decision.paper else "",
        count=Recognition.objects.filter(decision=decision).in_force().count(),
    )
    record(event, by=by, at=at)
