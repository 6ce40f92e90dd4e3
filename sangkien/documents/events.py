"""What happens to documents and their templates."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class DocumentEvent(bus.Event):
    subject_kind: ClassVar[str] = "document"
    subject_field: ClassVar[str] = "document_id"

    document_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class DocumentBegun(DocumentEvent):
    name: ClassVar[str] = "document.begun"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DocumentWritten(DocumentEvent):
    name: ClassVar[str] = "document.written"


@bus.event
@dataclass(frozen=True, kw_only=True)
class FiguresRenewed(DocumentEvent):
    name: ClassVar[str] = "document.figures_renewed"

    snapshot_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class DocumentSubmitted(DocumentEvent):
    name: ClassVar[str] = "document.submitted"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DocumentGivenBack(DocumentEvent):
    name: ClassVar[str] = "document.given_back"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DocumentDropped(DocumentEvent):
    name: ClassVar[str] = "document.dropped"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DocumentIssued(DocumentEvent):
    """`digest` is that of what it says, `file` that of the PDF."""

    name: ClassVar[str] = "document.issued"

    paper_id: int
    label: str
    digest: str
    file: str


@dataclass(frozen=True, kw_only=True)
class TemplateEvent(bus.Event):
    subject_kind: ClassVar[str] = "document_template"
    subject_field: ClassVar[str] = "template_id"

    template_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class TemplateCopied(TemplateEvent):
    name: ClassVar[str] = "document_template.copied"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TemplateWritten(TemplateEvent):
    name: ClassVar[str] = "document_template.written"


@bus.event
@dataclass(frozen=True, kw_only=True)
class TemplateDropped(TemplateEvent):
    name: ClassVar[str] = "document_template.dropped"
