"""Score sheets: each member for himself, unseen by the others."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.councils.actions.recording import held, note, refuse_interested
from sangkien.councils.actions.sessions import office_in
from sangkien.councils.errors import InvalidMarks, InvalidSession, TooLate
from sangkien.councils.events import SheetSubmitted, SheetUnlocked
from sangkien.councils.models import AgendaItem, Seat, Session, Sheet, SheetUnlock
from sangkien.councils.queries import sealing
from sangkien.councils.queries.taking_part import sitting
from sangkien.councils.rules import marking, tables
from sangkien.councils.rules.marking import Mark
from sangkien.councils.rules.tables import Table


def save_sheet(
    item: AgendaItem,
    marks: Mapping[str, Mark],
    *,
    remark: str = "",
    is_submitted: bool,
    by: Actor,
    at: dt.datetime,
) -> Sheet:
    """ "Lưu" or "Nộp phiếu chấm": a submitted sheet is locked; sent twice it is submitted once.

    Who has an interest in the item is refused, and that is written down.
    """
    refuse_interested(item, by=by, at=at)
    return _saved(item, marks, remark=remark, is_submitted=is_submitted, by=by, at=at)


@transaction.atomic
def _saved(
    item: AgendaItem,
    marks: Mapping[str, Mark],
    *,
    remark: str,
    is_submitted: bool,
    by: Actor,
    at: dt.datetime,
) -> Sheet:
    session = held(item.session)
    seat = _scorer(session, by)
    table = _table(session, item)
    words, values = text.clean_prose(remark), marking.dump(marks)
    sheet = Sheet.objects.filter(item=item, seat=seat).first()
    if sheet is not None and sheet.submitted_at is not None:
        if sheet.marks == values and sheet.remark == words:
            return sheet
        raise TooLate(_("Phiếu chấm đã nộp nên không sửa được. Cần sửa thì đề nghị Chủ tịch mở."))
    if not session.is_scoring:
        raise TooLate(_("Đã kết thúc chấm điểm."))
    marking.ensure_marks(table, marks, is_whole=is_submitted)
    sheet, _made = Sheet.objects.update_or_create(
        item=item,
        seat=seat,
        defaults={
            "marks": values,
            "remark": words,
            "changed_at": at,
            "submitted_at": at if is_submitted else None,
        },
    )
    if is_submitted:
        digests = {"digest": tables.digest(values), "sealed": sealing.seal_of_sheet(sheet)}
        note(SheetSubmitted, session, by=by, at=at, sheet_id=sheet.pk, **digests)
    return sheet


@transaction.atomic
def unlock(sheet: Sheet, *, reason: str, by: Actor, at: dt.datetime) -> Sheet:
    """ "Mở khóa phiếu chấm", with a reason, while scoring goes on; never the own sheet."""
    session = held(sheet.item.session)
    office = office_in(session, by, at=at)
    if office.seat is None or not office.may_preside or sheet.seat.user_id == by.user_id:
        raise NotAllowed(_("Chỉ Chủ tịch mở khóa được phiếu chấm của người khác."))
    if not session.is_scoring:
        raise TooLate(_("Đã kết thúc chấm điểm."))
    why = text.clean_prose(reason)
    if not why:
        raise InvalidSession(_("Hãy ghi lý do mở khóa."), field="reason")
    if Sheet.objects.filter(pk=sheet.pk, submitted_at__isnull=False).update(submitted_at=None):
        SheetUnlock.objects.create(
            sheet=sheet, reason=why, unlocked_by=office.seat.user, unlocked_at=at
        )
        note(SheetUnlocked, session, by=by, at=at, sheet_id=sheet.pk, reason=why)
    sheet.submitted_at = None
    return sheet


def _scorer(session: Session, by: Actor) -> Seat:
    found = sitting(session)
    seat = found.seat_of(by)
    if seat is None:
        raise NotAllowed(_("Chỉ thành viên hội đồng chấm điểm."))
    if found.is_away(seat):
        raise NotAllowed(_("Bạn được điểm danh là vắng nên không chấm điểm ở kỳ họp này."))
    return seat


def _table(session: Session, item: AgendaItem) -> Table:
    if not item.is_scored or session.table is None:
        raise InvalidMarks(_("Nội dung này không chấm điểm."))
    return tables.read(session.table.content)
