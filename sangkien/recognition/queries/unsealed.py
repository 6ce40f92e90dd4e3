"""What was signed before there were seals."""

from collections.abc import Mapping
from typing import Any

from sangkien.journal.models import Entry
from sangkien.journal.queries import named
from sangkien.recognition.events import DecisionSealed, DecisionSigned, LineSealed
from sangkien.recognition.models import Recognition, RecognitionDecision


def signatures() -> dict[int, Entry]:
    """By decision."""
    entries = named(DecisionSigned.name, subject_kind=DecisionSigned.subject_kind)
    return {entry.subject_id: entry for entry in entries.iterator()}


def decision_seals() -> dict[int, str]:
    """By decision: the seal of its signature, else the one that was put on it later."""
    entries = named(DecisionSealed.name, subject_kind=DecisionSealed.subject_kind)
    later = {entry.subject_id: entry.payload["seal"] for entry in entries.iterator()}
    signed = {
        pk: entry.payload["seal"] for pk, entry in signatures().items() if "seal" in entry.payload
    }
    return later | signed


def line_seals() -> dict[int, Mapping[str, Any]]:
    """By line; the first seal holds."""
    entries = named(LineSealed.name, subject_kind=LineSealed.subject_kind)
    found: dict[int, Mapping[str, Any]] = {}
    for entry in entries.iterator():
        found.setdefault(entry.subject_id, entry.payload)
    return found


def is_sealed(event: type[DecisionSealed | LineSealed], subject_id: int) -> bool:
    entries = named(event.name, subject_kind=event.subject_kind)
    return entries.filter(subject_id=subject_id).exists()


def decisions() -> list[int]:
    """Signed ones of which the journal knows the signature, and no seal."""
    sealed, signed = decision_seals(), signatures()
    rows = RecognitionDecision.objects.exclude(paper=None).order_by("pk")
    found = rows.values_list("pk", flat=True).iterator()
    return [pk for pk in found if pk in signed and pk not in sealed]


def lines() -> list[int]:
    """Recognised by decisions that were signed before there were seals."""
    sealed, signed = line_seals(), signatures()
    old = [pk for pk, entry in signed.items() if "seal" not in entry.payload]
    rows = Recognition.objects.filter(decision__in=old, recognised_at__isnull=False)
    found = rows.order_by("pk").values_list("pk", flat=True).iterator()
    return [pk for pk in found if pk not in sealed]
