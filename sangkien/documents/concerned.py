"""Whom documents concern: who may sign, then who wrote."""

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.documents.events import (
    DocumentEvent,
    DocumentGivenBack,
    DocumentIssued,
    DocumentSubmitted,
)
from sangkien.documents.models import Document
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned
from sangkien.units.queries import officers_at, roles_with

SIGNING = roles_with(Permission.DOCUMENT_SIGN)
DOCUMENT = "document"


def _row(event: DocumentEvent) -> Document | None:
    return Document.objects.select_related("unit").filter(pk=event.document_id).first()


@concerned(DocumentSubmitted)
def signers_told(event: DocumentSubmitted) -> Concern:
    """The colleagues of the office who wrote nothing of it."""
    row = _row(event)
    if row is None or not row.is_waiting:
        return NOBODY
    people = officers_at(row.unit, SIGNING, on=clock.today()) - set(row.editors)
    return Concern(user_ids=frozenset(people), title=row.title, key=str(row.pk), about=DOCUMENT)


@concerned(DocumentGivenBack)
def writers_told(event: DocumentGivenBack) -> Concern:
    row = _row(event)
    if row is None or not row.is_draft:
        return NOBODY
    return Concern(
        user_ids=frozenset(row.editors),
        title=row.title,
        key=str(row.pk),
        words=row.remark,
        about=DOCUMENT,
    )


@concerned(DocumentIssued)
def issue_told(event: DocumentIssued) -> Concern:
    row = _row(event)
    if row is None:
        return NOBODY
    return Concern(
        user_ids=frozenset(row.editors),
        title=row.title,
        key=str(row.pk),
        words=event.label,
        about=DOCUMENT,
    )
