"""Whom a recognition or an answer to an appeal concerns: the authors of the initiative."""

from sangkien.initiatives.concerned import authors_of
from sangkien.initiatives.events import (
    InitiativeEvent,
    InitiativeRecognised,
    RecognitionRevoked,
)
from sangkien.notices.concerning import Concern
from sangkien.notices.subscribers import concerned
from sangkien.recognition.events import (
    AppealReopened,
    AppealUpheld,
    CertificateReissued,
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
