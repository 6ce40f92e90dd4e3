"""Whom a good practice concerns: the level above that appraises, and who registered it."""

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned
from sangkien.practices.enums import PracticeState, Verdict
from sangkien.practices.events import EffectTold, PracticeJudged, PracticeRegistered, PracticeTaken
from sangkien.practices.models import Effect, Judgement, Practice, Use
from sangkien.units.queries import officers_at, roles_with

PRACTICE = "practice"
APPRAISERS = roles_with(Permission.PRACTICE_APPRAISE)


def _practice(pk: int, *states: PracticeState) -> Practice | None:
    rows = Practice.objects.filter(pk=pk).select_related("unit__parent")
    return rows.filter(state__in=states).first() if states else rows.first()


def _about(
    practice: Practice, told: frozenset[int], *, words: str = "", variant: str = ""
) -> Concern:
    return Concern(
        user_ids=told,
        title=practice.title,
        key=str(practice.pk),
        words=words,
        about=PRACTICE,
        variant=variant,
    )


def _above(practice: Practice) -> Concern:
    if practice.unit.parent is None:
        return NOBODY
    told = officers_at(practice.unit.parent, APPRAISERS, on=clock.today())
    return _about(practice, told, words=practice.unit.name)


@concerned(PracticeRegistered)
def registered(event: PracticeRegistered) -> Concern:
    practice = _practice(event.practice_id, PracticeState.REGISTERED)
    return _above(practice) if practice else NOBODY


@concerned(EffectTold)
def effect_told(event: EffectTold) -> Concern:
    """The first one of the unit itself: from here on it can be recognised."""
    practice = _practice(event.practice_id, PracticeState.UNDERWAY)
    own = Effect.objects.filter(practice_id=event.practice_id, use=None).order_by("pk")
    first = own.values_list("pk", flat=True).first()
    return _above(practice) if practice and first == event.effect_id else NOBODY


@concerned(PracticeJudged, variants=tuple(Verdict))
def judged(event: PracticeJudged) -> Concern:
    rows = Judgement.objects.select_related("practice")
    found = rows.filter(pk=event.judgement_id).first()
    if found is None:
        return NOBODY
    told = frozenset({found.practice.registered_by_id, found.practice.edited_by_id})
    return _about(found.practice, told, words=found.words, variant=found.verdict)


@concerned(PracticeTaken)
def taken(event: PracticeTaken) -> Concern:
    rows = Use.objects.filter(pk=event.use_id, left_on=None)
    found = rows.select_related("practice", "unit").first()
    if found is None:
        return NOBODY
    told = frozenset({found.practice.registered_by_id})
    return _about(found.practice, told, words=found.unit.name)
