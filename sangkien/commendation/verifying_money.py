"""`sangkien verify`: is the money of awards what was opened, prepared, approved, exported, paid and booked?"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import F, Prefetch

from sangkien.commendation.enums import EntryDraftState, EntryKind, ListState
from sangkien.commendation.models import EntryDraft, Fund, FundEntry, Payment, PaymentList
from sangkien.commendation.money_events import (
    EntryDropped,
    EntryProposed,
    FundBooked,
    FundOpened,
    PaymentApproved,
    PaymentCancelAsked,
    PaymentCancelDropped,
    PaymentCancelled,
    PaymentEvent,
    PaymentExported,
    PaymentPaid,
    PaymentPrepared,
)
from sangkien.commendation.rules import paying
from sangkien.core.verify import verifier
from sangkien.journal.models import Entry
from sangkien.journal.queries import named

BATCH = 100
STATES: dict[type[PaymentEvent], ListState] = {  # in the order in which they happen
    PaymentPrepared: ListState.DRAFT,
    PaymentApproved: ListState.APPROVED,
    PaymentExported: ListState.EXPORTED,
    PaymentPaid: ListState.PAID,
    PaymentCancelled: ListState.CANCELLED,
}


@verifier("award_money")
def check_money() -> Iterator[str]:
    yield from _funds()
    yield from _payments()
    yield from _standing()
    yield from _ledgers()
    yield from _drafts()


def _funds() -> Iterator[str]:
    entries = named(FundOpened.name, subject_kind=FundOpened.subject_kind)
    said = {
        entry.subject_id: (entry.payload["unit_id"], entry.actor_id, entry.occurred_at)
        for entry in entries.iterator()
    }
    rows = Fund.objects.order_by("pk").values_list("pk", "unit_id", "opened_by_id", "opened_at")
    for pk, *now in rows.iterator():
        if said.pop(pk, None) != tuple(now):
            yield f"Quỹ khen thưởng {pk}: không khớp với lúc lập quỹ."
    for pk in said:
        yield f"Quỹ khen thưởng {pk}: đã lập theo nhật ký nhưng không còn trong sổ."


@dataclass
class Told:
    """What the journal says of one list."""

    state: ListState = ListState.DRAFT
    prepared: tuple[Any, ...] = ()
    approved: tuple[Any, ...] = (None, None)
    lines: str = ""
    exported: tuple[int, str] = (0, "")
    asked: tuple[Any, ...] = (None, None)
    cancelled: int | None = None
    money: set[tuple[int, int]] = field(default_factory=set)


def _told() -> dict[int, Told]:
    found: dict[int, Told] = defaultdict(Told)
    for event, state in STATES.items():
        for entry in named(event.name, subject_kind=event.subject_kind).iterator():
            told = found[entry.subject_id]
            told.state = state
            _tell(told, state, entry)
    for entry in _last(PaymentCancelAsked, PaymentCancelDropped):
        found[entry.subject_id].asked = (entry.actor_id, entry.occurred_at)
    return found


def _last(wanted: type[PaymentEvent], ended: type[PaymentEvent]) -> list[Entry]:
    """Of each list the last one of an event, unless another one ended it afterwards."""
    last: dict[int, Entry] = {}
    for entry in named(wanted.name, subject_kind=wanted.subject_kind).iterator():
        last[entry.subject_id] = entry
    for entry in named(ended.name, subject_kind=ended.subject_kind).iterator():
        if entry.subject_id in last and entry.pk > last[entry.subject_id].pk:
            del last[entry.subject_id]
    return list(last.values())


def _tell(told: Told, state: ListState, entry: Entry) -> None:
    said = entry.payload
    told.money.add((said["fund_id"], said["total_vnd"]))
    if state == ListState.DRAFT:
        told.prepared = (entry.actor_id, entry.occurred_at)
    elif state == ListState.APPROVED:
        told.approved, told.lines = (entry.actor_id, entry.occurred_at), said["digest"]
    elif state == ListState.EXPORTED:
        told.exported = (said["copy"], said["code"])
    elif state == ListState.CANCELLED:
        told.cancelled = entry.actor_id


def _payments() -> Iterator[str]:
    """Who receives how much is what was approved, by whom and how often it was exported what was said."""
    said = _told()
    lines = Payment.objects.annotate(of_id=F("conferral__decision_id"))
    rows = PaymentList.objects.select_related("entry").order_by("pk")
    rows = rows.prefetch_related(Prefetch("payments", queryset=lines, to_attr="lines"))
    for row in rows.iterator(chunk_size=BATCH):
        then = said.pop(row.pk, Told())
        if not _has_lines(row, getattr(row, "lines"), then):  # noqa: B009 - put there above
            yield f"Danh sách chi thưởng {row.pk}: không khớp với lúc duyệt chi."
        if not _is_told(row, then):
            yield f"Danh sách chi thưởng {row.pk}: các bước lập, duyệt, xuất, chi không khớp với nhật ký."
        if not _is_booked(row):
            yield f"Danh sách chi thưởng {row.pk}: không khớp với bút toán chi của quỹ."
    for pk in said:
        yield f"Danh sách chi thưởng {pk}: có trong nhật ký nhưng không còn trong sổ."


def _has_lines(row: PaymentList, lines: list[Any], then: Told) -> bool:
    now = [(one.conferral_id, one.amount_vnd) for one in lines]
    same = row.total_vnd == sum(amount for _pk, amount in now)
    same = same and all(one.of_id == row.decision_id for one in lines)
    return same and (row.approved_at is None or then.lines == paying.digest(now))


def _is_told(row: PaymentList, then: Told) -> bool:
    said = (then.state, then.prepared, then.approved, then.exported, then.asked, then.money)
    # Lists that were cancelled before two people did it do not say by whom.
    is_earlier = row.cancelled_by_id is None and then.asked == (None, None)
    if row.cancelled_by_id != then.cancelled and not is_earlier:
        return False
    return said == (
        row.state,
        (row.prepared_by_id, row.prepared_at),
        (row.approved_by_id, row.approved_at),
        (row.exports, row.export_code),
        (row.cancel_asked_by_id, row.cancel_asked_at),
        {(row.fund_id, row.total_vnd)},
    )


def _is_booked(row: PaymentList) -> bool:
    """A list that was paid has its entry, of its money and day, and no other one has."""
    entry: FundEntry | None = getattr(row, "entry", None)
    if row.state != ListState.PAID or entry is None:
        return entry is None and row.paid_on is None and row.state != ListState.PAID
    booked = (entry.kind, entry.fund_id, entry.amount_vnd, entry.booked_on)
    return booked == (EntryKind.PAYMENT, row.fund_id, -row.total_vnd, row.paid_on)


def _standing() -> Iterator[str]:
    """Of one award all stands that was not cancelled; as often as money came back, the earliest do not."""
    recovered = FundEntry.objects.filter(kind=EntryKind.RECOVERY)
    back = Counter(recovered.values_list("conferral_id", flat=True).iterator())
    rows = Payment.objects.order_by("conferral_id", "pk")
    found = rows.values_list("conferral_id", "list__state", "is_standing").iterator()
    for pk, group in groupby(found, key=lambda one: one[0]):
        lines = list(group)
        cancelled = [stands for _pk, state, stands in lines if state == ListState.CANCELLED]
        others = [stands for _pk, state, stands in lines if state != ListState.CANCELLED]
        gone = back.pop(pk, 0)
        if any(cancelled) or others != [False] * gone + [True] * (len(others) - gone):
            yield f"Khen thưởng {pk}: các khoản đã chi, đã thu hồi tiền không khớp với sổ quỹ."
    for pk in back:
        yield f"Khen thưởng {pk}: đã ghi thu hồi tiền nhưng không có khoản chi."


def _ledgers() -> Iterator[str]:
    entries = named(FundBooked.name, subject_kind=FundBooked.subject_kind)
    said = {entry.payload["entry_id"]: _booking(entry) for entry in entries.iterator()}
    for row in FundEntry.objects.order_by("pk").iterator(chunk_size=BATCH):
        *then, seal = said.pop(row.pk, (None, ""))
        now = [row.fund_id, row.kind, row.amount_vnd, row.booked_by_id, row.booked_at]
        if then != now or seal not in {None, paying.seal(row)}:
            yield f"Bút toán quỹ khen thưởng {row.pk}: không khớp với lúc ghi sổ."
    for pk in said:
        yield f"Bút toán quỹ khen thưởng {pk}: có trong nhật ký nhưng không còn trong sổ."


def _booking(entry: Entry) -> tuple[Any, ...]:
    """What it says of an entry; the seal is None in what was said before there was one."""
    said = entry.payload
    booked = (said["fund_id"], said["kind"], said["amount_vnd"])
    return *booked, entry.actor_id, entry.occurred_at, said.get("seal")


def _drafts() -> Iterator[str]:
    """What waits, was booked by another one or dropped is what was proposed."""
    kind = EntryProposed.subject_kind
    said = {
        entry.payload["draft_id"]: (entry.payload["seal"], entry.actor_id, entry.occurred_at)
        for entry in named(EntryProposed.name, subject_kind=kind).iterator()
    }
    dropped = {
        entry.payload["draft_id"]: (entry.actor_id, entry.occurred_at)
        for entry in named(EntryDropped.name, subject_kind=kind).iterator()
    }
    for row in EntryDraft.objects.select_related("entry").order_by("pk").iterator(BATCH):
        now = (paying.seal(row), row.prepared_by_id, row.prepared_at)
        if said.pop(row.pk, None) != now or not _is_closed(row, dropped.get(row.pk)):
            yield f"Đề nghị ghi sổ quỹ khen thưởng {row.pk}: không khớp với nhật ký."
    for pk in said:
        yield f"Đề nghị ghi sổ quỹ khen thưởng {pk}: có trong nhật ký nhưng không còn trong sổ."


def _is_closed(row: EntryDraft, dropped: tuple[Any, ...] | None) -> bool:
    closed = (row.closed_by_id, row.closed_at)
    if row.entry is not None:
        booked = (row.entry.booked_by_id, row.entry.booked_at)
        same = row.state == EntryDraftState.BOOKED and row.entry.request_key == row.request_key
        return same and closed == booked and dropped is None
    if dropped is not None:
        return row.state == EntryDraftState.DROPPED and closed == dropped
    return row.state == EntryDraftState.WAITING and closed == (None, None)
