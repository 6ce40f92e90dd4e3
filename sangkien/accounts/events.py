"""What happens to accounts."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _PersonEvent(bus.Event):
    subject_kind: ClassVar[str] = "person"
    subject_field: ClassVar[str] = "user_id"
    unit_field: ClassVar[str | None] = None

    user_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class NamePublished(_PersonEvent):
    name: ClassVar[str] = "person.name_published"


@bus.event
@dataclass(frozen=True, kw_only=True)
class NameHidden(_PersonEvent):
    name: ClassVar[str] = "person.name_hidden"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PasswordChanged(_PersonEvent):
    name: ClassVar[str] = "person.password_changed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PhoneChanged(_PersonEvent):
    name: ClassVar[str] = "person.phone_changed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PinChanged(_PersonEvent):
    name: ClassVar[str] = "person.pin_changed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PinRemoved(_PersonEvent):
    name: ClassVar[str] = "person.pin_removed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AccountActivated(_PersonEvent):
    name: ClassVar[str] = "person.activated"

    with_pin: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class SessionsEnded(_PersonEvent):
    name: ClassVar[str] = "person.sessions_ended"

    count: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class FactorAdded(_PersonEvent):
    name: ClassVar[str] = "person.factor_added"

    kind: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class FactorRemoved(_PersonEvent):
    name: ClassVar[str] = "person.factor_removed"

    kind: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class FactorsReset(_PersonEvent):
    """By an operator, for somebody who lost all of them."""

    name: ClassVar[str] = "person.factors_reset"


@bus.event
@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(_PersonEvent):
    name: ClassVar[str] = "person.recovery_codes_made"


@bus.event
@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(_PersonEvent):
    name: ClassVar[str] = "person.recovery_code_used"


@bus.event
@dataclass(frozen=True, kw_only=True)
class IdentityLinked(_PersonEvent):
    name: ClassVar[str] = "person.identity_linked"

    provider: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class IdentityUnlinked(_PersonEvent):
    name: ClassVar[str] = "person.identity_unlinked"

    provider: str
