"""Sign and issue a document, revoke what was issued."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import db, text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.documents import figures, permissions, writing
from sangkien.documents.enums import DocumentState
from sangkien.documents.errors import InvalidDocument, SecondPersonNeeded, WrittenMeanwhile
from sangkien.documents.events import DocumentIssued
from sangkien.documents.models import Document
from sangkien.documents.praise import no_longer_named
from sangkien.documents.rules import contents
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import issuing

LONGEST_REASON, LONGEST_NUMBER = 1_000, 120


@transaction.atomic
def issue(document: Document, *, seen: int, by: Actor, at: dt.datetime) -> Document:
    """ "Ký ban hành": the version that was read, by a second person who has just proved to be there.
    Number, code and QR come with it, and nothing changes afterwards.
    """
    rows = Document.objects.select_related("unit__parent", "programme", "period", "snapshot")
    row = db.locked(rows.filter(pk=document.pk)).get()
    if permissions.wrote(by, row):
        raise SecondPersonNeeded(_("Bạn đã soạn văn bản này; cần một người khác của đơn vị ký."))
    if row.is_issued and row.signed_by_id == by.user_id and row.version == seen:
        return row  # the same signature sent twice
    if not row.is_waiting or row.version != seen:
        raise WrittenMeanwhile(_("Văn bản đã thay đổi sau khi bạn xem. Hãy đọc lại rồi ký."))
    if not permissions.can_sign(by, row):
        raise NotAllowed(_("Bạn không ký được văn bản này."))
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi ký văn bản."))
    _ensure_named(row)
    row.paper = issuing.issue(writing.draft(row, issued_on=local_day(at)), by=by, at=at)
    row.state = DocumentState.ISSUED
    row.signed_by_id, row.signed_at = by.user_id, at
    row.save(update_fields=["state", "paper", "signed_by", "signed_at"])
    event = DocumentIssued(
        document_id=row.pk,
        unit_id=row.unit_id,
        paper_id=row.paper.pk,
        label=row.paper.label,
        digest=digest(row),
        file=row.paper.digest,
    )
    record(event, by=by, at=at)
    return row


def _ensure_named(row: Document) -> None:
    """Who took their consent back, or whose award was revoked, is not printed."""
    gone = no_longer_named(figures.read(row.figures).praised, row.unit)
    if gone:
        raise InvalidDocument(
            _(
                "Danh sách biểu dương còn nêu “%(line)s”, nay không được nêu nữa. Hãy trả lại để cập nhật số liệu."
            )
            % {"line": min(gone)}
        )


def digest(document: Document) -> str:
    """Of what an issued document says and what it was drawn from."""
    return contents.digest(
        {
            "content": document.content,
            "figures": document.figures,
            "snapshot": document.snapshot.digest if document.snapshot else "",
            "editors": document.editors,
        }
    )


def revoke(document: Document, *, reason: str, number: str, by: Actor, at: dt.datetime) -> Document:
    """ "Thu hồi văn bản": the page of verification says so from now on. `number` is that of the paper
    which revokes it, if there is one.
    """
    if document.paper is None or not by.can(Permission.DOCUMENT_SIGN, at=document.unit.path):
        raise NotAllowed(_("Bạn không thu hồi được văn bản này."))
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi thu hồi."))
    why, clean = text.clean_prose(reason), text.clean_line(number)
    if not text.has_words(why) or len(why) > LONGEST_REASON or text.has_refused_characters(why):
        raise InvalidDocument(_("Hãy ghi lý do, dài nhất 1.000 ký tự."), field="reason")
    if len(clean) > LONGEST_NUMBER or text.has_refused_characters(clean):
        raise InvalidDocument(_("Số văn bản dài nhất 120 ký tự."), field="number")
    issuing.revoke(document.paper, reason=why, document=clean, by=by, at=at)
    return document
