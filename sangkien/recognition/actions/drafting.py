"""Prepare a decision: what it lists and what it says, until it is signed."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import numbering
from sangkien.recognition import rules, writing
from sangkien.recognition.enums import Basis, DecisionState, Influence
from sangkien.recognition.errors import ChangedSince, Incomplete, NotRecognisable
from sangkien.recognition.events import DecisionDiscarded, DecisionDrafted, DecisionRevised
from sangkien.recognition.models import Recognition, RecognitionDecision
from sangkien.recognition.permissions import can_decide
from sangkien.recognition.queries.offices import needs_other
from sangkien.recognition.queries.terms import terms
from sangkien.recognition.queries.waiting import recognisable
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Words:
    """What an officer fills in about a decision."""

    title: str
    decided_on: dt.date
    own_number: str = ""
    influence: Influence = Influence.UNIT
    signer_name: str
    signer_post: str
    bases: str = ""


@transaction.atomic
def draft(
    unit: Unit,
    initiatives: Sequence[Initiative],
    *,
    basis: Basis,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> RecognitionDecision:
    """ "Lập dự thảo quyết định"; the same form sent twice is one draft."""
    _ensure_decides(by, unit)
    sent_before = RecognitionDecision.objects.filter(request_key=request_key, unit=unit)
    if (earlier := sent_before.first()) is not None:
        return earlier
    rows = _still_waiting(unit, initiatives)
    decision = RecognitionDecision(
        unit=unit,
        basis=basis,
        title=writing.usual_title(local_day(at).year),
        decided_on=local_day(at),
        influence=Influence.UNIT,
        signer_name=by.name,
        signer_post="",
        request_key=request_key,
        drafted_by_id=by.user_id,
        drafted_at=at,
    )
    if needs_other(decision, by, on=local_day(at)):
        decision.signer_name = ""
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        if (same := sent_before.first()) is not None:  # the same form at the same moment
            return same
        raise NotRecognisable(_("Biểu mẫu đã cũ. Mời bấm lại.")) from None
    _list(decision, rows)
    event = DecisionDrafted(decision_id=decision.pk, unit_id=unit.pk, count=len(rows))
    record(event, by=by, at=at)
    return decision


def _still_waiting(unit: Unit, initiatives: Sequence[Initiative]) -> list[Initiative]:
    if not initiatives:
        raise NotRecognisable(_("Chưa chọn sáng kiến nào. Đánh dấu các sáng kiến rồi làm lại."))
    if len(initiatives) > rules.MOST:
        raise NotRecognisable(
            _("Một quyết định có nhiều nhất %(n)d sáng kiến.") % {"n": rules.MOST}
        )
    wanted = [row.pk for row in initiatives]
    here = set(recognisable(unit).filter(pk__in=wanted).values_list("pk", flat=True))
    lost = [row for row in initiatives if row.pk not in here]
    if lost:
        raise NotRecognisable(
            _("“%(title)s” không còn chờ đơn vị này công nhận.") % {"title": lost[0].title}
        )
    return list(initiatives)


def _list(decision: RecognitionDecision, rows: Sequence[Initiative]) -> None:
    """The database keeps an initiative from standing in two drafts."""
    try:
        with transaction.atomic():
            Recognition.objects.bulk_create(
                Recognition(
                    decision=decision,
                    position=position,
                    initiative=row,
                    influence=decision.influence,
                )
                for position, row in enumerate(rows, start=1)
            )
    except IntegrityError:
        raise NotRecognisable(
            _("Có sáng kiến vừa được đưa vào một quyết định khác. Hãy tải lại danh sách.")
        ) from None


@transaction.atomic
def leave_out(
    decision: RecognitionDecision, position: int, *, by: Actor, at: dt.datetime
) -> RecognitionDecision:
    """ "Bỏ khỏi dự thảo": it waits again. What is gone already stays gone."""
    _ensure_decides(by, decision.unit)
    row = Recognition.objects.filter(decision=decision, position=position)
    if not row.exists():
        return decision
    _next_version(decision, by=by, at=at)
    row.delete()
    return decision


@transaction.atomic
def revise(
    decision: RecognitionDecision, words: Words, *, seen: int, by: Actor, at: dt.datetime
) -> RecognitionDecision:
    """ "Sửa dự thảo"; `seen` is the version that the officer had before them."""
    _ensure_decides(by, decision.unit)
    current = terms(decision.unit, on=local_day(at))
    rules.ensure_influence(words.influence, current)
    changes = {
        "title": rules.checked_line(
            words.title,
            most=rules.TITLE_LENGTH,
            field="title",
            missing=_("Hãy ghi trích yếu của quyết định."),
        ),
        "decided_on": words.decided_on,
        "own_number": numbering.checked(
            words.own_number,
            unit=decision.unit,
            symbol=current.decision_symbol,
            year=words.decided_on.year,
        ),
        "influence": words.influence,
        **_signer(words),
        "bases": text.clean_prose(words.bases),
    }
    if words.decided_on > local_day(at):
        raise Incomplete(_("Ngày quyết định không được ở tương lai."), field="decided_on")
    _next_version(decision, seen=seen, by=by, at=at, **changes)
    Recognition.objects.filter(decision=decision).update(influence=words.influence)
    return decision


def _signer(words: Words) -> dict[str, str]:
    asked = {
        "signer_name": (words.signer_name, _("Hãy ghi họ tên người ký.")),
        "signer_post": (words.signer_post, _("Hãy ghi chức vụ người ký.")),
    }
    return {
        field: rules.checked_line(typed, most=rules.NAME_LENGTH, field=field, missing=missing)
        for field, (typed, missing) in asked.items()
    }


@transaction.atomic
def discard(decision: RecognitionDecision, *, by: Actor, at: dt.datetime) -> None:
    """ "Hủy dự thảo": its initiatives wait again."""
    _ensure_decides(by, decision.unit)
    drafted = RecognitionDecision.objects.filter(pk=decision.pk, state=DecisionState.DRAFT)
    held = db.locked(drafted).first()  # its list goes first: nobody may sign it meanwhile
    if held is not None:
        event = DecisionDiscarded(decision_id=held.pk, unit_id=held.unit_id)
        held.delete()
        record(event, by=by, at=at)


def _next_version(
    decision: RecognitionDecision,
    *,
    by: Actor,
    at: dt.datetime,
    seen: int | None = None,
    **changes: object,
) -> None:
    """Compare and set: who changes what somebody else changed meanwhile is told so."""
    rows = RecognitionDecision.objects.filter(pk=decision.pk, state=DecisionState.DRAFT)
    if seen is not None:
        rows = rows.filter(version=seen)
    if rows.update(version=F("version") + 1, **changes) != 1:
        raise ChangedSince(_("Dự thảo vừa được người khác sửa hoặc ký, hãy xem lại."))
    decision.refresh_from_db()
    event = DecisionRevised(
        decision_id=decision.pk, unit_id=decision.unit_id, version=decision.version
    )
    record(event, by=by, at=at)


def _ensure_decides(by: Actor, unit: Unit) -> None:
    if not can_decide(by, unit):
        raise NotAllowed(_("Bạn không ra quyết định công nhận của đơn vị này."))
