"""What happens to issued papers. Why one was issued stands in the event of the app that issues it."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaperIssued(bus.Event):
    """`seal` is the digest of what stays for ever, `digest` that of what the paper says, which goes when
    the person whom it names is erased (`rules.seal`, `rules.content`). It stands in no timeline of a unit.
    """

    name: ClassVar[str] = "paper.issued"
    subject_kind: ClassVar[str] = "paper"
    subject_field: ClassVar[str] = "paper_id"
    unit_field: ClassVar[str | None] = None

    paper_id: int
    seal: str
    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaperForgotten(bus.Event):
    """The person whom it names was erased. `digest` is that of what is left (`rules.content`)."""

    name: ClassVar[str] = "paper.forgotten"
    subject_kind: ClassVar[str] = "paper"
    subject_field: ClassVar[str] = "paper_id"
    unit_field: ClassVar[str | None] = None

    paper_id: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class _PaperEvent(bus.Event):
    subject_kind: ClassVar[str] = "paper"
    subject_field: ClassVar[str] = "paper_id"

    paper_id: int
    unit_id: int
    kind: str
    label: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaperReplaced(_PaperEvent):
    name: ClassVar[str] = "paper.replaced"

    reason: str
    new_paper_id: int
    new_label: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaperRevoked(_PaperEvent):
    """`digest` is that of the reason (`rules.turn`): the words stand in the row, which may be erased with the
    person whom they are about. Entries from before have the words as `reason`.
    """

    name: ClassVar[str] = "paper.revoked"

    document: str
    digest: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class PaperRestored(_PaperEvent):
    """It was revoked wrongly and is in force again. `digest` as of `PaperRevoked`."""

    name: ClassVar[str] = "paper.restored"

    document: str
    digest: str
