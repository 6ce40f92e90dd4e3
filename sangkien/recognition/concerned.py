"""Whom a recognition or an answer to an appeal concerns: the authors of the initiative."""

from dataclasses import replace

from sangkien.initiatives.concerned import authors_of
from sangkien.initiatives.events import (
    InitiativeEvent,
    InitiativeRecognised,
    RecognitionRevoked,
)
from sangkien.notices.concerning import Concern
from sangkien.notices.subscribers import concerned
from sangkien.recognition.enums import HearingOutcome
from sangkien.recognition.events import (
    AppealReopened,
    AppealUpheld,
    BroughtBeforeCouncil,
    CertificateReissued,
    HeardByCouncil,
    InfluenceRaised,
)


@concerned(InitiativeRecognised, RecognitionRevoked)
def told(event: InitiativeEvent) -> Concern:
    return authors_of(event.initiative_id, words=event.reason)


@concerned(AppealUpheld, AppealReopened, CertificateReissued, InfluenceRaised)
def answered(
    event: AppealUpheld | AppealReopened | CertificateReissued | InfluenceRaised,
) -> Concern:
    return authors_of(event.initiative_id, words=event.reason)


@concerned(BroughtBeforeCouncil)
def brought(event: BroughtBeforeCouncil) -> Concern:
    """That it is on the agenda, and of which session; never who sits there or what they say."""
    return authors_of(event.initiative_id, words=event.reason)


@concerned(HeardByCouncil, variants=("", "undecided"))
def heard(event: HeardByCouncil) -> Concern:
    """A refusal is told as the verdict that it is (`RecognitionRefused`)."""
    variant = "" if event.outcome == HearingOutcome.PASSED else "undecided"
    return replace(authors_of(event.initiative_id), variant=variant)
