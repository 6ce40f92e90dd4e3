"""Send a dossier, say whether it is complete, propose it to the next office, take it back."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation.actions.dossiers import (
    ensure_not_rewarded,
    ensure_takes,
    ensure_writes,
)
from sangkien.commendation.actions.dossiers_moving import (
    clean_reason,
    ensure_judges,
    held,
    is_repeated,
    take,
)
from sangkien.commendation.actions.dossiers_returning import give_back
from sangkien.commendation.enums import DossierState, Outcome
from sangkien.commendation.errors import InvalidDossier
from sangkien.commendation.events import (
    DossierComplete,
    DossierForwarded,
    DossierIncomplete,
    DossierSent,
    DossierWithdrawn,
)
from sangkien.commendation.models import Dossier
from sangkien.commendation.permissions import can_propose
from sangkien.commendation.rules import checklist
from sangkien.core import text
from sangkien.core.errors import NotFound
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import local_day
from sangkien.councils.actions import agenda
from sangkien.councils.enums import SessionState
from sangkien.files.enums import FileState
from sangkien.units.models import Unit

MOST_AT_ONCE = 100
CERTIFIED = "certified"
OFF_THE_AGENDA = "Đơn vị đề nghị đã rút hồ sơ."  # kept, so never in the language of the page


@transaction.atomic
def send(dossier: Dossier, *, is_certified: bool, seen: int, by: Actor, at: dt.datetime) -> Dossier:
    """ "Gửi hồ sơ" to the next office above, or back to the one that asked for more. `is_certified`:
    the sender states that the report is true and that no discipline is pending. What was asked for
    may also come after the closing of the round.
    """
    row = held(dossier)
    if can_propose(by, row.proposer) and is_repeated(row, Outcome.SENT, seen=seen, by=by):
        return row
    ensure_writes(row, by=by)
    if row.state == DossierState.DRAFT:
        ensure_takes(row.round, at=at)
    _ensure_whole(row, is_certified=is_certified)
    ensure_not_rewarded(row)
    editors = [*row.editors, *([by.user_id] if by.user_id not in row.editors else [])]
    changes: dict[str, Any] = {"findings": _certified(row, at=at), "editors": editors}
    take(row, Outcome.SENT, DossierSent, office=row.proposer, by=by, at=at, changes=changes)
    return row


def _ensure_whole(row: Dossier, *, is_certified: bool) -> None:
    if not text.has_words(row.achievement):
        raise InvalidDossier(_("Hãy viết báo cáo thành tích trước khi gửi."), field="achievement")
    files = row.files.exclude(file__state=FileState.INFECTED)
    missing = checklist.lacking(row.award.read, set(files.values_list("key", flat=True)))
    if missing:
        raise InvalidDossier(_("Hồ sơ còn thiếu: %(names)s.") % {"names": "; ".join(missing)})
    if not is_certified:
        raise InvalidDossier(
            _("Hãy xác nhận báo cáo đúng sự thật và không có việc kỷ luật đang xem xét."),
            field="is_certified",
        )


@in_vietnamese()
def _certified(row: Dossier, *, at: dt.datetime) -> list[dict[str, Any]]:
    """With what the sender states; stated anew each time it is sent."""
    kept = [one for one in row.findings if one.get("kind") != CERTIFIED]
    asks = _("Báo cáo đúng sự thật; không có việc kỷ luật, khiếu nại, tố cáo đang xem xét")
    words = _("Đơn vị đề nghị xác nhận ngày %(day)s.") % {"day": f"{local_day(at):%d/%m/%Y}"}
    return [*kept, {"kind": CERTIFIED, "asks": asks, "holds": True, "words": words}]


@transaction.atomic
def accept(dossiers: Sequence[tuple[Dossier, int]], *, by: Actor, at: dt.datetime) -> int:
    """ "Đủ hồ sơ" for all that are given, each with the version that was seen; all or none."""
    for dossier, seen in _few(dossiers):
        row = held(dossier)
        if is_repeated(row, Outcome.COMPLETE, seen=seen, by=by):
            continue
        ensure_judges(row, by=by)
        take(row, Outcome.COMPLETE, DossierComplete, office=_office(row), by=by, at=at)
    return len(dossiers)


@transaction.atomic
def ask_more(
    dossier: Dossier,
    *,
    lacking: Sequence[str],
    reason: str,
    seen: int,
    by: Actor,
    at: dt.datetime,
) -> Dossier:
    """ "Yêu cầu bổ sung hồ sơ", with the keys of what is lacking: it goes back to the proposer."""
    row = held(dossier)
    if is_repeated(row, Outcome.INCOMPLETE, seen=seen, by=by):
        return row
    ensure_judges(row, by=by)
    words = clean_reason(reason, Outcome.INCOMPLETE)
    names = {one.key: one.name for one in row.award.read.documents}
    missing = [names[key] for key in lacking if key in names]
    take(
        row,
        Outcome.INCOMPLETE,
        DossierIncomplete,
        office=_office(row),
        by=by,
        at=at,
        reason=words,
        lacking=missing,
    )
    return row


@transaction.atomic
def forward(
    dossiers: Sequence[tuple[Dossier, int]], *, reason: str, by: Actor, at: dt.datetime
) -> int:
    """ "Đề xuất lên cấp trên": all that are given, each with the version that was seen; all or none."""
    words = clean_reason(reason, Outcome.FORWARDED)
    for dossier, seen in _few(dossiers):
        row = held(dossier)
        if is_repeated(row, Outcome.FORWARDED, seen=seen, by=by):
            continue
        ensure_judges(row, by=by)
        take(
            row,
            Outcome.FORWARDED,
            DossierForwarded,
            office=_office(row),
            by=by,
            at=at,
            reason=words,
        )
    return len(dossiers)


@transaction.atomic
def withdraw(dossier: Dossier, *, reason: str, seen: int, by: Actor, at: dt.datetime) -> Dossier:
    """ "Rút hồ sơ" by the unit that proposes, as long as no session that hears it has begun."""
    row = held(dossier)
    if not can_propose(by, row.proposer):
        raise NotFound(_("Hồ sơ này không do đơn vị của bạn đề nghị."))
    if is_repeated(row, Outcome.WITHDRAWN, seen=seen, by=by):
        return row
    if row.state == DossierState.PASSED:
        raise InvalidDossier(_("Hồ sơ không còn ở bước này. Hãy tải lại trang."))
    words = clean_reason(reason, Outcome.WITHDRAWN)
    item = row.item
    if item is not None and item.session.state != SessionState.PREPARING:
        raise InvalidDossier(_("Hội đồng đang xét hồ sơ này nên không rút được nữa."))
    take(
        row,
        Outcome.WITHDRAWN,
        DossierWithdrawn,
        office=row.proposer,
        by=by,
        at=at,
        reason=words,
        changes={"item": None},
    )
    if item is not None:
        agenda.remove_item(item, reason=OFF_THE_AGENDA, by=Actor.system(), at=at)
    give_back(row, at=at)
    return row


def _few(dossiers: Sequence[tuple[Dossier, int]]) -> Sequence[tuple[Dossier, int]]:
    """In one order, so that two who tick the same ones do not wait for each other for ever."""
    if not dossiers:
        raise InvalidDossier(_("Hãy chọn ít nhất một hồ sơ."))
    if len(dossiers) > MOST_AT_ONCE:
        raise InvalidDossier(_("Mỗi lần chọn nhiều nhất %(n)d hồ sơ.") % {"n": MOST_AT_ONCE})
    return sorted(dossiers, key=lambda pair: (pair[0].round_id, pair[0].pk))


def _office(row: Dossier) -> Unit:
    """The unit at which it waits."""
    return Unit.objects.get(path=row.waits_path)
