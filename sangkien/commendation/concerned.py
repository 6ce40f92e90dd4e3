"""Whom commendation concerns: whoever wrote an award, the office where a dossier waits, the unit that
proposes it, every unit that may propose something for a round, and who was rewarded.
"""

from django.utils.translation import gettext as _

from sangkien.access.permissions import Permission
from sangkien.commendation.decision_events import AwardConferred, AwardRestored, AwardRevoked
from sangkien.commendation.enums import DossierState
from sangkien.commendation.events import (
    AwardEnforced,
    DossierBrought,
    DossierComplete,
    DossierEvent,
    DossierFailed,
    DossierForwarded,
    DossierIncomplete,
    DossierMoved,
    DossierOverdue,
    DossierPassed,
    DossierRaised,
    DossierSent,
    RoundCancelled,
    RoundEvent,
    RoundExtended,
    RoundOpened,
)
from sangkien.commendation.models import Award, Conferral, Dossier, DossierStep, Round
from sangkien.core import clock
from sangkien.core.periods import closing_words
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.spreading import Batch
from sangkien.notices.subscribers import concerned, spread
from sangkien.units.models import Unit
from sangkien.units.queries import next_units, officers_of, roles_with

AWARD = "award"
UNITS = 500
PROPOSERS = roles_with(Permission.AWARD_PROPOSE)
JUDGES = roles_with(Permission.AWARD_MANAGE)
OVER = Batch(concern=NOBODY, reached="")


@concerned(AwardEnforced)
def award_enforced(event: AwardEnforced) -> Concern:
    """Those who wrote it hear that it is in force."""
    row = Award.objects.filter(pk=event.award_id).first()
    if row is None:
        return NOBODY
    return Concern(user_ids=frozenset(row.editors), title=str(row), key=str(row.pk), about=AWARD)


@spread(RoundOpened, name="commendation.round_opened")
@spread(RoundExtended, name="commendation.round_extended")
@spread(RoundCancelled, name="commendation.round_cancelled")
def proposers_next(event: RoundEvent, reached: str) -> Batch:
    """The officers of every unit below the one that holds the round."""
    round_ = Round.objects.select_related("unit").filter(pk=event.round_id).first()
    if round_ is None:
        return OVER
    today = clock.today()
    units = next_units([round_.unit.path], behind=reached, limit=UNITS, on=today)
    if not units:
        return OVER
    told = officers_of([pk for pk, _path in units], PROPOSERS, on=today)
    words = _("Nhận đề nghị đến %(due)s.") % {"due": closing_words(round_.closes_at)}
    if isinstance(event, RoundCancelled):
        words = round_.end_reason
    concern = Concern(user_ids=told, title=round_.title, key=str(round_.pk), words=words)
    return Batch(concern=concern, reached=units[-1][1] if len(units) == UNITS else "")


@concerned(DossierSent, DossierForwarded, DossierOverdue)
def waited_for(event: DossierEvent) -> Concern:
    """The office where it waits now."""
    row = _dossier(event)
    if row is None or row.state != DossierState.SENT:
        return NOBODY
    office = Unit.objects.filter(path=row.waits_path).first()
    if office is None:
        return NOBODY
    told = officers_of([office.pk], JUDGES, on=clock.today()) - set(row.editors)
    return _about(row, told, words=row.round.title)


@concerned(
    DossierIncomplete,
    DossierComplete,
    DossierBrought,
    DossierPassed,
    DossierRaised,
    DossierFailed,
)
def proposers(event: DossierMoved) -> Concern:
    """The officers of the unit that proposes, with what was said."""
    row = _dossier(event)
    step = DossierStep.objects.filter(pk=event.step_id).first()
    if row is None or step is None:
        return NOBODY
    told = officers_of([row.proposer_id], PROPOSERS, on=clock.today()) - {step.decided_by_id}
    lacking = _("Còn thiếu: %(names)s.") % {"names": "; ".join(step.lacking)}
    words = " ".join(filter(None, (lacking if step.lacking else "", step.reason)))
    return _about(row, told, words=words)


def _dossier(event: DossierEvent) -> Dossier | None:
    rows = Dossier.objects.select_related("award", "round")
    return rows.filter(pk=event.dossier_id).first()


def _about(row: Dossier, told: frozenset[int], *, words: str) -> Concern:
    title = f"{row.award.name}: {row.holder_name}"
    return Concern(user_ids=frozenset(told), title=title, key=str(row.pk), words=words)


@concerned(AwardConferred, AwardRevoked, AwardRestored)
def told(event: AwardConferred | AwardRevoked | AwardRestored) -> Concern:
    """The person; the page asks whether the name may stand on the page of honour."""
    row = Conferral.objects.filter(pk=event.conferral_id, user__isnull=False).first()
    if row is None or row.user_id is None:
        return NOBODY
    return Concern(
        user_ids=frozenset({row.user_id}),
        title=row.title,
        key=str(row.pk),
        words=row.revoke_reason,
    )
