"""Templates that a unit makes its own."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.documents import permissions
from sangkien.documents.enums import KINDS
from sangkien.documents.errors import InvalidDocument, WrittenMeanwhile
from sangkien.documents.events import TemplateCopied, TemplateDropped, TemplateWritten
from sangkien.documents.models import Template
from sangkien.documents.rules import contents
from sangkien.journal.actions.recording import record
from sangkien.papers.enums import PaperKind
from sangkien.units.models import Unit

LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a template holds; of a document its content, with its placeholders."""

    name: str
    kind: PaperKind
    report_kind: str
    content: Mapping[str, Any]


def copy(
    unit: Unit, words: Words, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Template:
    """ "Sao thành mẫu của đơn vị"; the same form sent twice makes one."""
    if by.user_id is None or not permissions.can_begin(by, unit):
        raise NotAllowed(_("Bạn không lập mẫu văn bản của đơn vị này."))
    if words.kind not in KINDS:
        raise InvalidDocument(_("Loại văn bản này không soạn ở đây."))
    row = Template(
        unit=unit,
        name=_name(words.name),
        kind=words.kind,
        report_kind=words.report_kind,
        content=contents.dump(contents.read(words.content)),
        request_key=request_key,
        made_by_id=by.user_id,
        made_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            record(TemplateCopied(template_id=row.pk, unit_id=unit.pk), by=by, at=at)
    except IntegrityError:
        earlier = Template.objects.filter(request_key=request_key, made_by_id=by.user_id).first()
        if earlier is None:
            raise InvalidDocument(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return earlier
    return row


def _name(typed: str) -> str:
    clean = text.clean_line(typed)
    if not text.has_words(clean) or len(clean) > LONGEST_NAME:
        raise InvalidDocument(_("Hãy ghi tên mẫu, dài nhất 120 ký tự."), field="name")
    return clean


@transaction.atomic
def write(
    template: Template, content: Mapping[str, Any], *, seen: int, by: Actor, at: dt.datetime
) -> Template:
    """ "Sửa mẫu văn bản": documents that began from it stay as they are."""
    if not permissions.can_write(by, template):
        raise NotAllowed(_("Bạn không sửa được mẫu văn bản này."))
    clean = contents.dump(contents.read(content))
    rows = Template.objects.filter(pk=template.pk, version=seen, dropped_at=None)
    if rows.update(content=clean, version=seen + 1) != 1:
        raise WrittenMeanwhile(_("Mẫu đã thay đổi sau khi bạn mở. Hãy xem lại rồi lưu lần nữa."))
    template.content, template.version = clean, seen + 1
    event = TemplateWritten(template_id=template.pk, unit_id=template.unit_id)
    record(event, by=by, at=at)
    return template


@transaction.atomic
def drop(template: Template, *, by: Actor, at: dt.datetime) -> Template:
    """ "Bỏ mẫu" of the unit."""
    if not permissions.can_write(by, template):
        raise NotAllowed(_("Bạn không bỏ được mẫu văn bản này."))
    if Template.objects.filter(pk=template.pk, dropped_at=None).update(dropped_at=at) == 1:
        event = TemplateDropped(template_id=template.pk, unit_id=template.unit_id)
        record(event, by=by, at=at)
    return template
