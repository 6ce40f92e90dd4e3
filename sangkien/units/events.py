"""What happens to units and to the people in them."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _UnitEvent(bus.Event):
    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitOpened(_UnitEvent):
    name: ClassVar[str] = "unit.opened"

    parent_id: int | None
    opened_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitClosed(_UnitEvent):
    name: ClassVar[str] = "unit.closed"

    successor_id: int | None
    closed_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class HeadcountRecorded(_UnitEvent):
    name: ClassVar[str] = "unit.headcount_recorded"

    members: int
    workers: int
    counted_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class MemberEnrolled(_UnitEvent):
    name: ClassVar[str] = "unit.member_enrolled"

    user_id: int


@dataclass(frozen=True, kw_only=True)
class _MemberEvent(_UnitEvent):
    """Something about one person in a unit; never carries a name, phone number or code."""

    user_id: int
    reason: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class MemberLeft(_MemberEvent):
    name: ClassVar[str] = "unit.member_left"

    cause: str
    last_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class LeavingUndone(_MemberEvent):
    name: ClassVar[str] = "unit.leaving_undone"


@bus.event
@dataclass(frozen=True, kw_only=True)
class MemberCorrected(_MemberEvent):
    name: ClassVar[str] = "unit.member_corrected"

    fields: tuple[str, ...]


@bus.event
@dataclass(frozen=True, kw_only=True)
class AccountLocked(_MemberEvent):
    name: ClassVar[str] = "unit.account_locked"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AccountUnlocked(_MemberEvent):
    name: ClassVar[str] = "unit.account_unlocked"


@dataclass(frozen=True, kw_only=True)
class _TransferEvent(_MemberEvent):
    """`unit_id` is the unit in which it was done, `other_unit_id` the one at the other end."""

    other_unit_id: int
    transfer_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class TransferSent(_TransferEvent):
    name: ClassVar[str] = "unit.transfer_sent"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TransferAccepted(_TransferEvent):
    name: ClassVar[str] = "unit.transfer_accepted"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TransferRefused(_TransferEvent):
    name: ClassVar[str] = "unit.transfer_refused"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TransferCancelled(_TransferEvent):
    name: ClassVar[str] = "unit.transfer_cancelled"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PeopleJoined(_MemberEvent):
    """`user_id` is kept; apps higher up move what the closed account has in their tables."""

    name: ClassVar[str] = "unit.people_joined"

    closed_id: int
    joined_at: dt.datetime
    joined_by: int | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class PeopleToldApart(_MemberEvent):
    name: ClassVar[str] = "unit.people_told_apart"

    other_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoleGranted(_UnitEvent):
    name: ClassVar[str] = "unit.role_granted"

    user_id: int
    role: str
    until_on: dt.date | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoleRevoked(_UnitEvent):
    name: ClassVar[str] = "unit.role_revoked"

    user_id: int
    role: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoleExtended(_UnitEvent):
    name: ClassVar[str] = "unit.role_extended"

    user_id: int
    role: str
    until_on: dt.date | None
    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoleHandedOver(_UnitEvent):
    """`user_id` has the role from `since_on` on, `from_id` had it until the day before."""

    name: ClassVar[str] = "unit.role_handed_over"

    user_id: int
    from_id: int
    role: str
    since_on: dt.date
    until_on: dt.date | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoleReviewed(_UnitEvent):
    name: ClassVar[str] = "unit.role_reviewed"

    user_id: int
    role: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterFormed(_UnitEvent):
    name: ClassVar[str] = "unit.cluster_formed"

    cluster_id: int
    year: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterJoined(_UnitEvent):
    name: ClassVar[str] = "unit.cluster_joined"

    cluster_id: int


@dataclass(frozen=True, kw_only=True)
class _ClusterEvent(_UnitEvent):
    """`unit_id` is the member that it is about, else the organiser of the cluster."""

    cluster_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterRenamed(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_renamed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterDissolved(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_dissolved"

    year: int
    title: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterLeft(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_left"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterMoved(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_moved"

    from_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterLeadSet(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_lead_set"

    post: str
    since_on: dt.date
    until_on: dt.date | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterLeadEnded(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_lead_ended"

    post: str
    until_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterRotationSet(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_rotation_set"

    unit_ids: tuple[int, ...]


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterDocumentAdded(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_document_added"

    document_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClusterDocumentRemoved(_ClusterEvent):
    name: ClassVar[str] = "unit.cluster_document_removed"

    document_id: int
    title: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ClustersCopied(_UnitEvent):
    name: ClassVar[str] = "unit.clusters_copied"

    from_year: int
    year: int
    clusters: int
    members: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ActivationCodeIssued(_UnitEvent):
    name: ClassVar[str] = "unit.activation_code_issued"

    user_id: int
    by_message: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class ActivationSheetMade(_UnitEvent):
    name: ClassVar[str] = "unit.activation_sheet_made"

    people: int


@dataclass(frozen=True, kw_only=True)
class _ListEvent(bus.Event):
    """One entry for a block of lines, not one for each. It stands at the import; the unit's own
    timeline has the import as a whole.
    """

    subject_kind: ClassVar[str] = "import"
    subject_field: ClassVar[str] = "import_id"
    unit_field: ClassVar[str | None] = None

    import_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class MembersListed(_ListEvent):
    name: ClassVar[str] = "unit.members_listed"

    added: tuple[int, ...]
    changed: tuple[int, ...]
    left: tuple[int, ...]


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitsListed(_ListEvent):
    """`since_on` is the first day on which the organisation differs."""

    name: ClassVar[str] = "unit.units_listed"

    opened: tuple[int, ...]
    counted: tuple[int, ...]
    since_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class MembersUnlisted(_ListEvent):
    name: ClassVar[str] = "unit.members_unlisted"

    user_ids: tuple[int, ...]


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitsUnlisted(_ListEvent):
    name: ClassVar[str] = "unit.units_unlisted"

    unit_ids: tuple[int, ...]
    since_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class UnitsReorganised(_UnitEvent):
    """One entry for the whole act, at the unit where it is listed."""

    name: ClassVar[str] = "unit.reorganised"

    act_id: int
    kind: str
    effective_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReorganisationPlanned(_UnitEvent):
    name: ClassVar[str] = "unit.reorganisation_planned"

    act_id: int
    effective_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReorganisationCancelled(_UnitEvent):
    name: ClassVar[str] = "unit.reorganisation_cancelled"

    act_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ReorganisationUndone(_UnitEvent):
    name: ClassVar[str] = "unit.reorganisation_undone"

    act_id: int
