"""Documents of the superior union of the cast, about a programme of the province."""

import datetime as dt
import uuid
from typing import Any

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.documents import queries
from sangkien.documents.actions import writing
from sangkien.documents.actions.writing import Start
from sangkien.documents.models import Document
from sangkien.papers.enums import PaperKind
from sangkien.programmes.models import Period
from sangkien.units.models import Unit
from tests.factories import actor

KEY = "bao_cao_so_ket"
SIGNED = {"place": "Hưng Yên", "signer_name": "Lê Văn Ký"}


def begin(
    unit: Unit, user: User, *, key: str = KEY, period: Period | None = None, at: dt.datetime
) -> Document:
    template = queries.get_shipped(key)
    start = Start(
        kind=template.kind,
        report_kind=template.report_kind,
        content=template.content,
        period=period,
    )
    by = actor(user, at=at)
    return writing.begin(unit, start, request_key=uuid.uuid4(), by=by, at=at)


def plain(unit: Unit, user: User, *, at: dt.datetime) -> Document:
    """A letter without figures, complete."""
    block = {"key": "b1", "kind": "text", "text": "Đề nghị gửi trước thứ Sáu."}
    head = {"title": "nhắc việc tuần", "signer_post": "CHỦ TỊCH", "blocks": [block], **SIGNED}
    by = actor(user, at=at)
    start = Start(kind=PaperKind.LETTER, content=head)
    return writing.begin(unit, start, request_key=uuid.uuid4(), by=by, at=at)


def rewrite(row: Document, user: User, *, at: dt.datetime | None = None, **head: Any) -> Document:
    """With another head, for a start the signature that a template leaves open."""
    when = at or clock.now()
    content = {**row.content, **SIGNED, **head}
    return writing.write(row, content, seen=row.version, by=actor(user, at=when), at=when)


def submit(row: Document, user: User, *, at: dt.datetime | None = None) -> Document:
    when = at or clock.now()
    return writing.submit(row, seen=row.version, by=actor(user, at=when), at=when)
