"""What happens in commendation."""

import datetime as dt
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
    """Not granted any more after this day."""

    name: ClassVar[str] = "award.ended"

    until_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class AwardDropped(AwardEvent):
    name: ClassVar[str] = "award.dropped"


@dataclass(frozen=True, kw_only=True)
class RoundEvent(bus.Event):
    """`unit_id` is the unit that holds the round."""

    subject_kind: ClassVar[str] = "award_round"
    subject_field: ClassVar[str] = "round_id"

    round_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoundOpened(RoundEvent):
    """`seal` is the digest of what it asks for (`rules.rounds`); entries from before do not have it."""

    name: ClassVar[str] = "award_round.opened"

    seal: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoundExtended(RoundEvent):
    name: ClassVar[str] = "award_round.extended"

    before: dt.datetime
    after: dt.datetime
    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoundClosed(RoundEvent):
    name: ClassVar[str] = "award_round.closed"

    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class RoundCancelled(RoundEvent):
    name: ClassVar[str] = "award_round.cancelled"

    reason: str


@dataclass(frozen=True, kw_only=True)
class DossierEvent(bus.Event):
    """`unit_id` is the unit that proposes."""

    subject_kind: ClassVar[str] = "award_dossier"
    subject_field: ClassVar[str] = "dossier_id"

    dossier_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierBegun(DossierEvent):
    name: ClassVar[str] = "award_dossier.begun"

    round_id: int
    award_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierWritten(DossierEvent):
    name: ClassVar[str] = "award_dossier.written"

    version: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierDropped(DossierEvent):
    """A draft that was never sent."""

    name: ClassVar[str] = "award_dossier.dropped"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierFileAdded(DossierEvent):
    name: ClassVar[str] = "award_dossier.file_added"

    key: str
    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierFileRemoved(DossierEvent):
    name: ClassVar[str] = "award_dossier.file_removed"

    key: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class DossierMoved(DossierEvent):
    """One step: `office_id` took it. `reason` and what is lacking stand in the step."""

    step_id: int
    office_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierSent(DossierMoved):
    name: ClassVar[str] = "award_dossier.sent"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierIncomplete(DossierMoved):
    name: ClassVar[str] = "award_dossier.incomplete"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierComplete(DossierMoved):
    name: ClassVar[str] = "award_dossier.complete"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierForwarded(DossierMoved):
    name: ClassVar[str] = "award_dossier.forwarded"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierBrought(DossierMoved):
    """It stands on the agenda of a council."""

    name: ClassVar[str] = "award_dossier.brought"

    item_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierPassed(DossierMoved):
    name: ClassVar[str] = "award_dossier.passed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierRaised(DossierMoved):
    """A dossier for a higher award grew out of it."""

    name: ClassVar[str] = "award_dossier.raised"

    higher_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierFailed(DossierMoved):
    name: ClassVar[str] = "award_dossier.failed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierWithdrawn(DossierMoved):
    name: ClassVar[str] = "award_dossier.withdrawn"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DossierOverdue(DossierEvent):
    """The office where it waits has not said in time whether it is complete."""

    name: ClassVar[str] = "award_dossier.overdue"

    waits_path: str


@dataclass(frozen=True, kw_only=True)
class SubmissionEvent(bus.Event):
    subject_kind: ClassVar[str] = "award_submission"
    subject_field: ClassVar[str] = "submission_id"

    submission_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class SubmissionPrepared(SubmissionEvent):
    name: ClassVar[str] = "award_submission.prepared"

    count: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class SubmissionDropped(SubmissionEvent):
    name: ClassVar[str] = "award_submission.dropped"


@bus.event
@dataclass(frozen=True, kw_only=True)
class SubmissionSigned(SubmissionEvent):
    """`label` and `digest` are those of the paper, `dossier_ids` what it lists."""

    name: ClassVar[str] = "award_submission.signed"

    label: str
    digest: str
    dossier_ids: list[int]
