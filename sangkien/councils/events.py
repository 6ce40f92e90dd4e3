"""What happens in councils. No event says how anybody voted, and none says that somebody did:
the instant of a vote beside the running count would give a secret vote away.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class CouncilEvent(bus.Event):
    subject_kind: ClassVar[str] = "council"
    subject_field: ClassVar[str] = "council_id"

    council_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class CouncilEstablished(CouncilEvent):
    name: ClassVar[str] = "council.established"


@bus.event
@dataclass(frozen=True, kw_only=True)
class CouncilEnded(CouncilEvent):
    name: ClassVar[str] = "council.ended"

    until_on: dt.date
    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class SeatTaken(CouncilEvent):
    name: ClassVar[str] = "council.seat_taken"

    user_id: int
    post: str
    since_on: dt.date
    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class SeatLeft(CouncilEvent):
    name: ClassVar[str] = "council.seat_left"

    user_id: int
    until_on: dt.date
    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ScoreTableWritten(CouncilEvent):
    name: ClassVar[str] = "council.score_table_written"

    table_id: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class SessionEvent(bus.Event):
    subject_kind: ClassVar[str] = "council_session"
    subject_field: ClassVar[str] = "session_id"

    session_id: int
    council_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class SessionCalled(SessionEvent):
    name: ClassVar[str] = "council.session_called"


@bus.event
@dataclass(frozen=True, kw_only=True)
class SessionChanged(SessionEvent):
    name: ClassVar[str] = "council.session_changed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ItemAdded(SessionEvent):
    name: ClassVar[str] = "council.item_added"

    item_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ItemRemoved(SessionEvent):
    """An item left the agenda before the session was opened."""

    name: ClassVar[str] = "council.item_removed"

    item_id: int
    title: str
    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class AttendanceTaken(SessionEvent):
    """`sealed` is a digest of who was there; not in entries from before."""

    name: ClassVar[str] = "council.attendance_taken"

    present: int
    written: int
    absent: int
    sealed: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class InterestDeclared(SessionEvent):
    """Why stands in the row alone, which may be about the family and can be erased."""

    name: ClassVar[str] = "council.interest_declared"

    item_id: int
    user_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ConflictRefused(SessionEvent):
    """Somebody tried to score or to vote on an item in which they have an interest."""

    name: ClassVar[str] = "council.conflict_refused"

    item_id: int
    user_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class SessionOpened(SessionEvent):
    name: ClassVar[str] = "council.session_opened"


@bus.event
@dataclass(frozen=True, kw_only=True)
class SheetSubmitted(SessionEvent):
    """`digest` is of the marks, `sealed` of the whole sheet: one that is changed behind the
    application's back shows. Entries from before have no `sealed`.
    """

    name: ClassVar[str] = "council.sheet_submitted"

    sheet_id: int
    digest: str
    sealed: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class SheetUnlocked(SessionEvent):
    name: ClassVar[str] = "council.sheet_unlocked"

    sheet_id: int
    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class ScoringClosed(SessionEvent):
    name: ClassVar[str] = "council.scoring_closed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class BallotOpened(SessionEvent):
    """`voters` are the seats that may vote; entries from before do not say them."""

    name: ClassVar[str] = "council.ballot_opened"

    ballot_id: int
    voters: list[int]


@bus.event
@dataclass(frozen=True, kw_only=True)
class BallotCounted(SessionEvent):
    """The secretary typed the count of a paper ballot."""

    name: ClassVar[str] = "council.ballot_counted"

    ballot_id: int
    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class CountReturned(SessionEvent):
    """The chair did not confirm a count; the secretary counts again."""

    name: ClassVar[str] = "council.count_returned"

    ballot_id: int
    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class BallotAnnulled(SessionEvent):
    """`counted` has the sums of each line where they were typed already."""

    name: ClassVar[str] = "council.ballot_annulled"

    ballot_id: int
    reason: str
    counted: dict[str, list[int]] = field(default_factory=dict)


@bus.event
@dataclass(frozen=True, kw_only=True)
class BallotClosed(SessionEvent):
    """`digest` is of the sums of all lines, `voted` the seats that voted here, in the order of their numbers,
    `sealed` of everything that decides the result, `settings` of those of the session; entries from before do
    not say the last three.
    """

    name: ClassVar[str] = "council.ballot_closed"

    ballot_id: int
    digest: str
    voted: list[int]
    sealed: str = ""
    settings: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class SessionClosed(SessionEvent):
    """`sealed` is a digest of settings, agenda, attendance and interests; not in entries from before."""

    name: ClassVar[str] = "council.session_closed"

    sealed: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class MinutesApproved(SessionEvent):
    """`digests` by paper: what was approved can be made again and compared. With version, factor
    and address it proves the will of who approved.
    """

    name: ClassVar[str] = "council.minutes_approved"

    digests: dict[str, str]
    version: str
    factor: str
    proven_at: dt.datetime
    address: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class ResultsReleased(SessionEvent):
    """All results of the session become known at once; read them with `queries.results`."""

    name: ClassVar[str] = "council.results_released"

    address: str = ""
