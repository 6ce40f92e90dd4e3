"""What happens to an initiative after it was confirmed; `unit_id` is the unit that uses it."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _SecondLifeEvent(bus.Event):
    """Stands in the timeline of the initiative, so that its author reads it."""

    subject_kind: ClassVar[str] = "initiative"
    subject_field: ClassVar[str] = "initiative_id"

    initiative_id: int
    unit_id: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class AdoptionEvent(_SecondLifeEvent):
    adoption_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class AdoptionProposed(AdoptionEvent):
    name: ClassVar[str] = "adoption.proposed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AdoptionRecorded(AdoptionEvent):
    """An officer of the unit said so: from here on it counts."""

    name: ClassVar[str] = "adoption.recorded"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AdoptionDeclined(AdoptionEvent):
    name: ClassVar[str] = "adoption.declined"


@bus.event
@dataclass(frozen=True, kw_only=True)
class AdoptionWithdrawn(AdoptionEvent):
    name: ClassVar[str] = "adoption.withdrawn"


@bus.event
@dataclass(frozen=True, kw_only=True)
class UseAnswered(_SecondLifeEvent):
    """Still used, better, stopped; `by_link` without signing in. Why stands in the answer alone."""

    name: ClassVar[str] = "adoption.use_answered"

    check_id: int
    use: str
    by_link: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class BenefitVerified(_SecondLifeEvent):
    name: ClassVar[str] = "adoption.benefit_verified"

    verification_id: int
    finding: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class BenefitCounted(_SecondLifeEvent):
    """`verification_id` is None when a benefit counts no longer."""

    name: ClassVar[str] = "adoption.benefit_counted"

    counting_id: int
    verification_id: int | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class LibraryChanged(_SecondLifeEvent):
    """Came into the library of proven initiatives, or left it."""

    name: ClassVar[str] = "adoption.library_changed"

    is_in: bool
