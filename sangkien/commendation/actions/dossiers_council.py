"""Bring dossiers before a council, and take over what it decided."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation.actions.dossiers_moving import (
    LONGEST_REASON,
    RELATED,
    ensure_judges,
    held,
    take,
)
from sangkien.commendation.actions.dossiers_returning import give_back
from sangkien.commendation.enums import DossierState, Outcome
from sangkien.commendation.errors import InvalidDossier
from sangkien.commendation.events import DossierBrought, DossierFailed, DossierPassed
from sangkien.commendation.models import Dossier
from sangkien.commendation.queries.dossiers import sessions_for
from sangkien.core.errors import NotFound
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import local_day
from sangkien.councils import queries as councils
from sangkien.councils.actions import agenda
from sangkien.councils.enums import Denominator
from sangkien.councils.models import AgendaItem, Session
from sangkien.councils.queries import ItemResult
from sangkien.councils.rules.interests import Conflict
from sangkien.councils.rules.voting import Bases, Threshold

KEYS = uuid.UUID("7a6c2f0d-52f1-4a43-8a6d-0d2a5b9b9a37")
MOST_AT_ONCE = 100


@transaction.atomic
def bring(
    dossiers: Sequence[Dossier], session: Session, *, by: Actor, at: dt.datetime
) -> list[Dossier]:
    """ "Đưa ra kỳ họp hội đồng": all that are given, or none; one that is on an agenda already stays
    there. Who would receive an award and who wrote the dossier neither score nor vote on it.
    """
    if not dossiers or len(dossiers) > MOST_AT_ONCE:
        raise InvalidDossier(_("Hãy chọn từ 1 đến 100 hồ sơ."))
    rows = [held(one) for one in sorted(dossiers, key=lambda one: (one.round_id, one.pk))]
    fresh = [row for row in rows if row.item_id is None]
    for row in fresh:
        _ensure_brings(row, session, by=by, at=at)
    for row in fresh:
        _bring(row, session, by=by, at=at)
    return rows


def _ensure_brings(row: Dossier, session: Session, *, by: Actor, at: dt.datetime) -> None:
    ensure_judges(row, by=by)
    if row.state != DossierState.COMPLETE or row.waits_path != row.round.unit.path:
        raise NotFound(_("Hồ sơ này chưa thẩm định xong ở đơn vị mở đợt xét."))
    open_ones = sessions_for(by, row.round.unit, on=local_day(at))
    if session.pk not in {one.pk for one in open_ones}:
        raise InvalidDossier(_("Kỳ họp này không còn nhận thêm nội dung."), field="session")


def _bring(row: Dossier, session: Session, *, by: Actor, at: dt.datetime) -> AgendaItem:
    item = agenda.add_item(
        session,
        title=_title(row),
        summary=_summary(row),
        address=f"/khen-thuong/ho-so/{row.pk}/",
        is_scored=False,
        is_voted=True,
        conflicts=conflicts_of(row),
        request_key=uuid.uuid5(KEYS, f"{session.pk}/{row.pk}/{row.version}"),
        by=by,
        at=at,
    )
    take(
        row,
        Outcome.BROUGHT,
        DossierBrought,
        office=row.round.unit,
        by=by,
        at=at,
        reason=f"Kỳ họp {session}",  # kept, so never in the language of the page
        changes={"item": item},
        item_id=item.pk,
    )
    return item


def conflicts_of(row: Dossier) -> list[Conflict]:
    """Whoever would receive it, and whoever wrote the dossier."""
    people = [row.user_id, *row.editors]
    return [Conflict(user_id=pk) for pk in dict.fromkeys(people) if pk is not None]


def _title(row: Dossier) -> str:
    return f"{row.award.name}: {row.holder_name}"[:250]


@in_vietnamese()
def _summary(row: Dossier) -> str:
    parts = (
        (_("Đơn vị đề nghị"), row.proposer.name),
        (_("Tóm tắt thành tích"), row.summary),
        (_("Báo cáo thành tích"), row.achievement),
    )
    return "\n".join(f"{label}: {words}" for label, words in parts if words)


def take_over(session_id: int) -> None:
    """ "Nhận kết quả của hội đồng", all at once, within the release of the results; once. What was not
    decided can be brought again.
    """
    rows = Dossier.objects.filter(item__session=session_id, state=DossierState.COMPLETE)
    found = list(rows.select_related(*RELATED).order_by("round", "pk"))
    results = councils.results([row.item_id for row in found if row.item_id])
    bases = councils.bases_of(session_id, results.values())
    for row in found:
        result = results.get(row.item_id or 0)
        if result is None or result.released_at is None:
            continue
        if result.is_passed is None:
            Dossier.objects.filter(pk=row.pk).update(item=None)
        else:
            ballot = _ballot(row, result, bases.get(result.item_id))
            _settle(held(row), result, ballot, at=result.released_at)


def _settle(row: Dossier, result: ItemResult, ballot: "Asked", *, at: dt.datetime) -> None:
    if row.state != DossierState.COMPLETE:
        return
    is_passed = bool(result.is_passed) and ballot.is_reached and not ballot.lacks_secrecy
    outcome = Outcome.PASSED if is_passed else Outcome.FAILED
    event = DossierPassed if is_passed else DossierFailed
    system = Actor.system()
    take(row, outcome, event, office=row.round.unit, by=system, at=at, reason=_said(result, ballot))
    if not is_passed:
        give_back(row, at=at)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A vote against what the award itself asks, whatever the ballot was told: `least` of `base`."""

    is_reached: bool = True
    lacks_secrecy: bool = False
    least: int = 0
    base: int = 0


def _ballot(row: Dossier, result: ItemResult, bases: Bases | None) -> Asked:
    asked, vote = row.award.read.vote, result.vote
    if vote is None:
        return Asked()
    if asked is None:
        return Asked(least=vote.least, base=vote.base)
    share = Threshold(
        numerator=asked.numerator, denominator=asked.denominator, is_strict=asked.is_strict
    )
    base = vote.base  # as it was when the ballot was opened
    if bases is not None and vote.denominator != asked.of:
        base = bases.of(Denominator(asked.of))
    return Asked(
        is_reached=share.is_reached(vote.agree, base),
        lacks_secrecy=asked.is_secret and not vote.is_secret,
        least=share.least(base),
        base=base,
    )


@in_vietnamese()
def _said(result: ItemResult, ballot: Asked) -> str:
    """What the council found, in words for the unit that proposes."""
    words = [_("Hội đồng đề nghị khen thưởng.")]
    if not result.is_passed:
        words = [_("Hội đồng không đề nghị khen thưởng."), *result.findings]
    elif ballot.lacks_secrecy:
        words = [_("Hình thức khen này phải bỏ phiếu kín, hội đồng đã biểu quyết công khai.")]
    elif not ballot.is_reached:
        words = [_("Chưa đạt tỷ lệ phiếu mà hình thức khen này quy định.")]
    if result.vote is not None:
        words.append(
            _("Biểu quyết: %(agree)d đồng ý, cần ít nhất %(least)d trên %(base)d.")
            % {"agree": result.vote.agree, "least": ballot.least, "base": ballot.base}
        )
    return "\n".join(words)[:LONGEST_REASON]
