"""What happens to decisions and what they confer. No event carries what somebody freely wrote: rows keep it."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class AwardDecisionEvent(bus.Event):
    subject_kind: ClassVar[str] = "award_decision"
    subject_field: ClassVar[str] = "decision_id"

    decision_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardDecisionDrafted(AwardDecisionEvent):
    name: ClassVar[str] = "award_decision.drafted"

    count: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardDecisionRevised(AwardDecisionEvent):
    name: ClassVar[str] = "award_decision.revised"

    version: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardDecisionDiscarded(AwardDecisionEvent):
    name: ClassVar[str] = "award_decision.discarded"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardDecisionSigned(AwardDecisionEvent):
    """`digest` is the SHA-256 of the PDF with its list; with version, factor and address it proves the
    will. `count` lines were signed. `seal` is the digest of what the decision says of itself
    (`rules.register.seal`), `lines` those of its lines by part (`rules.register.digests`); entries from
    before do not have them.
    """

    name: ClassVar[str] = "award_decision.signed"

    label: str
    digest: str
    version: int
    factor: str
    address: str
    count: int
    seal: str
    lines: dict[str, tuple[str, str]]


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardDecisionSealed(AwardDecisionEvent):
    """Signed before decisions had a seal: what it says is watched from here on."""

    name: ClassVar[str] = "award_decision.sealed"

    seal: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardDecisionReleased(AwardDecisionEvent):
    name: ClassVar[str] = "award_decision.released"

    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ConferralEvent(bus.Event):
    """`unit_id` is the collective, or the unit of the person."""

    subject_kind: ClassVar[str] = "conferral"
    subject_field: ClassVar[str] = "conferral_id"

    conferral_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardConferred(ConferralEvent):
    """`digest` is that of the line (`rules.register.digest`), `bare` that of what stays of it when somebody is
    erased; entries from before do not have the second. `user_id` is the account of who received it,
    None of collectives and of people known by name alone; entries from before do not say it.
    """

    name: ClassVar[str] = "conferral.made"

    label: str
    digest: str
    bare: str
    user_id: int | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class RevocationPrepared(ConferralEvent):
    name: ClassVar[str] = "conferral.revocation_prepared"


@bus.event
@dataclass(frozen=True, kw_only=True)
class RevocationDropped(ConferralEvent):
    name: ClassVar[str] = "conferral.revocation_dropped"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardRevoked(ConferralEvent):
    """`label` is the number of the decision that revokes it."""

    name: ClassVar[str] = "conferral.revoked"

    label: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class RestorationPrepared(ConferralEvent):
    name: ClassVar[str] = "conferral.restoration_prepared"


@bus.event
@dataclass(frozen=True, kw_only=True)
class RestorationDropped(ConferralEvent):
    name: ClassVar[str] = "conferral.restoration_dropped"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardRestored(ConferralEvent):
    """`label` is the number of the decision that gives it back after it was revoked."""

    name: ClassVar[str] = "conferral.restored"

    label: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class HonourAgreed(ConferralEvent):
    name: ClassVar[str] = "conferral.honour_agreed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class HonourWithdrawn(ConferralEvent):
    name: ClassVar[str] = "conferral.honour_withdrawn"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardTakenOver(ConferralEvent):
    """From the register of earlier years; `digest`, `bare` and `user_id` as in `AwardConferred`."""

    name: ClassVar[str] = "conferral.taken_over"

    digest: str
    bare: str
    user_id: int | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardHolderSealed(ConferralEvent):
    """Conferred before accounts were kept in the journal: the account is watched from here on. It stands
    in no timeline of a unit.
    """

    name: ClassVar[str] = "conferral.holder_sealed"
    unit_field: ClassVar[str | None] = None

    user_id: int | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardTakenBack(ConferralEvent):
    """The import was undone: the line is gone."""

    name: ClassVar[str] = "conferral.taken_back"
