"""What spot audits hold about a person: what they found, and what was found about their initiatives.
Findings stay when a person asks for erasure: they are part of an official result.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.audits.models import AuditItem
from sangkien.core.personal import Fact, Record, holding


@holding("audit_findings", label=lambda: _("Kết quả hậu kiểm đã ghi"), order=68)
def findings(user_id: int) -> Iterator[Record]:
    rows = AuditItem.objects.filter(checked_by_id=user_id).select_related("initiative")
    for row in rows.order_by("pk").iterator():
        yield _record(row)


@holding("audited_initiatives", label=lambda: _("Hậu kiểm sáng kiến của mình"), order=69)
def audited(user_id: int) -> Iterator[Record]:
    rows = AuditItem.objects.filter(initiative__author_id=user_id).exclude(finding="")
    for row in rows.select_related("initiative").order_by("pk").iterator():
        yield _record(row)


def _record(row: AuditItem) -> Record:
    return (
        Fact(key="initiative", label=_("Sáng kiến"), value=row.initiative.reference),
        Fact(key="finding", label=_("Kết quả"), value=row.get_finding_display()),
        Fact(key="reason", label=_("Lý do"), value=row.reason),
        Fact(key="checked_at", label=_("Ghi lúc"), value=row.checked_at),
    )
