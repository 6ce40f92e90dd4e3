"""Open funds and book what comes in."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.commendation.enums import EntryKind, ListState
from sangkien.commendation.errors import InvalidPayment, MovedMeanwhile
from sangkien.commendation.events import FundBooked, FundOpened
from sangkien.commendation.models import Conferral, Fund, FundEntry, Payment, PaymentList
from sangkien.commendation.rules import paying
from sangkien.core import db, text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units.models import Unit

YEARS_AROUND = 2


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


def book(
    fund: Fund, booking: Booking, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> FundEntry:
    """ "Ghi sổ quỹ": what came in, what was recovered, a correction. Payments are written by paying a
    list. The same form sent twice, even at once, is one entry.
    """
    ensure_pays(by, fund.unit)
    paying.ensure_amount(booking.kind, booking.amount_vnd)
    try:
        with transaction.atomic():
            held = db.locked(Fund.objects.filter(pk=fund.pk)).get()
            earlier = FundEntry.objects.filter(request_key=request_key, fund=held).first()
            if earlier is not None:
                return earlier
            _ensure_recovers(booking, held)
            return enter(held, booking, request_key=request_key, by=by, at=at)
    except IntegrityError:  # the key of another fund, or the award was recovered into another one
        raise MovedMeanwhile(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None


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
    paid = Payment.objects.filter(
        conferral=row, list__state=ListState.PAID, amount_vnd=booking.amount_vnd, is_standing=True
    )
    if paid.update(is_standing=False) != 1:
        raise InvalidPayment(
            _("Khoản này chưa chi, đã ghi thu hồi tiền trước đó, hoặc số tiền khác số đã chi."),
            field="conferral",
        )


def enter(
    fund: Fund, booking: Booking, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> FundEntry:
    """Inside a transaction. Whoever books waits for whoever books the same fund: the balance that is
    compared is the one that holds.
    """
    words = text.clean_line(booking.words)
    if not text.has_words(words):
        raise InvalidPayment(_("Hãy ghi nội dung thu, chi."), field="words")
    if booking.booked_on > local_day(at):
        raise InvalidPayment(_("Ngày ghi sổ không thể sau hôm nay."), field="booked_on")
    held = db.locked(Fund.objects.filter(pk=fund.pk)).get()
    balance = held.entries.aggregate(total=Sum("amount_vnd"))["total"] or 0
    paying.ensure_borne(balance, booking.amount_vnd)
    entry = FundEntry.objects.create(
        fund=held,
        kind=booking.kind,
        amount_vnd=booking.amount_vnd,
        words=words,
        document=text.clean_line(booking.document),
        conferral=booking.conferral,
        list=booking.list,
        booked_on=booking.booked_on,
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
