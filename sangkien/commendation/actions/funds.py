"""Open funds; one proposes what is written into the ledger, another one books it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.commendation.enums import EntryDraftState, EntryKind, ListState
from sangkien.commendation.errors import InvalidPayment, MovedMeanwhile, OwnWork
from sangkien.commendation.models import (
    Conferral,
    EntryDraft,
    Fund,
    FundEntry,
    Payment,
    PaymentList,
)
from sangkien.commendation.money_events import EntryDropped, EntryProposed, FundBooked, FundOpened
from sangkien.commendation.permissions import is_holder
from sangkien.commendation.rules import paying
from sangkien.core import db, text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units.models import Unit

YEARS_AROUND = 2
MOST_WAITING = 50
NOT_OWED = gettext_lazy(
    "Khoản này chưa chi, đã ghi thu hồi tiền trước đó, hoặc số tiền khác số đã chi."
)


def ensure_pays(by: Actor, unit: Unit) -> int:
    """The number of whoever acts: an officer of this very unit, not of one above it."""
    if by.user_id is None or not by.holds(Permission.AWARD_PAY, at=unit.path):
        raise NotAllowed(_("Bạn không quản lý quỹ khen thưởng của đơn vị này."))
    return by.user_id


def open_fund(
    unit: Unit, *, year: int, name: str, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Fund:
    """ "Lập quỹ khen thưởng" of a unit for a year; the same form sent twice makes one."""
    user_id = ensure_pays(by, unit)
    clean = text.clean_line(name)
    if not text.has_words(clean):
        raise InvalidPayment(_("Hãy ghi tên quỹ."), field="name")
    if abs(year - local_day(at).year) > YEARS_AROUND:
        raise InvalidPayment(_("Năm của quỹ cách năm nay nhiều nhất 2 năm."), field="year")
    try:
        with transaction.atomic():
            fund = Fund.objects.create(
                unit=unit,
                year=year,
                name=clean,
                opened_by_id=user_id,
                opened_at=at,
                request_key=request_key,
            )
            record(FundOpened(fund_id=fund.pk, unit_id=unit.pk), by=by, at=at)
    except IntegrityError:
        earlier = Fund.objects.filter(request_key=request_key, unit=unit).first()
        if earlier is None:
            raise InvalidPayment(_("Đơn vị đã có quỹ tên này trong năm."), field="name") from None
        return earlier
    return fund


@dataclass(frozen=True, kw_only=True)
class Booking:
    """What is written into the ledger; `amount_vnd` is negative where money goes out."""

    kind: EntryKind
    amount_vnd: int
    words: str
    document: str = ""
    booked_on: dt.date
    conferral: Conferral | None = None
    list: PaymentList | None = None


def propose(
    fund: Fund, booking: Booking, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> EntryDraft:
    """ "Đề nghị ghi sổ quỹ": what came in, what was recovered, a correction. It waits for a second person.
    Payments are written by paying a list. The same form sent twice, even at once, is one.
    """
    user_id = ensure_pays(by, fund.unit)
    paying.ensure_amount(booking.kind, booking.amount_vnd)
    _ensure_said(booking, at=at)
    try:
        with transaction.atomic():
            held = db.locked(Fund.objects.filter(pk=fund.pk)).get()
            earlier = EntryDraft.objects.filter(request_key=request_key, fund=held).first()
            if earlier is not None:
                return earlier
            _ensure_bearable(held, booking)
            _ensure_recovers(booking, held)
            draft = EntryDraft.objects.create(
                **_said(booking, held),
                request_key=request_key,
                prepared_by_id=user_id,
                prepared_at=at,
            )
            event = EntryProposed(
                **_told(draft),
                kind=draft.kind,
                amount_vnd=draft.amount_vnd,
                seal=paying.seal(draft),
            )
            record(event, by=by, at=at)
            return draft
    except IntegrityError:  # the key of another fund, or its money is on its way into another one
        raise MovedMeanwhile(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None


def _ensure_bearable(fund: Fund, booking: Booking) -> None:
    if fund.drafts.waiting().count() >= MOST_WAITING:
        raise InvalidPayment(
            _("Quỹ đang có %(most)d đề nghị chờ duyệt. Hãy duyệt bớt rồi ghi tiếp.")
            % {"most": MOST_WAITING}
        )
    if EntryDraft.objects.waiting().filter(conferral=booking.conferral or 0).exists():
        raise InvalidPayment(
            _("Khoản này đã có người ghi nộp lại, đang chờ duyệt."), field="conferral"
        )
    paying.ensure_borne(_balance(fund), booking.amount_vnd)


@transaction.atomic
def book(draft: EntryDraft, *, by: Actor, at: dt.datetime) -> FundEntry:
    """ "Duyệt, ghi sổ" by another one than who proposed it."""
    user_id = ensure_pays(by, draft.fund.unit)
    held = db.locked(EntryDraft.objects.filter(pk=draft.pk)).get()
    if held.entry is not None:
        return held.entry
    _ensure_waiting(held)
    if held.prepared_by_id == user_id:
        raise OwnWork(_("Bạn đã đề nghị ghi khoản này, hãy để người khác duyệt."))
    if held.conferral is not None and is_holder(by, held.conferral):
        raise OwnWork(_("Khoản này là khen thưởng của chính bạn, hãy để người khác duyệt."))
    booking = Booking(
        kind=EntryKind(held.kind),
        amount_vnd=held.amount_vnd,
        words=held.words,
        document=held.document,
        booked_on=held.booked_on,
        conferral=held.conferral,
    )
    fund = db.locked(Fund.objects.filter(pk=held.fund_id)).get()
    if booking.conferral is not None:
        _take_back(booking, fund)
    entry = enter(fund, booking, request_key=held.request_key, by=by, at=at)
    _close(held, EntryDraftState.BOOKED, entry=entry, closed_by_id=user_id, closed_at=at)
    return entry


@transaction.atomic
def drop(draft: EntryDraft, *, reason: str, by: Actor, at: dt.datetime) -> EntryDraft:
    """ "Không ghi sổ": refused by another one, or taken back by who proposed it."""
    user_id = ensure_pays(by, draft.fund.unit)
    why = text.clean_line(reason)
    if not text.has_words(why):
        raise InvalidPayment(_("Hãy ghi lý do."), field="reason")
    held = db.locked(EntryDraft.objects.filter(pk=draft.pk)).get()
    _ensure_waiting(held)
    _close(held, EntryDraftState.DROPPED, reason=why, closed_by_id=user_id, closed_at=at)
    record(EntryDropped(**_told(held)), by=by, at=at)
    return held


def _ensure_waiting(draft: EntryDraft) -> None:
    if draft.state != EntryDraftState.WAITING:
        raise MovedMeanwhile(_("Người khác vừa xử lý đề nghị này. Hãy xem lại."))


def _close(draft: EntryDraft, state: EntryDraftState, **changes: object) -> None:
    EntryDraft.objects.filter(pk=draft.pk).update(state=state, **changes)
    draft.refresh_from_db()


def _told(draft: EntryDraft) -> dict[str, int]:
    return {"fund_id": draft.fund_id, "unit_id": draft.fund.unit_id, "draft_id": draft.pk}


def _ensure_recovers(booking: Booking, fund: Fund) -> None:
    """Money comes back whole and once, from an award of this unit that was revoked after it was paid. The
    row is held: nobody gives the award back meanwhile.
    """
    row = booking.conferral
    if (row is not None) != (booking.kind == EntryKind.RECOVERY):
        raise InvalidPayment(_("Hãy chọn khoản khen thưởng đã thu hồi."), field="conferral")
    if row is None:
        return
    revoked = Conferral.objects.filter(pk=row.pk, revoked_at__isnull=False)
    if db.locked(revoked.filter(decision__unit=fund.unit_id)).first() is None:
        raise InvalidPayment(_("Khoản này chưa có quyết định thu hồi."), field="conferral")
    if not _paid(booking).exists():
        raise InvalidPayment(NOT_OWED, field="conferral")


def _paid(booking: Booking) -> QuerySet[Payment]:
    """What was paid for the award and has not come back."""
    return Payment.objects.filter(
        conferral=booking.conferral,
        list__state=ListState.PAID,
        amount_vnd=booking.amount_vnd,
        is_standing=True,
    )


def _take_back(booking: Booking, fund: Fund) -> None:
    _ensure_recovers(booking, fund)
    if _paid(booking).update(is_standing=False) != 1:
        raise InvalidPayment(NOT_OWED, field="conferral")


def enter(
    fund: Fund, booking: Booking, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> FundEntry:
    """Inside a transaction. Whoever books waits for whoever books the same fund: the balance that is
    compared is the one that holds.
    """
    _ensure_said(booking, at=at)
    held = db.locked(Fund.objects.filter(pk=fund.pk)).get()
    paying.ensure_borne(_balance(held), booking.amount_vnd)
    entry = FundEntry.objects.create(
        **_said(booking, held),
        list=booking.list,
        booked_by_id=ensure_pays(by, held.unit),
        booked_at=at,
        request_key=request_key,
    )
    event = FundBooked(
        fund_id=held.pk,
        unit_id=held.unit_id,
        entry_id=entry.pk,
        kind=entry.kind,
        amount_vnd=entry.amount_vnd,
        seal=paying.seal(entry),
    )
    record(event, by=by, at=at)
    return entry


def _ensure_said(booking: Booking, *, at: dt.datetime) -> None:
    if not text.has_words(text.clean_line(booking.words)):
        raise InvalidPayment(_("Hãy ghi nội dung thu, chi."), field="words")
    if booking.booked_on > local_day(at):
        raise InvalidPayment(_("Ngày ghi sổ không thể sau hôm nay."), field="booked_on")


def _said(booking: Booking, fund: Fund) -> dict[str, Any]:
    """What a draft and its entry both say."""
    return {
        "fund": fund,
        "kind": booking.kind,
        "amount_vnd": booking.amount_vnd,
        "words": text.clean_line(booking.words),
        "document": text.clean_line(booking.document),
        "conferral": booking.conferral,
        "booked_on": booking.booked_on,
    }


def _balance(fund: Fund) -> int:
    return fund.entries.aggregate(total=Sum("amount_vnd"))["total"] or 0
