"""What happens in commendation."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class AwardEvent(bus.Event):
    subject_kind: ClassVar[str] = "award"
    subject_field: ClassVar[str] = "award_id"

    award_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardDrafted(AwardEvent):
    """`copied_id` is the version that it was copied from, None for a shipped or a blank one."""

    name: ClassVar[str] = "award.drafted"

    copied_id: int | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardWritten(AwardEvent):
    name: ClassVar[str] = "award.written"

    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardEnforced(AwardEvent):
    """Put in force by a second person from a day on; what it says never changes from here on."""

    name: ClassVar[str] = "award.enforced"

    digest: str
    replaced_id: int | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardEnded(AwardEvent):
    """Not granted any more after a day; `until_on` as yyyy-mm-dd."""

    name: ClassVar[str] = "award.ended"

    until_on: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardDropped(AwardEvent):
    name: ClassVar[str] = "award.dropped"
