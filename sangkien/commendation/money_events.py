"""What happens to the money of awards: funds, their ledgers, lists of payments."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class FundEvent(bus.Event):
    subject_kind: ClassVar[str] = "award_fund"
    subject_field: ClassVar[str] = "fund_id"

    fund_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class FundOpened(FundEvent):
    name: ClassVar[str] = "award_fund.opened"


@dataclass(frozen=True, kw_only=True)
class EntryDraftEvent(FundEvent):
    """`draft_id`: what waited to be booked."""

    draft_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class EntryProposed(EntryDraftEvent):
    """`seal` is the one that the entry will have."""

    name: ClassVar[str] = "award_fund.entry_proposed"

    kind: str
    amount_vnd: int
    seal: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class EntryDropped(EntryDraftEvent):
    """A second person refused it, or who proposed it took it back."""

    name: ClassVar[str] = "award_fund.entry_dropped"


@bus.event
@dataclass(frozen=True, kw_only=True)
class FundBooked(FundEvent):
    """An entry of the ledger. `amount_vnd` is negative when money went out. `seal` is the digest of all of it
    (`rules.paying.seal`); entries from before do not have it.
    """

    name: ClassVar[str] = "award_fund.booked"

    entry_id: int
    kind: str
    amount_vnd: int
    seal: str


@dataclass(frozen=True, kw_only=True)
class PaymentEvent(bus.Event):
    subject_kind: ClassVar[str] = "award_payment"
    subject_field: ClassVar[str] = "list_id"

    list_id: int
    fund_id: int
    unit_id: int
    total_vnd: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaymentPrepared(PaymentEvent):
    name: ClassVar[str] = "award_payment.prepared"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaymentApproved(PaymentEvent):
    """`digest` is that of the lines which were approved: who receives how much."""

    name: ClassVar[str] = "award_payment.approved"

    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaymentExported(PaymentEvent):
    """`copy` counts from 1; what is above 1 is marked as a copy."""

    name: ClassVar[str] = "award_payment.exported"

    code: str
    copy: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaymentPaid(PaymentEvent):
    name: ClassVar[str] = "award_payment.paid"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaymentCancelAsked(PaymentEvent):
    name: ClassVar[str] = "award_payment.cancel_asked"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaymentCancelDropped(PaymentEvent):
    """The list stays."""

    name: ClassVar[str] = "award_payment.cancel_dropped"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaymentCancelled(PaymentEvent):
    name: ClassVar[str] = "award_payment.cancelled"

    reason: str
