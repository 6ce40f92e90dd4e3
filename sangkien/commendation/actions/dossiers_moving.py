"""What all steps of a dossier share: hold it, who may take the step, take it once."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation import permissions
from sangkien.commendation.enums import DossierState, Outcome, RoundState
from sangkien.commendation.errors import InvalidDossier, MovedMeanwhile, OwnWork
from sangkien.commendation.events import DossierMoved
from sangkien.commendation.models import Dossier, DossierStep, Round
from sangkien.commendation.rules import forwarding
from sangkien.commendation.rules.forwarding import Place, Way
from sangkien.commendation.rules.terms import COMPLETENESS_DAYS
from sangkien.core import db, text
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.core.workdays import vietnam
from sangkien.journal.actions.recording import record
from sangkien.units.models import Unit

LONGEST_REASON = 3_000
RELATED = ("round__unit", "award", "proposer", "unit", "user")


def held_round(round_id: int) -> Round:
    """The round as it stands now; always before its dossiers, so that nobody waits in a circle."""
    return db.locked(Round.objects.select_related("unit").filter(pk=round_id)).get()


def held(dossier: Dossier) -> Dossier:
    """The row as it stands now; others wait until this transaction ends, whoever cancels the round too."""
    held_round(dossier.round_id)
    rows = Dossier.objects.select_related(*RELATED).filter(pk=dossier.pk)
    found = db.locked(rows).first()
    if found is None:
        raise NotFound(_("Không tìm thấy hồ sơ này."))
    return found


def is_repeated(dossier: Dossier, outcome: Outcome, *, seen: int, by: Actor) -> bool:
    """The second tap of the same person; raises when somebody else was faster."""
    if dossier.version == seen:
        return False
    last = dossier.steps.order_by("-position").first()
    mine = last is not None and last.outcome == outcome and last.decided_by_id == by.user_id
    if mine and dossier.version == seen + 1:
        return True
    raise MovedMeanwhile(_("Hồ sơ vừa được người khác xử lý. Hãy tải lại trang."))


def ensure_judges(dossier: Dossier, *, by: Actor) -> None:
    """Raise unless it waits at an office of this person, who neither wrote nor would receive it."""
    if not permissions.can_judge(by, dossier):
        raise NotFound(_("Hồ sơ này không chờ đơn vị của bạn."))
    if dossier.item_id is not None:
        raise InvalidDossier(_("Hồ sơ đang ở hội đồng: chờ công bố kết quả."))
    ensure_not_own(dossier, by=by)


def ensure_not_own(dossier: Dossier, *, by: Actor) -> None:
    if permissions.is_own_work(by, dossier):
        raise OwnWork(_("Bạn đã lập hồ sơ này hoặc là người được đề nghị: hãy để cán bộ khác xét."))


def clean_reason(reason: str, outcome: Outcome) -> str:
    words = text.clean_prose(reason)
    if outcome in forwarding.NEEDS_REASON and not text.has_words(words):
        raise InvalidDossier(_("Hãy ghi lý do, ý kiến."), field="reason")
    if len(words) > LONGEST_REASON:
        raise InvalidDossier(_("Ý kiến nhiều nhất 3.000 ký tự."), field="reason")
    return words


def way_of(dossier: Dossier) -> Way:
    return Way(proposer=dossier.proposer.path, top=dossier.round.unit.path)


def place_of(dossier: Dossier) -> Place:
    """Where it stands; an incomplete one remembers through its last step who asked for more."""
    back = ""
    if dossier.state == DossierState.INCOMPLETE:
        last = dossier.steps.select_related("office").order_by("-position").first()
        back = last.office.path if last is not None else ""
    return Place(state=DossierState(dossier.state), waits_path=dossier.waits_path, back=back)


def take(
    dossier: Dossier,
    outcome: Outcome,
    event: type[DossierMoved],
    *,
    office: Unit,
    by: Actor,
    at: dt.datetime,
    reason: str = "",
    lacking: Sequence[str] = (),
    changes: dict[str, Any] | None = None,
    **told: Any,
) -> DossierStep:
    """One step of a dossier that the caller holds: compare and set, the step, the event."""
    if dossier.round.state == RoundState.CANCELLED:
        raise InvalidDossier(_("Đợt xét đã bị hủy."))
    place = forwarding.after(outcome, place_of(dossier), way_of(dossier))
    rows = Dossier.objects.filter(pk=dossier.pk, version=dossier.version, state=dossier.state)
    values = _columns(dossier, place, at=at) | (changes or {})
    if rows.update(**values, version=dossier.version + 1) != 1:
        raise MovedMeanwhile(_("Hồ sơ vừa được người khác xử lý. Hãy tải lại trang."))
    step = DossierStep.objects.create(
        dossier=dossier,
        position=dossier.steps.count() + 1,
        outcome=outcome,
        office=office,
        reason=reason,
        lacking=list(lacking),
        decided_by_id=by.user_id,
        decided_at=at,
    )
    about = {"dossier_id": dossier.pk, "unit_id": dossier.proposer_id}
    record(event(**about, step_id=step.pk, office_id=office.pk, **told), by=by, at=at)
    dossier.refresh_from_db(fields=[*values, "version"])
    return step


def _columns(dossier: Dossier, place: Place, *, at: dt.datetime) -> dict[str, Any]:
    """The clock runs for the office that has to say whether it is complete."""
    has_clock = place.state == DossierState.SENT
    stays = place.waits_path == dossier.waits_path
    return {
        "state": place.state,
        "waits_path": place.waits_path,
        "waits_since": (dossier.waits_since if stays else at) if place.waits_path else None,
        "due_on": vietnam().after(local_day(at), COMPLETENESS_DAYS) if has_clock else None,
        "overdue_told_at": None,
    }
