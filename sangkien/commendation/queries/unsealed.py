"""What the journal keeps of decisions and of the accounts in their lines, and of which it keeps nothing."""

from sangkien.commendation.decision_events import (
    AwardConferred,
    AwardDecisionSealed,
    AwardDecisionSigned,
    AwardHolderSealed,
    AwardTakenOver,
)
from sangkien.commendation.models import AwardDecision, Conferral
from sangkien.journal.queries import named

MADE = (AwardConferred, AwardTakenOver)
Said = tuple[type[AwardConferred | AwardTakenOver | AwardHolderSealed], ...]


def holders() -> dict[int, int | None]:
    """By line, whose account it was given to; the first that was said holds."""
    events: Said = (*MADE, AwardHolderSealed)
    found: dict[int, int | None] = {}
    for event in events:
        for entry in named(event.name, subject_kind=event.subject_kind).iterator():
            if "user_id" in entry.payload:
                found.setdefault(entry.subject_id, entry.payload["user_id"])
    return found


def lines() -> list[int]:
    """Conferred before accounts were kept in the journal."""
    known = holders()
    told = {
        entry.subject_id
        for event in MADE
        for entry in named(event.name, subject_kind=event.subject_kind).iterator()
    }
    rows = Conferral.objects.filter(conferred_at__isnull=False).order_by("pk")
    found = rows.values_list("pk", flat=True).iterator()
    return [pk for pk in found if pk in told and pk not in known]


def decision_seals() -> dict[int, str]:
    """By decision: the seal of its signature, or the one that was put on it later."""
    found: dict[int, str] = {}
    for event in (AwardDecisionSigned, AwardDecisionSealed):
        for entry in named(event.name, subject_kind=event.subject_kind).iterator():
            if "seal" in entry.payload:
                found.setdefault(entry.subject_id, entry.payload["seal"])
    return found


def decisions() -> list[int]:
    """Signed before decisions had a seal."""
    sealed = decision_seals()
    entries = named(AwardDecisionSigned.name, subject_kind=AwardDecisionSigned.subject_kind)
    signed = {entry.subject_id for entry in entries.iterator()} - sealed.keys()
    rows = AwardDecision.objects.filter(pk__in=signed, paper__isnull=False).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def is_sealed(event: type[AwardHolderSealed | AwardDecisionSealed], subject_id: int) -> bool:
    entries = named(event.name, subject_kind=event.subject_kind)
    return entries.filter(subject_id=subject_id).exists()
