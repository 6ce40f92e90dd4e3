"""Whom spot audits concern: what did not pass, its authors and its CĐCS; the result, the audited unit
and the office that drew.
"""

from sangkien.access.permissions import Permission
from sangkien.audits.enums import AuditState, Finding
from sangkien.audits.events import AuditFinished, AuditItemChecked
from sangkien.audits.models import Audit, AuditItem
from sangkien.core import clock
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned
from sangkien.units.queries import officers_of, roles_with

CONFIRMING = roles_with(Permission.INITIATIVE_REVIEW)
LOOKING_AFTER = roles_with(Permission.REPORT_SEND)
AUDITING = roles_with(Permission.INITIATIVE_AUDIT)


@concerned(AuditItemChecked)
def told_of_failure(event: AuditItemChecked) -> Concern:
    """As it stands now: nobody is told of a finding that was put right meanwhile."""
    rows = AuditItem.objects.select_related("initiative")
    rows = rows.exclude(audit__state=AuditState.DROPPED)
    item = rows.filter(pk=event.item_id, finding=Finding.FAILED).first()
    if item is None:
        return NOBODY
    initiative = item.initiative
    credited = initiative.coauthors.exclude(user=None).values_list("user_id", flat=True)
    officers = officers_of([initiative.unit_id], CONFIRMING, on=clock.today())
    return Concern(
        user_ids=frozenset({initiative.author_id, *credited}) | officers,
        title=str(initiative),
        key=str(item.pk),
        words=item.reason,
    )


@concerned(AuditFinished)
def told_of_result(event: AuditFinished) -> Concern:
    audit = Audit.objects.select_related("subject").filter(pk=event.audit_id).first()
    if audit is None:
        return NOBODY
    day = clock.today()
    told = officers_of([audit.subject_id], LOOKING_AFTER, on=day)
    told |= officers_of([audit.unit_id], AUDITING, on=day)
    return Concern(user_ids=told, title=audit.subject.label, key=str(audit.pk))
