"""What a unit submits in writing: one person prepares it, another one signs, then it has number and code."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.commendation import permissions, submission_writing
from sangkien.commendation.actions import acts
from sangkien.commendation.actions.deciding_base import ensure_other_signer
from sangkien.commendation.enums import RoundState
from sangkien.commendation.errors import InvalidDossier, MovedMeanwhile, OwnWork
from sangkien.commendation.events import (
    SubmissionDropped,
    SubmissionPrepared,
    SubmissionSigned,
)
from sangkien.commendation.models import Round, Submission
from sangkien.commendation.queries import submissions as queries
from sangkien.core import db, paths
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import issuing
from sangkien.recognition.queries.terms import terms
from sangkien.recognition.rules import checked_line, checked_reason
from sangkien.units.models import Unit


@transaction.atomic
def prepare(
    round_: Round, unit: Unit, *, signer_name: str, signer_post: str, by: Actor, at: dt.datetime
) -> Submission:
    """ "Lập dự thảo tờ trình" about everything that the unit has not submitted yet. Sent twice, it is one."""
    if by.user_id is None or not permissions.can_propose(by, unit):
        raise NotAllowed(_("Bạn không lập tờ trình của đơn vị này."))
    if not paths.contains(round_.unit.path, unit.path) or round_.state == RoundState.CANCELLED:
        raise NotAllowed(_("Đơn vị này không trình trong đợt xét này."))
    ensure_other_signer(signer_name, [by.user_id])
    rows = queries.not_submitted(round_, unit)
    row = Submission(
        round=round_,
        unit=unit,
        addressed_to=queries.addressee(round_, unit),
        dossiers=[one.pk for one in rows],
        signer_name=_line(signer_name, "signer_name", _("Hãy ghi họ tên người ký.")),
        signer_post=_line(signer_post, "signer_post", _("Hãy ghi chức vụ người ký.")),
        prepared_by_id=by.user_id,
        prepared_at=at,
    )
    if not rows:
        raise InvalidDossier(_("Không còn hồ sơ nào chưa trình."))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        found = queries.draft_of(round_, unit)
        if found is not None and found.prepared_by_id == by.user_id:
            return found
        raise MovedMeanwhile(_("Đã có người lập dự thảo tờ trình, hãy xem lại.")) from None
    event = SubmissionPrepared(submission_id=row.pk, unit_id=unit.pk, count=len(rows))
    record(event, by=by, at=at)
    return row


def _line(typed: str, field: str, missing: str) -> str:
    return checked_line(typed, most=acts.NAME, field=field, missing=missing)


@transaction.atomic
def drop(submission: Submission, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ dự thảo tờ trình": nothing was submitted."""
    if not permissions.can_propose(by, submission.unit):
        raise NotAllowed(_("Bạn không bỏ được tờ trình của đơn vị này."))
    pk = submission.pk
    gone, _rows = Submission.objects.filter(pk=pk, signed_at=None).delete()
    if gone:
        record(SubmissionDropped(submission_id=pk, unit_id=submission.unit_id), by=by, at=at)


@transaction.atomic
def sign(submission: Submission, *, seen: str, by: Actor, at: dt.datetime) -> Submission:
    """ "Ký tờ trình": what was read, by somebody else of the unit who has just proved to be there. `seen` is
    the hash of its words and its list (`submission_writing.stamp`).
    """
    if not permissions.can_sign_submission(by, submission):
        raise OwnWork(_("Người lập dự thảo không tự ký; cần một người khác của đơn vị ký."))
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi ký."))
    rows = Submission.objects.select_related("unit__level", "round__unit")
    held = db.locked(rows.filter(pk=submission.pk)).first()
    if held is None:
        raise MovedMeanwhile(_("Dự thảo vừa được bỏ, hãy xem lại."))
    if acts.is_signed(held, by=by):
        return held
    dossiers, today = queries.dossiers_of(held), local_day(at)
    current = terms(held.unit, on=today)
    drafted = submission_writing.submission_draft(held, dossiers, terms=current, issued_on=today)
    if not dossiers or submission_writing.stamp(drafted) != seen:
        raise MovedMeanwhile(_("Danh sách đã thay đổi sau khi bạn xem. Hãy đọc lại rồi ký."))
    paper = issuing.issue(drafted, by=by, at=at)
    held.dossiers = [one.pk for one in dossiers]
    held.save(update_fields=["dossiers"])
    acts.keep_signed(held, paper, by=by, at=at)
    event = SubmissionSigned(
        submission_id=held.pk,
        unit_id=held.unit_id,
        label=paper.label,
        digest=paper.digest,
        dossier_ids=held.dossiers,
    )
    record(event, by=by, at=at)
    return held


def revoke(submission: Submission, *, reason: str, by: Actor, at: dt.datetime) -> Submission:
    """ "Thu hồi tờ trình" that says something wrong: its dossiers wait for another one."""
    if submission.paper is None or not permissions.can_propose(by, submission.unit):
        raise NotAllowed(_("Bạn không thu hồi được tờ trình này."))
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi thu hồi."))
    words = checked_reason(reason)
    issuing.revoke(submission.paper, reason=words, document="", by=by, at=at)
    return submission
