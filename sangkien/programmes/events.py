"""What happens to programmes."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _ProgrammeEvent(bus.Event):
    subject_kind: ClassVar[str] = "programme"
    subject_field: ClassVar[str] = "programme_id"

    programme_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class ProgrammeDrafted(_ProgrammeEvent):
    name: ClassVar[str] = "programme.drafted"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ProgrammeRevised(_ProgrammeEvent):
    name: ClassVar[str] = "programme.revised"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PeriodSet(_ProgrammeEvent):
    name: ClassVar[str] = "programme.period_set"

    period_id: int
    period_name: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class ProgrammePublished(_ProgrammeEvent):
    name: ClassVar[str] = "programme.published"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ProgrammePinned(_ProgrammeEvent):
    name: ClassVar[str] = "programme.pinned"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ProgrammeUnpinned(_ProgrammeEvent):
    name: ClassVar[str] = "programme.unpinned"


@bus.event
@dataclass(frozen=True, kw_only=True)
class ProgrammeCopied(_ProgrammeEvent):
    name: ClassVar[str] = "programme.copied"

    source_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class AudienceSet(_ProgrammeEvent):
    name: ClassVar[str] = "programme.audience_set"


@dataclass(frozen=True, kw_only=True)
class _RulesetEvent(_ProgrammeEvent):
    ruleset_id: int
    number: int
    reason: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class RulesetDrafted(_RulesetEvent):
    name: ClassVar[str] = "programme.ruleset_drafted"


@bus.event
@dataclass(frozen=True, kw_only=True)
class RulesetRevised(_RulesetEvent):
    name: ClassVar[str] = "programme.ruleset_revised"


@bus.event
@dataclass(frozen=True, kw_only=True)
class RulesetProposed(_RulesetEvent):
    name: ClassVar[str] = "programme.ruleset_proposed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class RulesetApproved(_RulesetEvent):
    name: ClassVar[str] = "programme.ruleset_approved"


@bus.event
@dataclass(frozen=True, kw_only=True)
class RulesetDeclined(_RulesetEvent):
    name: ClassVar[str] = "programme.ruleset_declined"


@bus.event
@dataclass(frozen=True, kw_only=True)
class LocalPlanSet(_ProgrammeEvent):
    name: ClassVar[str] = "programme.local_plan_set"

    plan_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class LocalPlanRemoved(_ProgrammeEvent):
    name: ClassVar[str] = "programme.local_plan_removed"

    plan_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class PeriodExtended(_ProgrammeEvent):
    """ "Gia hạn": everybody at whom the programme is aimed should hear of it."""

    name: ClassVar[str] = "programme.period_extended"

    period_id: int
    period_name: str
    extension_id: int
    closed_at: str
    closes_at: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class _WindowEvent(_ProgrammeEvent):
    """The days as they were and as they are to be, "" where nothing is limited."""

    period_id: int
    period_name: str
    change_id: int
    was: str
    wanted: str
    reason: str = ""


@bus.event
@dataclass(frozen=True, kw_only=True)
class WindowProposed(_WindowEvent):
    name: ClassVar[str] = "programme.window_proposed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class WindowChanged(_WindowEvent):
    """ "Đổi khoảng áp dụng" of a running phase, approved by a second person."""

    name: ClassVar[str] = "programme.window_changed"


@bus.event
@dataclass(frozen=True, kw_only=True)
class WindowDeclined(_WindowEvent):
    name: ClassVar[str] = "programme.window_declined"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DocumentFiled(_ProgrammeEvent):
    """The paper of a base document was added as a file, or changed for another."""

    name: ClassVar[str] = "programme.document_filed"

    document_id: int
    number: str
