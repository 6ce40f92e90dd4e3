"""Lists of what is paid for one decision: prepare, approve, export, pay."""

import datetime as dt
import secrets
import uuid

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation.actions.funds import Booking, ensure_pays, enter
from sangkien.commendation.enums import DecisionState, EntryKind, HolderKind, ListState
from sangkien.commendation.errors import InvalidPayment, MovedMeanwhile, OwnWork
from sangkien.commendation.models import AwardDecision, Conferral, Fund, Payment, PaymentList
from sangkien.commendation.money_events import (
    PaymentApproved,
    PaymentCancelAsked,
    PaymentCancelDropped,
    PaymentCancelled,
    PaymentExported,
    PaymentPaid,
    PaymentPrepared,
)
from sangkien.commendation.permissions import is_holder
from sangkien.commendation.queries import money
from sangkien.commendation.rules import paying
from sangkien.core import db, text
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record


def _told(row: PaymentList) -> dict[str, int]:
    return {
        "list_id": row.pk,
        "fund_id": row.fund_id,
        "unit_id": row.fund.unit_id,
        "total_vnd": row.total_vnd,
    }


def prepare(
    decision: AwardDecision, fund: Fund, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> PaymentList:
    """ "Lập danh sách chi" of everything of a released decision that has money and is on no list yet."""
    ensure_pays(by, fund.unit)
    if decision.unit_id != fund.unit_id or decision.state != DecisionState.RELEASED:
        raise InvalidPayment(_("Chỉ lập danh sách chi cho quyết định đã ban hành của đơn vị."))
    earlier = PaymentList.objects.filter(request_key=request_key, fund=fund).first()
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            return _prepare(decision, fund, request_key=request_key, by=by, at=at)
    except IntegrityError:
        raise MovedMeanwhile(_("Người khác vừa lập danh sách chi này. Hãy xem lại.")) from None


def _prepare(
    decision: AwardDecision, fund: Fund, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> PaymentList:
    due = list(money.unpaid(decision).values_list("pk", "amount_vnd"))
    if not due:
        raise InvalidPayment(_("Quyết định này không còn khoản tiền thưởng nào chưa chi."))
    row = PaymentList.objects.create(
        fund=fund,
        decision=decision,
        total_vnd=sum(amount for _pk, amount in due),
        request_key=request_key,
        prepared_by_id=ensure_pays(by, fund.unit),
        prepared_at=at,
    )
    Payment.objects.bulk_create(
        Payment(list=row, conferral_id=pk, amount_vnd=amount) for pk, amount in due
    )
    record(PaymentPrepared(**_told(row)), by=by, at=at)
    return row


@transaction.atomic
def approve(row: PaymentList, *, by: Actor, at: dt.datetime) -> PaymentList:
    """ "Duyệt chi" by a second person who receives nothing of it."""
    held = _held(row, by)
    user_id = ensure_pays(by, held.fund.unit)
    if held.approved_by_id == user_id:
        return held
    if held.prepared_by_id == user_id:
        raise OwnWork(_("Bạn đã lập danh sách này, hãy để người khác duyệt chi."))
    receivers = Conferral.objects.filter(payments__list=held)
    mine = receivers.filter(Q(user_id=user_id) | Q(user=None, holder_kind=HolderKind.PERSON))
    if any(is_holder(by, row) for row in mine.iterator()):
        raise OwnWork(_("Bạn có tên trong danh sách này, hãy để người khác duyệt chi."))
    _ensure_in_force(held)
    _move(held, ListState.APPROVED, approved_by_id=user_id, approved_at=at)
    lines = held.payments.values_list("conferral_id", "amount_vnd")
    record(PaymentApproved(**_told(held), digest=paying.digest(lines)), by=by, at=at)
    return held


@transaction.atomic
def export(row: PaymentList, *, by: Actor, at: dt.datetime) -> PaymentList:
    """ "Xuất danh sách": the first time it gets its code; every later one is a copy and says so."""
    held = _held(row, by)
    if held.state in (ListState.DRAFT, ListState.CANCELLED):
        raise InvalidPayment(_("Danh sách chi phải được duyệt trước khi xuất."))
    _ensure_stays(held)
    if held.state == ListState.APPROVED:
        _ensure_in_force(held)
        _move(held, ListState.EXPORTED, export_code=secrets.token_hex(6).upper())
    held.exports += 1
    PaymentList.objects.filter(pk=held.pk).update(exports=held.exports)
    event = PaymentExported(**_told(held), code=held.export_code, copy=held.exports)
    record(event, by=by, at=at)
    return held


@transaction.atomic
def pay(
    row: PaymentList, *, paid_on: dt.date, document: str, by: Actor, at: dt.datetime
) -> PaymentList:
    """ "Ghi đã chi": once, against the fund."""
    held = _held(row, by)
    if held.state == ListState.PAID:
        return held
    if paid_on < local_day(held.prepared_at) or paid_on > local_day(at):
        raise InvalidPayment(_("Ngày chi từ ngày lập danh sách đến hôm nay."), field="paid_on")
    _ensure_stays(held)
    _ensure_in_force(held)
    _move(held, ListState.PAID, paid_on=paid_on)
    label = held.decision.paper.label if held.decision.paper else ""
    with in_vietnamese():  # what is kept
        words = _("Chi thưởng theo Quyết định số %(label)s") % {"label": label}
    booking = Booking(
        kind=EntryKind.PAYMENT,
        amount_vnd=-held.total_vnd,
        words=words,
        document=document,
        booked_on=paid_on,
        list=held,
    )
    key = uuid.uuid5(held.request_key, "paid")
    enter(held.fund, booking, request_key=key, by=by, at=at)
    record(PaymentPaid(**_told(held)), by=by, at=at)
    return held


@transaction.atomic
def cancel(row: PaymentList, *, reason: str, by: Actor, at: dt.datetime) -> PaymentList:
    """ "Hủy danh sách chi" before anything is paid: its lines may come on another one. One person drops a
    list that nobody has approved; of one that was approved they ask another one to (`confirm_cancel`).
    """
    held = _held(row, by)
    why = text.clean_line(reason)
    if not text.has_words(why):
        raise InvalidPayment(_("Hãy ghi lý do."), field="reason")
    if held.state == ListState.DRAFT:
        return _cancel(held, why, by=by, at=at)
    paying.ensure_move(ListState(held.state), ListState.CANCELLED)
    if held.cancel_asked_by_id is not None:
        raise MovedMeanwhile(_("Đã có người đề nghị hủy danh sách này. Hãy xem lại."))
    _ask(held, by_id=by.user_id, at=at, reason=why)
    record(PaymentCancelAsked(**_told(held)), by=by, at=at)
    return held


@transaction.atomic
def confirm_cancel(row: PaymentList, *, by: Actor, at: dt.datetime) -> PaymentList:
    """ "Đồng ý hủy" by another one than who asked for it."""
    held = _asked(row, by)
    if held.cancel_asked_by_id == by.user_id:
        raise OwnWork(_("Bạn đã đề nghị hủy danh sách này, hãy để người khác đồng ý."))
    return _cancel(held, held.cancel_reason, by=by, at=at)


@transaction.atomic
def keep(row: PaymentList, *, by: Actor, at: dt.datetime) -> PaymentList:
    """ "Không hủy": the list goes on as it was."""
    held = _asked(row, by)
    _ask(held, by_id=None, at=None, reason="")
    record(PaymentCancelDropped(**_told(held)), by=by, at=at)
    return held


def _asked(row: PaymentList, by: Actor) -> PaymentList:
    held = _held(row, by)
    if held.cancel_asked_by_id is None or held.state == ListState.CANCELLED:
        raise MovedMeanwhile(_("Người khác vừa xử lý danh sách chi này. Hãy xem lại."))
    return held


def _ask(row: PaymentList, *, by_id: int | None, at: dt.datetime | None, reason: str) -> None:
    rows = PaymentList.objects.filter(pk=row.pk)
    rows.update(cancel_asked_by=by_id, cancel_asked_at=at, cancel_reason=reason)
    row.refresh_from_db()


def _cancel(held: PaymentList, why: str, *, by: Actor, at: dt.datetime) -> PaymentList:
    _move(held, ListState.CANCELLED, cancelled_by_id=by.user_id, cancel_reason=why)
    held.payments.update(is_standing=False)
    record(PaymentCancelled(**_told(held), reason=why), by=by, at=at)
    return held


def _ensure_stays(row: PaymentList) -> None:
    if row.cancel_asked_by_id is not None:
        raise InvalidPayment(_("Danh sách này đang có đề nghị hủy. Hãy xử lý đề nghị trước."))


def _held(row: PaymentList, by: Actor) -> PaymentList:
    held = db.locked(PaymentList.objects.filter(pk=row.pk)).get()
    ensure_pays(by, held.fund.unit)
    return held


def _move(row: PaymentList, new: ListState, **changes: object) -> None:
    old = ListState(row.state)
    paying.ensure_move(old, new)
    rows = PaymentList.objects.filter(pk=row.pk, state=old)
    if rows.update(state=new, **changes) != 1:
        raise MovedMeanwhile(_("Người khác vừa xử lý danh sách chi này. Hãy xem lại."))
    row.refresh_from_db()


def _ensure_in_force(row: PaymentList) -> None:
    """Nothing is paid for what was revoked meanwhile."""
    gone = row.payments.exclude(conferral__revoked_at=None).select_related("conferral").first()
    if gone is not None:
        raise InvalidPayment(
            _("Khen thưởng của %(name)s đã bị thu hồi: hãy hủy danh sách này và lập lại.")
            % {"name": gone.conferral.holder_name}
        )
