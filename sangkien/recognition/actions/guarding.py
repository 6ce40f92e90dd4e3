"""No certificate and no verdict of a council outlives the version that it was given for."""

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.periods import local_day
from sangkien.councils.actions import agenda
from sangkien.councils.enums import SessionState
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import last_decision
from sangkien.papers.actions import issuing
from sangkien.recognition.enums import AppealState, DecisionState, HearingOutcome
from sangkien.recognition.errors import AppealWaits, StillRecognised, StillRefused
from sangkien.recognition.models import (
    Appeal,
    Hearing,
    Recognition,
    RecognitionDecision,
    Refusal,
)
from sangkien.recognition.queries.decisions import certificates_of

SETTLED = (State.CONFIRMED, State.RECOGNISED, State.REJECTED)
# Stored, so never in the language of whoever did it.
LATER_REVIEW = "Kết quả xét lại ngày"
TAKEN_BACK = "Sáng kiến được lấy lại để sửa sau khi quyết định đã ký."
OFF_THE_AGENDA = "Sáng kiến được lấy lại trước kỳ họp."


def ensure_not_in_force(initiative_id: int) -> None:
    """Raise, and so undo what is being done, while a recognition is in force: it is revoked first,
    with its reason and document.
    """
    standing = Recognition.objects.in_force().filter(initiative=initiative_id)
    if standing.exclude(initiative__state=State.RECOGNISED).exists():
        raise StillRecognised(
            _("Sáng kiến đã được công nhận và có giấy chứng nhận: hãy hủy công nhận trước.")
        )


def end(initiative_id: int) -> None:
    """ "Công nhận hết hiệu lực": a later step of the review returned or rejected what had been
    recognised. That level decides by its own right, so nobody is asked first: recognition and
    certificates end with its reason, in the same transaction.
    """
    standing = Recognition.objects.in_force().filter(initiative=initiative_id)
    recognition = standing.select_related("initiative").first()
    if recognition is None:
        return
    verdict = last_decision(recognition.initiative)
    if verdict is None or recognition.initiative.state_enum == State.RECOGNISED:
        return
    paper = f"{LATER_REVIEW} {local_day(verdict.decided_at):%d/%m/%Y}"
    by = Actor(user_id=verdict.decided_by_id, is_system=True)
    Recognition.objects.filter(pk=recognition.pk).update(
        revoked_at=verdict.decided_at,
        revoked_by_id=verdict.decided_by_id,
        revoke_reason=verdict.reason,
        revoke_document=paper,
    )
    for certificate in certificates_of(recognition):
        issuing.revoke(
            certificate.paper,
            reason=verdict.reason,
            document=paper,
            by=by,
            at=verdict.decided_at,
        )


def ensure_no_appeal_waits(initiative_id: int) -> None:
    """Raise while the unit above considers an appeal: the version that it reads stays as it is."""
    if Appeal.objects.filter(initiative=initiative_id, state=AppealState.WAITING).exists():
        raise AppealWaits(
            _("Kiến nghị về sáng kiến này đang chờ cấp trên trả lời: có trả lời rồi mới sửa được."),
            field="reason",
        )


def ensure_council_heard(initiative_id: int) -> None:
    """Raise when an officer would open again what a council did not recognise: it comes back when
    the author sends it anew, or by an appeal. A refusal by the head of the unit may be taken back.
    """
    standing = Refusal.objects.filter(initiative=initiative_id, lifted_at=None)
    last = Hearing.objects.filter(initiative=initiative_id).order_by("pk").last()
    if last is not None and last.outcome == HearingOutcome.FAILED and standing.exists():
        raise StillRefused(
            _(
                "Hội đồng chưa công nhận sáng kiến này. Tác giả lấy lại để sửa rồi gửi lại, hoặc "
                "kiến nghị cấp trên xem xét lại."
            )
        )


def begin_anew(initiative_id: int) -> None:
    """ "Hết hiệu lực từ chối": another version was sent, or the review was opened again; it waits
    for the recognition like any other. What was said about the earlier version stays readable.
    """
    sent_at = Initiative.objects.values_list("changed_at", flat=True).get(pk=initiative_id)
    Refusal.objects.filter(initiative=initiative_id, lifted_at=None).update(lifted_at=sent_at)


def forget_verdicts(initiative_id: int) -> None:
    """What goes back to its author may come again with other words and other authors: a council
    has to hear that anew, and nobody signs what was read before.
    """
    initiative = Initiative.objects.only("state", "changed_at").get(pk=initiative_id)
    if initiative.state_enum in SETTLED:
        return
    _forget_hearings(initiative_id, at=initiative.changed_at)
    pending = Recognition.objects.pending().filter(initiative=initiative_id)
    pending.filter(decision__state=DecisionState.SIGNED).update(skipped_reason=TAKEN_BACK)


def _forget_hearings(initiative_id: int, *, at: dt.datetime) -> None:
    rows = Hearing.objects.filter(initiative=initiative_id)
    rows.filter(outcome=HearingOutcome.PASSED).update(outcome=HearingOutcome.LAPSED)
    waiting = rows.filter(outcome=HearingOutcome.WAITING)
    # Off the agenda while it is being written; a session that has begun keeps what it heard.
    for row in waiting.filter(item__session__state=SessionState.PREPARING).select_related("item"):
        agenda.remove_item(row.item, reason=OFF_THE_AGENDA, by=Actor.system(), at=at)
    waiting.update(outcome=HearingOutcome.LAPSED, decided_at=at)


def ask_to_read_again(initiative_id: int) -> None:
    """A draft that lists it is another version now: who has read it before does not sign it."""
    drafts = RecognitionDecision.objects.filter(
        state=DecisionState.DRAFT, recognitions__initiative=initiative_id
    )
    keys = list(drafts.values_list("pk", flat=True))
    RecognitionDecision.objects.filter(pk__in=keys, state=DecisionState.DRAFT).update(
        version=F("version") + 1
    )
