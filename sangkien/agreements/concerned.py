"""Whom an agreement concerns: the officers of its parties, and of the unit that drafts it."""

from sangkien.agreements.events import (
    AgreementClosed,
    AgreementDropped,
    AgreementEvent,
    ChangeAsked,
    EditionInForce,
    EditionSent,
    EditionSettled,
    EditionSigned,
    EditionTakenBack,
    OpinionEvent,
    PartyCommented,
)
from sangkien.agreements.models import Agreement, Opinion, Party
from sangkien.agreements.queries.pacts import officers_of
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned


@concerned(
    EditionSent, EditionTakenBack, EditionSettled, EditionInForce, AgreementClosed, AgreementDropped
)
def parties_told(event: AgreementEvent) -> Concern:
    """Everybody who takes part; nobody learns of a draft that was never sent."""
    agreement = Agreement.objects.filter(pk=event.agreement_id).first()
    if agreement is None or agreement.sent_at is None:
        return NOBODY
    units = Party.objects.filter(agreement=agreement).values_list("unit_id", flat=True)
    words = agreement.ending_words if isinstance(event, AgreementClosed) else ""
    return _told(agreement, {agreement.unit_id, *filter(None, units)}, event, words=words)


@concerned(EditionSigned)
def drafter_told(event: AgreementEvent) -> Concern:
    agreement = Agreement.objects.filter(pk=event.agreement_id).first()
    return _told(agreement, {agreement.unit_id}, event) if agreement else NOBODY


@concerned(ChangeAsked, PartyCommented)
def drafter_answered(event: OpinionEvent) -> Concern:
    said = Opinion.objects.filter(pk=event.opinion_id).select_related("edition__agreement").first()
    if said is None:
        return NOBODY
    agreement = said.edition.agreement
    return _told(agreement, {agreement.unit_id}, event, words=said.words)


def _told(
    agreement: Agreement, unit_ids: set[int], event: AgreementEvent, *, words: str = ""
) -> Concern:
    return Concern(
        user_ids=officers_of(unit_ids, on=event.on),
        title=agreement.title,
        key=str(agreement.pk),
        words=words,
    )
