"""What happens to requests for help."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class HelpEvent(bus.Event):
    subject_kind: ClassVar[str] = "help_request"
    subject_field: ClassVar[str] = "request_id"

    request_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpAsked(HelpEvent):
    name: ClassVar[str] = "support.asked"


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpTaken(HelpEvent):
    name: ClassVar[str] = "support.taken"


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpGivenBack(HelpEvent):
    """Who had taken it did not get to it; it waits for somebody else."""

    name: ClassVar[str] = "support.given_back"


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpTakenOver(HelpEvent):
    """`helper_id` had it before."""

    name: ClassVar[str] = "support.taken_over"

    helper_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpAnswered(HelpEvent):
    name: ClassVar[str] = "support.answered"


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpClosed(HelpEvent):
    name: ClassVar[str] = "support.closed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpCancelled(HelpEvent):
    name: ClassVar[str] = "support.cancelled"


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpThanked(HelpEvent):
    name: ClassVar[str] = "support.thanked"


@bus.event
@dataclass(frozen=True, kw_only=True)
class EditingAllowed(HelpEvent):
    """The asker lets the helper write in the draft, or not any more."""

    name: ClassVar[str] = "support.editing_allowed"

    is_allowed: bool
