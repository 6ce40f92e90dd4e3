"""What the unit of the round says without a council: passed, failed, or worth a higher award."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation.actions.dossiers import ensure_not_rewarded, nominate
from sangkien.commendation.actions.dossiers_moving import (
    clean_reason,
    ensure_judges,
    ensure_not_own,
    held,
    held_round,
    is_repeated,
    take,
)
from sangkien.commendation.actions.dossiers_returning import give_back
from sangkien.commendation.enums import DossierState, Origin, Outcome
from sangkien.commendation.errors import InvalidDossier, OwnWork
from sangkien.commendation.events import DossierFailed, DossierPassed, DossierRaised
from sangkien.commendation.models import (
    Award,
    Dossier,
    DossierFile,
    Round,
    RoundAward,
)
from sangkien.commendation.permissions import can_run
from sangkien.commendation.queries.answering import findings_for
from sangkien.commendation.queries.limits import limits_of
from sangkien.commendation.queries.rewarded import is_listed, passed_by
from sangkien.commendation.rules import checklist
from sangkien.core import db, paths
from sangkien.core.errors import NotFound
from sangkien.units.models import Unit

KEYS = uuid.UUID("0e0b0a52-6c0e-4a53-9d3f-7a3d8c1f5b21")
TAKEN = (DossierState.PASSED, DossierState.AWARDED)


@transaction.atomic
def decide(
    dossier: Dossier, *, is_passed: bool, reason: str, seen: int, by: Actor, at: dt.datetime
) -> Dossier:
    """ "Đạt" or "Không đạt" where the award needs no vote. An office on the way may also say no; there
    and everywhere with a reason.
    """
    outcome = Outcome.PASSED if is_passed else Outcome.FAILED
    row = held(dossier)
    if is_repeated(row, outcome, seen=seen, by=by):
        return row
    ensure_judges(row, by=by)
    if row.waits_path == row.round.unit.path:
        ensure_no_vote(row.award)
    if is_passed:
        ensure_not_rewarded(row)
        _ensure_room(row)
    words = clean_reason(reason, outcome)
    event = DossierPassed if is_passed else DossierFailed
    office = Unit.objects.get(path=row.waits_path)
    take(row, outcome, event, office=office, by=by, at=at, reason=words)
    if not is_passed:
        give_back(row, at=at)
    return row


@transaction.atomic
def reconsider(dossier: Dossier, *, reason: str, seen: int, by: Actor, at: dt.datetime) -> Dossier:
    """ "Xét lại": what passed and stands in no decision fails after all, by somebody else than who let
    it pass.
    """
    row = held(dossier)
    if not can_run(by, row.round):
        raise NotFound(_("Hồ sơ này không chờ đơn vị của bạn."))
    if is_repeated(row, Outcome.FAILED, seen=seen, by=by):
        return row
    ensure_not_own(row, by=by)
    if row.state != DossierState.PASSED:
        raise InvalidDossier(_("Hồ sơ không còn ở bước này. Hãy tải lại trang."))
    if passed_by(row) == by.user_id:
        raise OwnWork(_("Bạn đã kết luận hồ sơ này đạt: hãy để cán bộ khác xét lại."))
    if is_listed(row):
        raise InvalidDossier(_("Hồ sơ này đã có trong một quyết định khen thưởng."))
    words = clean_reason(reason, Outcome.FAILED)
    office = row.round.unit
    take(row, Outcome.FAILED, DossierFailed, office=office, by=by, at=at, reason=words)
    give_back(row, at=at)
    return row


def ensure_no_vote(award: Award) -> None:
    if award.read.vote is not None:
        raise InvalidDossier(
            _("“%(award)s” phải được hội đồng biểu quyết: hãy đưa hồ sơ ra kỳ họp.")
            % {"award": award.name}
        )


def _ensure_room(row: Dossier) -> None:
    """Within what the round gives: the row of its award is held while we count."""
    db.locked(RoundAward.objects.filter(round=row.round, award=row.award)).get()
    limit = next(iter(limits_of(row.round, [row.award])[row.award_id]), None)
    taken = Dossier.objects.filter(round=row.round, award=row.award, state__in=TAKEN)
    given = taken.exclude(conferral__revoked_at__isnull=False).count()
    if limit is not None and given >= limit.most:
        said = _("Đợt này chỉ có %(n)d “%(award)s” và đã đủ số hồ sơ đạt.")
        raise InvalidDossier(f"{said % {'n': limit.most, 'award': row.award.name}} ({limit.words})")


@transaction.atomic
def propose_higher(
    dossier: Dossier,
    round_: Round,
    award: Award,
    *,
    reason: str,
    seen: int,
    by: Actor,
    at: dt.datetime,
) -> Dossier:
    """ "Đạt, đề nghị khen cao hơn": a new dossier for an award of a unit above, with the same report
    and files, proposed by the unit of this round. Returns the new one.
    """
    held_round(round_.pk)  # the upper one first, as where a higher dossier gives back
    row = held(dossier)
    if row.higher is not None and is_repeated(row, Outcome.HIGHER, seen=seen, by=by):
        return row.higher
    _ensure_may_raise(row, round_, by=by)
    words = clean_reason(reason, Outcome.HIGHER)
    made = nominate(
        round_,
        award,
        unit=row.unit,
        user=row.user,
        proposer=row.round.unit,
        origin=Origin.HIGHER,
        summary=row.summary,
        findings=findings_for(round_, award, unit=row.unit, user=row.user, at=at),
        against=words,
        request_key=uuid.uuid5(KEYS, f"{row.pk}/{row.version}"),
        by=by,
        at=at,
    )
    _copied(row, made)
    told: dict[str, Any] = {"by": by, "at": at, "reason": words, "higher_id": made.pk}
    office = row.round.unit
    take(row, Outcome.HIGHER, DossierRaised, office=office, changes={"higher": made}, **told)
    return made


def _ensure_may_raise(row: Dossier, round_: Round, *, by: Actor) -> None:
    if not can_run(by, row.round):
        raise NotFound(_("Hồ sơ này không chờ đơn vị của bạn."))
    ensure_not_own(row, by=by)
    own, upper = row.round.unit.path, round_.unit.path
    if own == upper or not paths.contains(upper, own):
        raise InvalidDossier(_("Hãy chọn đợt xét của công đoàn cấp trên."), field="award")
    if row.state == DossierState.COMPLETE:
        ensure_judges(row, by=by)
        ensure_no_vote(row.award)
    if is_listed(row):
        raise InvalidDossier(_("Hồ sơ này đã có trong một quyết định khen thưởng."))


def _copied(row: Dossier, made: Dossier) -> None:
    """The report, and the files that the higher award asks for, too; whoever wrote it stays known."""
    editors = list(dict.fromkeys([*row.editors, *made.editors]))
    Dossier.objects.filter(pk=made.pk).update(achievement=row.achievement, editors=editors)
    terms = made.award.read
    DossierFile.objects.bulk_create(
        DossierFile(
            dossier=made,
            key=one.key,
            file=one.file,
            caption=one.caption,
            request_key=uuid.uuid5(KEYS, f"{made.pk}/{one.pk}"),
            added_by=one.added_by,
            added_at=one.added_at,
        )
        for one in row.files.select_related("file", "added_by").order_by("pk")
        if checklist.takes(terms, one.key)
    )
