"""What happens to the people in units, and to what they may do."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus
from sangkien.units.events.base import ListEvent, UnitEvent


@bus.event
@dataclass(frozen=True, kw_only=True)
class MemberEnrolled(UnitEvent):
    name: ClassVar[str] = "unit.member_enrolled"

    user_id: int


@dataclass(frozen=True, kw_only=True)
class _MemberEvent(UnitEvent):
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
class RoleGranted(UnitEvent):
    name: ClassVar[str] = "unit.role_granted"

    user_id: int
    role: str
    until_on: dt.date | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoleRevoked(UnitEvent):
    name: ClassVar[str] = "unit.role_revoked"

    user_id: int
    role: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoleExtended(UnitEvent):
    name: ClassVar[str] = "unit.role_extended"

    user_id: int
    role: str
    until_on: dt.date | None
    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoleHandedOver(UnitEvent):
    """`user_id` has the role from `since_on` on, `from_id` had it until the day before.
    `with_drafts`: what that one began to enter for members goes on with the new one on that day.
    """

    name: ClassVar[str] = "unit.role_handed_over"

    user_id: int
    from_id: int
    role: str
    since_on: dt.date
    until_on: dt.date | None
    with_drafts: bool = False


@bus.event
@dataclass(frozen=True, kw_only=True)
class DraftsPassed(UnitEvent):
    """On the first day of a role that was handed over with them: `from_id` had it before."""

    name: ClassVar[str] = "unit.drafts_passed"

    user_id: int
    from_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoleReviewed(UnitEvent):
    name: ClassVar[str] = "unit.role_reviewed"

    user_id: int
    role: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ActivationCodeIssued(UnitEvent):
    name: ClassVar[str] = "unit.activation_code_issued"

    user_id: int
    by_message: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class ActivationSheetMade(UnitEvent):
    name: ClassVar[str] = "unit.activation_sheet_made"

    people: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class MembersListed(ListEvent):
    name: ClassVar[str] = "unit.members_listed"

    added: tuple[int, ...]
    changed: tuple[int, ...]
    left: tuple[int, ...]


@bus.event
@dataclass(frozen=True, kw_only=True)
class MembersUnlisted(ListEvent):
    name: ClassVar[str] = "unit.members_unlisted"

    user_ids: tuple[int, ...]
