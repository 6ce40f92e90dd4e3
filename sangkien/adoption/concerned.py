"""Whom the second life of an initiative concerns: those who invented it, and who brought it into
another unit.
"""

from collections.abc import Sequence
from dataclasses import replace

from sangkien.access.permissions import Permission
from sangkien.adoption.enums import AdoptionState, Finding
from sangkien.adoption.events import (
    AdoptionDeclined,
    AdoptionEvent,
    AdoptionProposed,
    AdoptionRecorded,
    AdoptionWithdrawn,
    BenefitCounted,
    BenefitVerified,
)
from sangkien.adoption.models import Adoption, Counting, Course, Verification
from sangkien.core import clock
from sangkien.initiatives.concerned import authors_of
from sangkien.initiatives.models import Initiative
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned
from sangkien.units.queries import officers_at, roles_with

LIFE, ADOPTION = "second_life", "adoption"
OFFICERS = roles_with(Permission.INITIATIVE_REVIEW)


def _adoption(event: AdoptionEvent, *states: AdoptionState) -> Adoption | None:
    """As long as it still stands as the event says."""
    rows = Adoption.objects.filter(pk=event.adoption_id, state__in=states)
    return rows.select_related("initiative", "unit").first()


def _about(adoption: Adoption, user_ids: frozenset[int], *, words: str = "") -> Concern:
    return Concern(
        user_ids=user_ids,
        title=str(adoption.initiative),
        key=str(adoption.pk),
        words=words,
        about=ADOPTION,
    )


@concerned(AdoptionProposed)
def proposed(event: AdoptionProposed) -> Concern:
    """The officers of the unit, who confirm it or not."""
    adoption = _adoption(event, AdoptionState.PROPOSED)
    if adoption is None:
        return NOBODY
    told = officers_at(adoption.unit, OFFICERS, on=clock.today())
    return _about(adoption, told, words=adoption.unit.name)


@concerned(AdoptionRecorded, variants=("", "confirmed"))
def recorded(event: AdoptionRecorded) -> Sequence[Concern]:
    """The authors read which unit uses it; who brought it in, that the unit has said so."""
    adoption = _adoption(event, AdoptionState.STANDING)
    if adoption is None or not adoption.initiative.is_valid:
        return []
    authors = authors_of(event.initiative_id, words=adoption.unit.name)
    brought = _about(adoption, frozenset({adoption.brought_by_id}), words=adoption.unit.name)
    return [replace(authors, about=LIFE), replace(brought, variant="confirmed")]


@concerned(AdoptionDeclined)
def declined(event: AdoptionDeclined) -> Concern:
    """Nobody else heard of it."""
    adoption = _adoption(event, AdoptionState.DECLINED)
    if adoption is None:
        return NOBODY
    return _about(adoption, frozenset({adoption.brought_by_id}), words=event.reason)


@concerned(AdoptionWithdrawn)
def withdrawn(event: AdoptionWithdrawn) -> Concern:
    """The author too, if it ever stood."""
    adoption = _adoption(event, AdoptionState.WITHDRAWN)
    if adoption is None:
        return NOBODY
    told = {adoption.brought_by_id}
    if Course.objects.filter(adoption=adoption).exists():
        told.add(adoption.initiative.author_id)
    return _about(adoption, frozenset(told), words=event.reason)


@concerned(BenefitVerified, variants=("", "insufficient"))
def verified(event: BenefitVerified) -> Concern:
    rows = Verification.objects.select_related("initiative", "adoption__initiative")
    found = rows.filter(pk=event.verification_id).first()
    if found is None:
        return NOBODY
    variant = "insufficient" if found.finding == Finding.INSUFFICIENT else ""
    return replace(_worth(found.initiative, found.adoption), variant=variant)


@concerned(BenefitCounted, variants=("", "none"))
def counted(event: BenefitCounted) -> Concern:
    rows = Counting.objects.select_related("initiative", "adoption__initiative")
    found = rows.filter(pk=event.counting_id).first()
    if found is None:
        return NOBODY
    variant = "none" if found.verification_id is None else ""
    return replace(_worth(found.initiative, found.adoption), variant=variant, words=event.reason)


def _worth(initiative: Initiative, adoption: Adoption | None) -> Concern:
    """Money at another unit concerns who brought it there; the amounts stand on the page."""
    if adoption is not None:
        return _about(adoption, frozenset({adoption.brought_by_id}))
    if not initiative.is_valid:
        return NOBODY
    return replace(authors_of(initiative.pk), about=LIFE)
