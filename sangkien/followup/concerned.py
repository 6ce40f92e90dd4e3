"""Whom an urging concerns: the officers of the unit, once a day; then who urged it; who may sign."""

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.followup.enums import LetterState, Step
from sangkien.followup.events import (
    LetterGivenBack,
    LetterIssued,
    LetterSubmitted,
    UnitUrged,
    UrgingAnswered,
)
from sangkien.followup.models import Letter, Recipient, Urging
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned
from sangkien.units.queries import officers_at, roles_with

SIGNING = roles_with(Permission.FOLLOWUP_MANAGE)


@concerned(UnitUrged, variants=("", "letter", "reports"))
def unit_told(event: UnitUrged) -> Concern:
    """By a notice or a letter; whoever was told today already is not told again."""
    row = Urging.objects.select_related("round__issuer").filter(pk=event.urging_id).first()
    if row is None or row.told_on is None:
        return NOBODY
    people = Recipient.objects.filter(urging=row).values_list("user_id", flat=True)
    is_letter = row.step == Step.LETTER
    topic = "reports" if row.is_about_reports else ""
    return Concern(
        user_ids=frozenset(people),
        title=row.round.issuer.label,
        key=str(row.pk),
        words="" if is_letter else row.text,
        variant="letter" if is_letter else topic,
    )


@concerned(UrgingAnswered)
def urger_told(event: UrgingAnswered) -> Concern:
    row = Urging.objects.select_related("unit", "round").filter(pk=event.urging_id).first()
    if row is None or row.round.made_by_id is None:
        return NOBODY
    return Concern(
        user_ids=frozenset({row.round.made_by_id}),
        title=row.unit.label,
        key=str(row.pk),
        words=row.answer_words,
    )


@concerned(LetterSubmitted)
def signers_told(event: LetterSubmitted) -> Concern:
    """The colleagues of the office."""
    letter = Letter.objects.select_related("issuer").filter(pk=event.letter_id).first()
    if letter is None or letter.state != LetterState.WAITING:
        return NOBODY
    people = officers_at(letter.issuer, SIGNING, on=clock.today())
    return _about(letter, people - {letter.prepared_by_id or 0})


@concerned(LetterGivenBack, LetterIssued)
def preparer_told(event: LetterGivenBack | LetterIssued) -> Concern:
    letter = Letter.objects.filter(pk=event.letter_id).first()
    if letter is None or letter.prepared_by_id is None:
        return NOBODY
    return _about(letter, frozenset({letter.prepared_by_id}))


def _about(letter: Letter, people: frozenset[int]) -> Concern:
    return Concern(user_ids=people, title=letter.title, key=str(letter.pk), words=letter.remark)
