"""Whom an agreement concerns: the officers of its parties, and of the unit that drafts it."""

from sangkien.access.permissions import Permission
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
    TargetChangeApproved,
    TargetChangeAsked,
    TargetChangeEvent,
    TargetChangeRefused,
    TargetRemoved,
    TargetResultConfirmed,
    TargetResultEvent,
    TargetResultReported,
    TargetResultReturned,
    TargetRevised,
)
from sangkien.agreements.models import (
    Agreement,
    Opinion,
    Party,
    Target,
    TargetChange,
    TargetResult,
)
from sangkien.agreements.permissions import recorded_at
from sangkien.agreements.queries.pacts import officers_of
from sangkien.core import clock
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned
from sangkien.units.queries import officers_at, roles_with


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


# Targets


@concerned(TargetRevised, TargetRemoved)
def holder_told(event: TargetRevised | TargetRemoved) -> Concern:
    """The officers of the unit that holds it: what they work towards has changed."""
    target = _target(event.target_id)
    return _about_target(target, _officers(target, above=False), words=target.reason)


@concerned(TargetChangeAsked)
def second_person_asked(event: TargetChangeAsked) -> Concern:
    """The level that assigned it, without who asked."""
    asked = TargetChange.objects.get(pk=event.change_id)
    target = _target(event.target_id)
    told = _officers(target, above=True) - {asked.asked_by_id}
    return _about_target(target, told, words=asked.reason)


@concerned(TargetChangeApproved, TargetChangeRefused)
def asker_answered(event: TargetChangeEvent) -> Concern:
    asked = TargetChange.objects.get(pk=event.change_id)
    target = _target(event.target_id)
    return _about_target(target, frozenset({asked.asked_by_id}), words=asked.answer)


@concerned(TargetResultReported)
def result_waits(event: TargetResultReported) -> Concern:
    """What was self-set waits for nobody."""
    target = _target(event.target_id)
    return _about_target(target, _officers(target, above=True)) if target.is_assigned else NOBODY


@concerned(TargetResultConfirmed, TargetResultReturned)
def reporter_answered(event: TargetResultEvent) -> Concern:
    result = TargetResult.objects.get(pk=event.result_id)
    target = _target(event.target_id)
    told = frozenset(filter(None, [result.reported_by_id]))
    return _about_target(target, told, words=result.answer)


SETTERS = roles_with(Permission.TARGET_MANAGE, Permission.AGREEMENT_MANAGE)


def _target(pk: int) -> Target:
    rows = Target.objects.select_related("unit__parent", "cluster__organiser", "period")
    return rows.get(pk=pk)


def _officers(target: Target, *, above: bool) -> frozenset[int]:
    """Who sets targets at the unit, or at the level that assigns them."""
    unit = recorded_at(target.held_by)
    if above and target.unit is not None and target.unit.parent is not None:
        unit = target.unit.parent
    return frozenset(officers_at(unit, SETTERS, on=clock.today()))


def _about_target(target: Target, user_ids: frozenset[int], *, words: str = "") -> Concern:
    title = f"{target.held_by}, {target.title}: {target.words}"
    return Concern(user_ids=user_ids, title=title[:250], key=str(target.pk), words=words)
