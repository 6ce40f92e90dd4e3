"""Write down what was found, and finish an audit."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.audits import permissions, queries, rules
from sangkien.audits.enums import AuditState, Finding
from sangkien.audits.errors import AuditMoved, InvalidAudit, NotIndependent
from sangkien.audits.events import AuditDropped, AuditFinished, AuditItemChecked
from sangkien.audits.models import Audit, AuditItem
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record


@transaction.atomic
def check(
    item: AuditItem, *, finding: Finding, reason: str, seen: str, by: Actor, at: dt.datetime
) -> AuditItem:
    """ "Ghi kết quả hậu kiểm": may be changed until the audit is finished. `seen` is the finding that
    stood on the page. It changes neither the initiative nor any figure.
    """
    audit = _locked(item.audit_id, by=by)
    if not audit.is_open:
        raise AuditMoved(_("Đợt hậu kiểm đã chốt hoặc đã bỏ, kết quả không sửa được nữa."))
    _ensure_independent(item, by=by)
    words = _words(finding, reason)
    item = AuditItem.objects.select_related("initiative__unit").get(pk=item.pk)
    if (item.finding, item.reason) == (finding.value, words):
        return item
    if item.finding != seen:
        raise AuditMoved(_("Người khác vừa ghi kết quả mẫu này. Hãy xem lại rồi ghi."))
    item.finding, item.reason = finding.value, words
    item.checked_by_id, item.checked_at = by.user_id, at
    item.save(update_fields=["finding", "reason", "checked_by", "checked_at"])
    record(
        AuditItemChecked(
            item_id=item.pk,
            audit_id=audit.pk,
            unit_id=item.initiative.unit_id,
            finding=finding.value,
        ),
        by=by,
        at=at,
    )
    return item


def _words(finding: Finding, reason: str) -> str:
    if finding == Finding.RIGHT:
        return ""
    if finding == Finding.MINOR and not reason.strip():
        return ""
    return rules.clean_reason(
        reason, field="reason", missing=_("Hãy ghi lý do không đạt để đơn vị và tác giả biết.")
    )


def _ensure_independent(item: AuditItem, *, by: Actor) -> None:
    if permissions.had_a_part(by, item.initiative):
        raise NotIndependent(
            _(
                "Bạn là tác giả, người nhập hoặc người đã xác nhận sáng kiến này, không hậu kiểm được."
            )
        )
    if permissions.belongs_to(by, item.initiative):
        raise NotIndependent(_("Bạn thuộc công đoàn cơ sở của sáng kiến này, không hậu kiểm được."))


def _locked(audit_id: int, *, by: Actor) -> Audit:
    rows = Audit.objects.select_for_update(of=("self",)).select_related("unit__level")
    audit = rows.get(pk=audit_id)
    if not permissions.can_audit(by, audit.unit):
        raise NotAllowed(_("Bạn không ghi kết quả hậu kiểm thay cho đơn vị này."))
    return audit


@transaction.atomic
def finish(audit: Audit, *, unchecked_reason: str, by: Actor, at: dt.datetime) -> Audit:
    """ "Chốt kết quả hậu kiểm", by somebody who wrote down none of the findings. What nobody checked
    needs a reason and is left out of the factor.
    """
    audit = _locked(audit.pk, by=by)
    if audit.is_finished:
        return audit
    if audit.is_dropped:
        raise AuditMoved(_("Đợt hậu kiểm này đã bỏ."))
    outcome = queries.outcome_of(audit)
    if not outcome.checked:
        raise InvalidAudit(_("Chưa có mẫu nào được kiểm, chưa chốt được."))
    if queries.has_checked(audit, actor=by):
        raise NotIndependent(_("Bạn đã ghi kết quả trong đợt này. Mời một cán bộ khác chốt."))
    missing = _("Hãy ghi vì sao còn mẫu chưa kiểm.")
    audit.unchecked_reason = (
        rules.clean_reason(unchecked_reason, field="unchecked_reason", missing=missing)
        if outcome.left
        else ""
    )
    audit.state, audit.digest = AuditState.FINISHED, findings_digest(audit)
    audit.finished_at, audit.finished_by_id = at, by.user_id
    audit.save(update_fields=["unchecked_reason", "state", "digest", "finished_at", "finished_by"])
    event = AuditFinished(
        audit_id=audit.pk,
        unit_id=audit.unit_id,
        digest=audit.digest,
        checked=outcome.checked,
        passed=outcome.passed,
    )
    record(event, by=by, at=at)
    return audit


@transaction.atomic
def drop(audit: Audit, *, reason: str, by: Actor, at: dt.datetime) -> Audit:
    """ "Bỏ đợt hậu kiểm" that cannot be brought to its end, before its result is published. Sample,
    findings and reason stay to be read by the office; another one may be drawn then.
    """
    audit = _locked(audit.pk, by=by)
    if audit.is_dropped:
        return audit
    if audit.is_finished:
        raise AuditMoved(_("Đợt hậu kiểm đã chốt, không bỏ được nữa."))
    missing = _("Hãy ghi vì sao bỏ đợt này.")
    audit.dropped_reason = rules.clean_reason(reason, field="reason", missing=missing)
    audit.state, audit.dropped_at, audit.dropped_by_id = AuditState.DROPPED, at, by.user_id
    audit.save(update_fields=["dropped_reason", "state", "dropped_at", "dropped_by"])
    event = AuditDropped(
        audit_id=audit.pk,
        unit_id=audit.unit_id,
        digest=findings_digest(audit),
        checked=queries.outcome_of(audit).checked,
    )
    record(event, by=by, at=at)
    return audit


def findings_digest(audit: Audit) -> str:
    """Of the sample with its findings, in the order of the draw."""
    rows = AuditItem.objects.filter(audit=audit).order_by("position")
    return rules.digest(
        [list(row) for row in rows.values_list("initiative__code", "finding", "reason")]
    )
