"""Prepare a decision: whom it rewards and what it says, until it is signed."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation import writing
from sangkien.commendation.actions.deciding_base import (
    ensure_decides,
    ensure_other_signer,
    is_among,
    next_version,
)
from sangkien.commendation.actions.deciding_lines import fill_money, line_of
from sangkien.commendation.decision_events import (
    AwardDecisionDiscarded,
    AwardDecisionDrafted,
)
from sangkien.commendation.enums import DecisionState
from sangkien.commendation.errors import InvalidDecision
from sangkien.commendation.models import AwardDecision, Conferral, Dossier, Round
from sangkien.commendation.queries import decisions as queries
from sangkien.commendation.rules import articles
from sangkien.core import db, text
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import numbering
from sangkien.recognition.queries.terms import terms
from sangkien.recognition.rules import checked_line
from sangkien.units.models import Unit

MOST = 10_000  # in one decision
LINE, NAME = 300, 120


@dataclass(frozen=True, kw_only=True)
class Words:
    """What an officer fills in about a decision."""

    title: str
    decided_on: dt.date
    own_number: str = ""
    signer_name: str
    signer_post: str
    bases: str = ""


@transaction.atomic
def draft(
    round_: Round,
    dossiers: Sequence[Dossier],
    *,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> AwardDecision:
    """ "Lập dự thảo quyết định" from dossiers that passed; the same form sent twice is one draft."""
    ensure_decides(by, round_.unit)
    if (earlier := _earlier(round_.unit, request_key)) is not None:
        return earlier
    rows = _still_waiting(round_, dossiers)
    with in_vietnamese():
        title = articles.about(round_.title)
    decision = _begun(round_.unit, title, round_=round_, key=request_key, by=by, at=at)
    if decision.drafted_at != at:
        return decision
    lines = [line_of(decision, one, place) for place, one in enumerate(rows, start=1)]
    fill_money(decision, lines)
    try:
        with transaction.atomic():
            Conferral.objects.bulk_create(lines)
    except IntegrityError:  # the database keeps a dossier from standing in two drafts
        raise InvalidDecision(
            _("Có hồ sơ vừa được đưa vào một quyết định khác. Hãy tải lại danh sách.")
        ) from None
    event = AwardDecisionDrafted(decision_id=decision.pk, unit_id=decision.unit_id, count=len(rows))
    record(event, by=by, at=at)
    return decision


@transaction.atomic
def draft_spot(unit: Unit, *, request_key: uuid.UUID, by: Actor, at: dt.datetime) -> AwardDecision:
    """ "Khen thưởng đột xuất": an empty draft without a round; lines are written by hand."""
    ensure_decides(by, unit)
    if (earlier := _earlier(unit, request_key)) is not None:
        return earlier
    with in_vietnamese():
        title = _("Về việc khen thưởng đột xuất")
    decision = _begun(unit, title, round_=None, key=request_key, by=by, at=at)
    if decision.drafted_at == at:
        event = AwardDecisionDrafted(decision_id=decision.pk, unit_id=unit.pk, count=0)
        record(event, by=by, at=at)
    return decision


def _earlier(unit: Unit, request_key: uuid.UUID) -> AwardDecision | None:
    return AwardDecision.objects.filter(request_key=request_key, unit=unit).first()


def _begun(
    unit: Unit, title: str, *, round_: Round | None, key: uuid.UUID, by: Actor, at: dt.datetime
) -> AwardDecision:
    """A new draft, or the one that the same form made at the same moment."""
    writer = ensure_decides(by, unit)
    decision = AwardDecision(
        unit=unit,
        round=round_,
        is_spot=round_ is None,
        title=title[:LINE],
        decided_on=local_day(at),
        editors=[writer],
        request_key=key,
        drafted_by_id=writer,
        drafted_at=at,
        **_signed_before(unit, writer),
    )
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        if (same := _earlier(unit, key)) is not None:
            return same
        raise InvalidDecision(_("Biểu mẫu đã cũ. Mời bấm lại.")) from None
    return decision


def _signed_before(unit: Unit, writer: int) -> dict[str, str]:
    """Who signed last, unless it is whoever writes now."""
    found = queries.signed_before(unit)
    return {} if is_among(found["signer_name"], [writer]) else found


def _still_waiting(round_: Round, dossiers: Sequence[Dossier]) -> list[Dossier]:
    if not dossiers:
        raise InvalidDecision(_("Chưa chọn hồ sơ nào. Đánh dấu các hồ sơ rồi làm lại."))
    if len(dossiers) > MOST:
        raise InvalidDecision(_("Một quyết định có nhiều nhất %(n)d dòng.") % {"n": MOST})
    here = set(queries.waiting(round_).values_list("pk", flat=True))
    lost = next((one for one in dossiers if one.pk not in here), None)
    if lost is not None:
        raise InvalidDecision(
            _("Hồ sơ của “%(name)s” không còn chờ quyết định.") % {"name": lost.holder_name}
        )
    return list(dossiers)


@transaction.atomic
def revise(
    decision: AwardDecision, words: Words, *, seen: int, by: Actor, at: dt.datetime
) -> AwardDecision:
    """ "Sửa dự thảo"; `seen` is the version that the officer had before them. The money follows the day."""
    ensure_decides(by, decision.unit)
    if words.decided_on > local_day(at):
        raise InvalidDecision(_("Ngày quyết định không được ở tương lai."), field="decided_on")
    missing = {
        "title": (LINE, _("Hãy ghi trích yếu của quyết định.")),
        "signer_name": (NAME, _("Hãy ghi họ tên người ký.")),
        "signer_post": (NAME, _("Hãy ghi chức vụ người ký.")),
    }
    changes = {
        name: checked_line(getattr(words, name), most=most, field=name, missing=said)
        for name, (most, said) in missing.items()
    }
    ensure_other_signer(changes["signer_name"], [*decision.editors, by.user_id or 0])
    next_version(
        decision,
        seen=seen,
        by=by,
        at=at,
        **changes,
        decided_on=words.decided_on,
        own_number=_own_number(decision, words, on=local_day(at)),
        bases=text.clean_prose(words.bases),
    )
    lines = list(Conferral.objects.filter(decision=decision).select_related("award"))
    fill_money(decision, lines)
    Conferral.objects.bulk_update(
        lines, ["decided_on", "year", "amount_vnd", "amount_words"], batch_size=500
    )
    return decision


def _own_number(decision: AwardDecision, words: Words, *, on: dt.date) -> str:
    symbol, _certificates = writing.symbols(terms(decision.unit, on=on))
    year = words.decided_on.year
    return numbering.checked(words.own_number, unit=decision.unit, symbol=symbol, year=year)


@transaction.atomic
def leave_out(
    decision: AwardDecision, position: int, *, by: Actor, at: dt.datetime
) -> AwardDecision:
    """ "Bỏ khỏi dự thảo": the dossier waits again. What is gone already stays gone."""
    ensure_decides(by, decision.unit)
    row = Conferral.objects.filter(decision=decision, position=position)
    if row.exists():
        next_version(decision, by=by, at=at)
        row.delete()
    return decision


@transaction.atomic
def discard(decision: AwardDecision, *, by: Actor, at: dt.datetime) -> None:
    """ "Hủy dự thảo": its dossiers wait again."""
    ensure_decides(by, decision.unit)
    drafted = AwardDecision.objects.filter(pk=decision.pk, state=DecisionState.DRAFT)
    held = db.locked(drafted).first()  # its list goes first: nobody may sign it meanwhile
    if held is not None:
        event = AwardDecisionDiscarded(decision_id=held.pk, unit_id=held.unit_id)
        held.delete()
        record(event, by=by, at=at)
