"""Whom a verdict concerns: the authors, and whoever entered it for them."""

from sangkien.initiatives.events import (
    EvidenceEvent,
    EvidenceInfected,
    InitiativeAccepted,
    InitiativeChecked,
    InitiativeConfirmed,
    InitiativeEvent,
    InitiativeRejected,
    InitiativeReopened,
    InitiativeReturned,
    InitiativeWithdrawn,
    RecognitionRefused,
    SecretDisclosed,
    SecretKept,
    ShareObjected,
)
from sangkien.initiatives.models import Initiative
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned


def authors_of(initiative_id: int, *, words: str = "") -> Concern:
    """The leading author, the co-authors with an account, and the one who entered it."""
    initiative = Initiative.objects.filter(pk=initiative_id).first()
    if initiative is None:
        return NOBODY
    credited = initiative.coauthors.exclude(user=None).values_list("user_id", flat=True)
    return Concern(
        user_ids=frozenset({initiative.author_id, initiative.entered_by_id, *credited}),
        title=str(initiative),
        key=initiative.code,
        words=words,
    )


@concerned(
    InitiativeConfirmed,
    InitiativeAccepted,
    InitiativeChecked,
    InitiativeReturned,
    InitiativeRejected,
    InitiativeReopened,
    InitiativeWithdrawn,
    RecognitionRefused,
    SecretDisclosed,
    SecretKept,
    ShareObjected,
)
def told(event: InitiativeEvent) -> Concern:
    return authors_of(event.initiative_id, words=event.reason)


@concerned(EvidenceInfected)
def told_of_evidence(event: EvidenceEvent) -> Concern:
    """Whoever sent it looks after the telephone it came from; the authors send another."""
    return authors_of(event.initiative_id)
