"""What happens to targets and agreements."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _TargetEvent(bus.Event):
    """`period_id` is None for targets outside of all programmes."""

    subject_kind: ClassVar[str] = "target"
    subject_field: ClassVar[str] = "target_id"

    target_id: int
    period_id: int | None
    unit_id: int
    value: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetSet(_TargetEvent):
    name: ClassVar[str] = "target.set"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetRevised(_TargetEvent):
    name: ClassVar[str] = "target.revised"

    old_value: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetRemoved(_TargetEvent):
    name: ClassVar[str] = "target.removed"


@dataclass(frozen=True, kw_only=True)
class TargetChangeEvent(_TargetEvent):
    """What was asked and answered stands in the row; `value` is the new one, "" to end it."""

    change_id: int
    on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetChangeAsked(TargetChangeEvent):
    name: ClassVar[str] = "target.change_asked"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetChangeApproved(TargetChangeEvent):
    name: ClassVar[str] = "target.change_approved"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetChangeRefused(TargetChangeEvent):
    name: ClassVar[str] = "target.change_refused"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetChangeWithdrawn(TargetChangeEvent):
    name: ClassVar[str] = "target.change_withdrawn"


@dataclass(frozen=True, kw_only=True)
class TargetResultEvent(_TargetEvent):
    """`value` is what was reported."""

    result_id: int
    on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetResultReported(TargetResultEvent):
    name: ClassVar[str] = "target.result_reported"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetResultConfirmed(TargetResultEvent):
    name: ClassVar[str] = "target.result_confirmed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TargetResultReturned(TargetResultEvent):
    name: ClassVar[str] = "target.result_returned"


@dataclass(frozen=True, kw_only=True)
class AgreementEvent(bus.Event):
    """`edition` is the number of the edition, 1 for the agreement itself; `on` the day."""

    subject_kind: ClassVar[str] = "agreement"
    subject_field: ClassVar[str] = "agreement_id"

    agreement_id: int
    unit_id: int
    edition: int
    on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class AgreementBegun(AgreementEvent):
    name: ClassVar[str] = "agreement.begun"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AgreementRevised(AgreementEvent):
    name: ClassVar[str] = "agreement.revised"


@bus.event
@dataclass(frozen=True, kw_only=True)
class EditionSent(AgreementEvent):
    """`digest` is the SHA-256 of what the parties are asked about."""

    name: ClassVar[str] = "agreement.sent"

    edition_id: int
    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class EditionTakenBack(AgreementEvent):
    name: ClassVar[str] = "agreement.taken_back"


@dataclass(frozen=True, kw_only=True)
class OpinionEvent(AgreementEvent):
    """What was said stands in the row; `party` is its name as it is printed."""

    opinion_id: int
    party_id: int
    party: str
    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class PartyAgreed(OpinionEvent):
    name: ClassVar[str] = "agreement.party_agreed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ChangeAsked(OpinionEvent):
    name: ClassVar[str] = "agreement.change_asked"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PartyCommented(OpinionEvent):
    name: ClassVar[str] = "agreement.commented"


@bus.event
@dataclass(frozen=True, kw_only=True)
class EditionSettled(AgreementEvent):
    name: ClassVar[str] = "agreement.settled"


@bus.event
@dataclass(frozen=True, kw_only=True)
class EditionSigned(AgreementEvent):
    """One signature. Digest, factor, time and address prove the will; `file` is the SHA-256 of
    the paper that was signed elsewhere, `certificate` that of the certificate it was signed with.
    """

    name: ClassVar[str] = "agreement.signed"

    edition_id: int
    signature_id: int
    party_id: int
    party: str
    digest: str
    method: str
    factor: str
    address: str
    file: str
    certificate: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class EditionInForce(AgreementEvent):
    name: ClassVar[str] = "agreement.in_force"

    label: str
    digest: str
    targets: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class AnnexBegun(AgreementEvent):
    name: ClassVar[str] = "agreement.annex_begun"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AnnexWithdrawn(AgreementEvent):
    name: ClassVar[str] = "agreement.annex_withdrawn"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AgreementClosed(AgreementEvent):
    name: ClassVar[str] = "agreement.closed"

    outcome: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class AgreementDropped(AgreementEvent):
    name: ClassVar[str] = "agreement.dropped"
