"""Begin a document, write it, renew its figures, hand it to who signs."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, text
from sangkien.core.errors import DomainError, ManyErrors, NotAllowed, NotFound
from sangkien.documents import figures, permissions, writing
from sangkien.documents.enums import KINDS, DocumentState
from sangkien.documents.errors import InvalidDocument, WrittenMeanwhile
from sangkien.documents.events import (
    DocumentBegun,
    DocumentDropped,
    DocumentGivenBack,
    DocumentSubmitted,
    DocumentWritten,
    FiguresRenewed,
)
from sangkien.documents.models import Document
from sangkien.documents.queries.gathering import gathered
from sangkien.documents.rules import contents
from sangkien.journal.actions.recording import record
from sangkien.papers.enums import PaperKind
from sangkien.programmes.models import Period
from sangkien.progress.actions import breaking_down, folding
from sangkien.reports.actions import taking
from sangkien.reports.queries import Source
from sangkien.units import letterheads
from sangkien.units.models import Unit

LONGEST_REMARK = 1_000
GAPS = (".....", "(Ghi ")  # left by a template for somebody to fill
SIGNER = ("signs_for", "signer_post", "signer_name")  # of one person, never mixed


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a new document is: its kind, its first words, and of which period it tells, if any."""

    kind: PaperKind
    content: Mapping[str, Any]
    report_kind: str = ""
    period: Period | None = None


def begin(
    unit: Unit, start: Start, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Document:
    """ "Soạn văn bản" from a template, with the figures of this moment; the same form sent twice
    makes one.
    """
    if by.user_id is None or not permissions.can_begin(by, unit):
        raise NotAllowed(_("Bạn không soạn văn bản của đơn vị này."))
    if start.kind not in KINDS or (start.report_kind and start.kind != PaperKind.REPORT):
        raise InvalidDocument(_("Loại văn bản này không soạn ở đây."))
    try:
        with transaction.atomic():
            return _begun(unit, start, request_key, by=by, at=at)
    except IntegrityError:
        earlier = Document.objects.filter(request_key=request_key, unit=unit).first()
        if earlier is None or by.user_id not in earlier.editors:
            raise InvalidDocument(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return earlier


def _begun(
    unit: Unit, start: Start, request_key: uuid.UUID, *, by: Actor, at: dt.datetime
) -> Document:
    row = Document(
        unit=unit,
        kind=start.kind,
        report_kind=start.report_kind,
        programme=start.period.programme if start.period else None,
        period=start.period,
        content=_first_words(unit, start),
        request_key=request_key,
        editors=[by.user_id],
        begun_by_id=by.user_id,
        begun_at=at,
        written_at=at,
    )
    if start.period is not None:
        _take(row, by=by, at=at)
    row.title = writing.title_of(row)
    row.save(force_insert=True)
    record(DocumentBegun(document_id=row.pk, unit_id=unit.pk), by=by, at=at)
    return row


def _first_words(unit: Unit, start: Start) -> dict[str, Any]:
    """Those of the template; place and signer as in the last document of the unit, which minutes are
    not taken for.
    """
    content = contents.dump(contents.read(start.content))
    others = Document.objects.filter(unit=unit).exclude(kind=PaperKind.MINUTES)
    last = others.exclude(state=DocumentState.DROPPED).order_by("-pk")
    before = last.values_list("content", flat=True).first() or {}
    content["symbol"] = (
        content["symbol"] or f"{writing.SIGNS[start.kind]}-{letterheads.office(unit.name)}"
    )
    content["place"] = content["place"] or before.get("place", "") or letterheads.place(unit.name)
    takes_signer = start.kind != PaperKind.MINUTES and before.get("signer_name")
    if takes_signer and not content["signer_name"]:
        content |= {name: before[name] for name in SIGNER}
    return content


def _take(row: Document, *, by: Actor, at: dt.datetime) -> None:
    """A snapshot and what goes with it, while no figure moves; totals and parts are of one moment."""
    db.exclusive(folding.LOCK)
    folding.fold_all(at)
    breaking_down.catch_up(at)
    if row.period is None or row.programme is None:
        raise InvalidDocument(_("Văn bản này không gắn với chương trình nào."))
    source = Source(slug=row.programme.slug, unit_code=row.unit.code, period=str(row.period.pk))
    try:
        row.snapshot = taking.take(source, request_key=uuid.uuid4(), by=by, at=at)
    except NotFound:
        raise InvalidDocument(
            _("Đơn vị không thuộc phạm vi của chương trình này."), field="period"
        ) from None
    content = writing.snapshot_of(row)
    if content is None:
        raise TypeError(row.snapshot)
    row.figures = figures.dump(gathered(source, content, at=at))


@transaction.atomic
def write(
    document: Document, content: Mapping[str, Any], *, seen: int, by: Actor, at: dt.datetime
) -> Document:
    """ "Sửa văn bản" while it is a draft: the whole content or nothing; `seen` is the version that was
    on the screen.
    """
    row = _held(document, seen=seen, by=by)
    row.content = contents.dump(contents.read(content))
    _written(row, by=by, at=at)
    record(DocumentWritten(document_id=row.pk, unit_id=row.unit_id), by=by, at=at)
    return row


@transaction.atomic
def renew(document: Document, *, seen: int, by: Actor, at: dt.datetime) -> Document:
    """ "Cập nhật số liệu": another snapshot, which all live parts and placeholders then show."""
    row = _held(document, seen=seen, by=by)
    _take(row, by=by, at=at)
    _written(row, by=by, at=at)
    if row.snapshot_id is None:
        raise TypeError(row.pk)
    event = FiguresRenewed(document_id=row.pk, unit_id=row.unit_id, snapshot_id=row.snapshot_id)
    record(event, by=by, at=at)
    return row


def _held(document: Document, *, seen: int, by: Actor) -> Document:
    """The draft as it stands now, if it is still the one that was on the screen."""
    rows = Document.objects.select_related("unit__parent", "programme", "period", "snapshot")
    row = db.locked(rows.filter(pk=document.pk)).get()
    if not permissions.can_begin(by, row.unit):
        raise NotAllowed(_("Bạn không sửa được văn bản này."))
    if not row.is_draft or row.version != seen:
        raise WrittenMeanwhile(
            _("Văn bản đã thay đổi sau khi bạn mở. Hãy xem lại rồi lưu lần nữa.")
        )
    return row


def _written(row: Document, *, by: Actor, at: dt.datetime) -> None:
    if by.user_id is not None and by.user_id not in row.editors:
        row.editors = [*row.editors, by.user_id]
    row.title = writing.title_of(row)[: contents.LONGEST_LINE]
    row.version += 1
    row.written_at = at
    row.save()


@transaction.atomic
def submit(document: Document, *, seen: int, by: Actor, at: dt.datetime) -> Document:
    """ "Trình ký": complete, and to be signed by somebody who wrote nothing of it."""
    row = _held(document, seen=seen, by=by)
    errors = lacking(row)
    if errors:
        raise ManyErrors(errors)
    row.state, row.remark = DocumentState.WAITING, ""
    row.save(update_fields=["state", "remark"])
    record(DocumentSubmitted(document_id=row.pk, unit_id=row.unit_id), by=by, at=at)
    return row


def lacking(document: Document) -> list[DomainError]:
    """What has to be there before anybody signs; empty when it is complete."""
    found: list[DomainError] = [_lacking(name, what) for name, what in writing.missing(document)]
    if len(writing.title_of(document)) > contents.LONGEST_LINE:
        found.append(InvalidDocument(_("Trích yếu sau khi điền số liệu quá dài.")))
    texts = contents.read(document.content).texts
    if any(gap in words for words in texts for gap in GAPS):
        found.append(
            InvalidDocument(
                _("Còn chỗ để trống “.....” hoặc lời dẫn “(Ghi …)” của mẫu, hãy ghi hoặc bỏ.")
            )
        )
    return found


_FIELDS = {
    "symbol": lambda: _("Ký hiệu"),
    "place": lambda: _("Nơi ban hành"),
    "signer_post": lambda: _("Chức vụ người ký"),
    "signer_name": lambda: _("Người ký"),
    "other_name": lambda: _("Thư ký"),
}


def _lacking(name: str, placeholder: str) -> InvalidDocument:
    if placeholder:
        words = _("Chưa có gì để điền vào {%(name)s}: hãy bỏ chỗ này hoặc ghi bằng chữ.")
        return InvalidDocument(words % {"name": placeholder})
    return InvalidDocument(_("Chưa ghi: %(what)s.") % {"what": _FIELDS[name]()})


@transaction.atomic
def give_back(document: Document, *, words: str, by: Actor, at: dt.datetime) -> Document:
    """ "Trả lại để sửa", with a word on what to change; who wrote it may take it back."""
    row = db.locked(Document.objects.select_related("unit").filter(pk=document.pk)).get()
    if not row.is_waiting:
        raise WrittenMeanwhile(_("Văn bản vừa được người khác xử lý. Hãy tải lại trang."))
    if not permissions.can_give_back(by, row):
        raise NotAllowed(_("Bạn không trả lại được văn bản này."))
    clean = text.clean_prose(words)
    if len(clean) > LONGEST_REMARK or text.has_refused_characters(clean):
        raise InvalidDocument(_("Lý do dài nhất 1.000 ký tự."), field="words")
    if not clean and not permissions.wrote(by, row):
        raise InvalidDocument(_("Hãy ghi cần sửa gì."), field="words")
    row.state, row.remark = DocumentState.DRAFT, clean
    row.save(update_fields=["state", "remark"])
    record(DocumentGivenBack(document_id=row.pk, unit_id=row.unit_id), by=by, at=at)
    return row


@transaction.atomic
def drop(document: Document, *, by: Actor, at: dt.datetime) -> Document:
    """ "Bỏ văn bản" before it is issued."""
    row = db.locked(Document.objects.select_related("unit").filter(pk=document.pk)).get()
    if row.state == DocumentState.DROPPED:
        return row
    if not permissions.can_begin(by, row.unit):
        raise NotAllowed(_("Bạn không bỏ được văn bản này."))
    if not permissions.can_drop(by, row):
        raise WrittenMeanwhile(_("Văn bản đã ban hành, chỉ còn có thể thu hồi."))
    row.state = DocumentState.DROPPED
    row.save(update_fields=["state"])
    record(DocumentDropped(document_id=row.pk, unit_id=row.unit_id), by=by, at=at)
    return row
