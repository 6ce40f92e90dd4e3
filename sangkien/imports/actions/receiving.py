"""What officers do with an import: send a file, agree, drop it, undo it."""

import uuid
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import ChangedMeanwhile, NotAllowed
from sangkien.files.actions import storing
from sangkien.files.enums import FileKind
from sangkien.imports import queries, rules
from sangkien.imports.enums import State, Verdict
from sangkien.imports.errors import InvalidImport
from sangkien.imports.events import ImportConfirmed, ImportUndone
from sangkien.imports.kinds import Kind, get
from sangkien.imports.models import ImportBatch
from sangkien.journal.actions.recording import record

MOST_UNFINISHED = 20  # of one unit: previews that nobody looks at fill the disk
LIMITS = storing.Limits(kinds=frozenset({FileKind.XLSX}), most_bytes=rules.MOST_BYTES)


def may_run(kind: Kind, *, path: str, by: Actor) -> bool:
    """Whether somebody may import this kind of list for the unit with the path."""
    return any(by.can(permission, at=path) for permission in kind.permissions)


@transaction.atomic
def receive(
    upload: "UploadedFile[Any]",
    *,
    kind: Kind,
    unit_id: int,
    path: str,
    request_key: uuid.UUID,
    by: Actor,
    at: datetime,
) -> ImportBatch:
    """ "Gửi tệp Excel": kept and put before the worker. The same form sent twice is one import."""
    _ensure_may_run(kind, path=path, by=by)
    again = ImportBatch.objects.filter(request_key=request_key, created_by_id=by.user_id).first()
    if again is not None:
        return again
    if by.user_id is None:
        raise NotAllowed(_("Hãy đăng nhập để gửi tệp."))
    if queries.unfinished_count(unit_id) >= MOST_UNFINISHED:
        raise InvalidImport(
            _("Đơn vị còn %(n)s tệp chưa nhập hoặc chưa bỏ. Hãy xử lý bớt rồi gửi tiếp.")
            % {"n": MOST_UNFINISHED},
            field="file",
        )
    stored = storing.store(upload, purpose="import", by=by, at=at, limits=LIMITS)
    return ImportBatch.objects.create(
        kind=kind.key,
        unit_id=unit_id,
        file=stored,
        file_name=stored.original_name,
        digest=stored.sha256,
        request_key=request_key,
        created_by_id=by.user_id,
        created_at=at,
    )


@transaction.atomic
def confirm(batch: ImportBatch, *, path: str, by: Actor, at: datetime) -> ImportBatch:
    """ "Đồng ý nhập": the lines that are right are written in the background."""
    _ensure_may_run(get(batch.kind), path=path, by=by)
    counts = queries.verdict_counts(batch)
    lines = counts.get(Verdict.OK, 0) + counts.get(Verdict.WARNING, 0)
    if batch.state == State.PREVIEWED and not lines:
        raise InvalidImport(_("Không có dòng nào để nhập."))
    moved = batch.state == State.PREVIEWED and batch.move_to(
        State.RUNNING, position=0, confirmed_by_id=by.user_id, confirmed_at=at
    )
    if not moved:
        raise ChangedMeanwhile(_("Lần nhập này đã được bắt đầu hoặc đã bỏ trước đó."))
    event = ImportConfirmed(import_id=batch.pk, unit_id=batch.unit_id, kind=batch.kind, lines=lines)
    record(event, by=by, at=at)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def cancel(batch: ImportBatch, *, path: str, by: Actor, at: datetime) -> ImportBatch:
    """ "Bỏ lần nhập này": nothing was written yet; its lines are removed."""
    _ensure_may_run(get(batch.kind), path=path, by=by)
    if batch.state not in {State.PREVIEWED, State.FAILED} or not batch.move_to(
        State.CANCELLED, finished_at=at, lines_removed_at=at, file=None
    ):
        raise ChangedMeanwhile(_("Lần nhập này không còn ở bước xem trước."))
    batch.lines.all().delete()
    batch.refresh_from_db()
    return batch


@transaction.atomic
def undo(batch: ImportBatch, *, path: str, by: Actor, at: datetime) -> ImportBatch:
    """ "Hoàn tác": takes back, in the background, what nobody has built upon since."""
    _ensure_may_run(get(batch.kind), path=path, by=by)
    if not rules.may_be_undone(batch.finished_at, at=at):
        raise InvalidImport(_("Chỉ hoàn tác được trong 7 ngày sau khi nhập xong."))
    if batch.state != State.DONE or not batch.move_to(
        State.UNDOING, position=batch.total, problem="", undone_by_id=by.user_id, undone_at=at
    ):
        raise ChangedMeanwhile(_("Lần nhập này đã được hoàn tác trước đó."))
    event = ImportUndone(import_id=batch.pk, unit_id=batch.unit_id, kind=batch.kind)
    record(event, by=by, at=at)
    batch.refresh_from_db()
    return batch


def _ensure_may_run(kind: Kind, *, path: str, by: Actor) -> None:
    if not may_run(kind, path=path, by=by):
        raise NotAllowed(_("Bạn không được nhập danh sách này cho đơn vị này."))


def remove_lines(now: datetime) -> int:
    """ "Dọn dòng cũ": what stood in the file is personal data; that there was one stays."""
    found = queries.outlived(now)
    for pk in found:
        with transaction.atomic():
            batch = ImportBatch.objects.get(pk=pk)
            batch.lines.all().delete()
            ImportBatch.objects.filter(pk=pk).update(lines_removed_at=now, file=None)
    return len(found)
