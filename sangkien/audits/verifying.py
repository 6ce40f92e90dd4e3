"""`sangkien verify`: do samples and finished findings say what the journal noted?"""

from collections.abc import Iterator
from typing import Any

from sangkien.audits import rules
from sangkien.audits.actions.checking import findings_digest
from sangkien.audits.events import AuditDrawn, AuditDropped, AuditFinished
from sangkien.audits.models import Audit
from sangkien.core.verify import verifier
from sangkien.journal.queries import named


@verifier("audits")
def check_audits() -> Iterator[str]:
    drawn, finished = _noted(AuditDrawn.name), _noted(AuditFinished.name)
    dropped = _noted(AuditDropped.name)
    kept = set()
    for audit in Audit.objects.order_by("pk").iterator():
        kept.add(audit.pk)
        if drawn.get(audit.pk, {}).get("digest") != _sample_digest(audit):
            yield f"Đợt hậu kiểm {audit.pk}: mẫu không khớp với lúc rút."
        elif audit.is_finished != (audit.pk in finished):
            yield f"Đợt hậu kiểm {audit.pk}: tình trạng chốt không khớp với nhật ký."
        elif audit.is_dropped != (audit.pk in dropped):
            yield f"Đợt hậu kiểm {audit.pk}: tình trạng bỏ không khớp với nhật ký."
        elif audit.is_dropped and dropped[audit.pk]["digest"] != findings_digest(audit):
            yield f"Đợt hậu kiểm {audit.pk}: kết quả không khớp với lúc bỏ."
        elif audit.is_finished and finished[audit.pk]["digest"] != findings_digest(audit):
            yield f"Đợt hậu kiểm {audit.pk}: kết quả không khớp với lúc chốt."
    for pk in sorted(drawn.keys() - kept):
        yield f"Đợt hậu kiểm {pk}: còn trong nhật ký nhưng không còn dữ liệu."


def _sample_digest(audit: Audit) -> str:
    rows = audit.items.order_by("position").values_list("initiative__code", flat=True)
    return rules.digest(list(rows))


def _noted(name: str) -> dict[int, dict[str, Any]]:
    """The payload of the event by the number of the audit."""
    rows = named(name, subject_kind=AuditDrawn.subject_kind)
    return {entry.payload["audit_id"]: entry.payload for entry in rows.iterator()}
