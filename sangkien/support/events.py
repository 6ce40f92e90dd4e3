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


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpPassedOn(HelpEvent):
    """To a colleague of the team, `to_id`; `helper_id` had it before, None when nobody had."""

    name: ClassVar[str] = "support.passed_on"

    to_id: int
    helper_id: int | None


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpPassedUp(HelpEvent):
    """To the team of a higher level."""

    name: ClassVar[str] = "support.passed_up"

    team_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpReleased(HelpEvent):
    """Who had it, `helper_id`, may not help there any more: it waits for somebody else."""

    name: ClassVar[str] = "support.released"

    helper_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class HelpJudged(HelpEvent):
    """The asker says whether it is solved; unsolved ones are open again."""

    name: ClassVar[str] = "support.judged"

    is_solved: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class VersionWritten(HelpEvent):
    """The helper wrote a text for the author to look at."""

    name: ClassVar[str] = "support.version_written"

    number: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class VersionDecided(HelpEvent):
    """The author took it over or kept the own text."""

    name: ClassVar[str] = "support.version_decided"

    number: int
    is_used: bool


@dataclass(frozen=True, kw_only=True)
class TeamEvent(bus.Event):
    subject_kind: ClassVar[str] = "support_team"
    subject_field: ClassVar[str] = "team_id"

    team_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class TeamSetUp(TeamEvent):
    name: ClassVar[str] = "support.team_set_up"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TeamChanged(TeamEvent):
    name: ClassVar[str] = "support.team_changed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TeamEnded(TeamEvent):
    name: ClassVar[str] = "support.team_ended"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ChargesChanged(TeamEvent):
    """Which units the team has in its charge now."""

    name: ClassVar[str] = "support.charges_changed"

    unit_ids: tuple[int, ...]


@bus.event
@dataclass(frozen=True, kw_only=True)
class MemberJoined(TeamEvent):
    name: ClassVar[str] = "support.member_joined"

    user_id: int
    is_head: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class MemberChanged(TeamEvent):
    name: ClassVar[str] = "support.member_changed"

    user_id: int
    is_head: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class MemberLeft(TeamEvent):
    """With how many requests in progress that others go on with."""

    name: ClassVar[str] = "support.member_left"

    user_id: int
    passed_on: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class PhoneShown(TeamEvent):
    """A member lets authors see the own phone number, or not any more."""

    name: ClassVar[str] = "support.phone_shown"

    user_id: int
    is_shown: bool


@bus.event
@dataclass(frozen=True, kw_only=True)
class WorkNoted(TeamEvent):
    name: ClassVar[str] = "support.work_noted"

    work_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class WorkStruck(TeamEvent):
    name: ClassVar[str] = "support.work_struck"

    work_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class CaretakersNamed(TeamEvent):
    """`user_id` looks after the units in the list of a period until a day."""

    name: ClassVar[str] = "support.caretakers_named"

    user_id: int
    period_id: int
    unit_ids: tuple[int, ...]


@bus.event
@dataclass(frozen=True, kw_only=True)
class CaretakingEnded(TeamEvent):
    name: ClassVar[str] = "support.caretaking_ended"

    caretaking_id: int
    outcome: str
