"""The worker's part: one list at a time, a second of it in each turn.

The file grows in the process that writes it, and the next turn goes on behind the last row, so that
totals, notices and whoever else waits for the worker get their turn in between. Such a file cannot be
continued by anybody else: when the process dies, another one begins anew after `rules.HELD_FOR`, under a
new `runner`; whoever is not the runner any more throws away what it has. So there is one file in the end.
"""

import logging
import secrets
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.exports import kinds, queries, rules
from sangkien.exports.actions import asking
from sangkien.exports.enums import Format, State
from sangkien.exports.events import ExportFailed, ExportMade
from sangkien.exports.models import Export
from sangkien.exports.texts import Lines
from sangkien.exports.workbooks import Book
from sangkien.files.actions import storing
from sangkien.files.enums import FileKind
from sangkien.journal.actions.recording import record

log = logging.getLogger(__name__)

SLICE_SECONDS = 1.0
BLOCK = 1_000
KINDS = {Format.XLSX: FileKind.XLSX, Format.CSV: FileKind.CSV}


@dataclass
class Writing:
    """One export under the hand of this process."""

    export: Export
    runner: str
    file: IO[bytes]
    target: "Book | Lines | None" = None
    place: str = ""
    rows: int = 0
    share: float | None = None
    known: int | None = None
    is_over: bool = False
    is_closed: bool = False

    def drop(self) -> None:
        if self.target is not None and not self.is_closed:
            self.target.drop()
        self.file.close()


@dataclass
class _Desk:
    writing: Writing | None = field(default=None)


_desk = _Desk()


def step(now: datetime) -> int:
    """Write for a moment. Returns how many rows came in, 0 when nothing waits."""
    writing, _desk.writing = _desk.writing or _claimed(now), None
    if writing is None:
        return 0
    before = writing.rows
    try:
        if _go_on(writing, now):
            _desk.writing = writing
            return max(writing.rows - before, 1)
    except (NotAllowed, NotFound) as refusal:
        _fail(writing, str(refusal), now)
    except Exception:
        log.exception("export %s failed", writing.export.pk)
        _rest(writing, now)
    writing.drop()
    return max(writing.rows - before, 1)


def let_go() -> None:
    """Forget what is under way, as a process does that dies."""
    if _desk.writing is not None:
        _desk.writing.drop()
        _desk.writing = None


def _claimed(now: datetime) -> Writing | None:
    """The oldest that waits, if nobody else took it meanwhile."""
    found = queries.claimable(now).first()
    if found is None:
        return None
    runner = secrets.token_hex(16)
    mine = queries.claimable(now).filter(pk=found.pk, runner=found.runner)
    taken = mine.order_by().update(
        state=State.RUNNING,
        runner=runner,
        tries=F("tries") + 1,
        rows=0,
        total=None,
        held_until=now + rules.HELD_FOR,
    )
    if not taken:
        return None
    found.refresh_from_db()
    return Writing(export=found, runner=runner, file=tempfile.TemporaryFile())


def _go_on(writing: Writing, now: datetime) -> bool:
    """Whether there is more to do in a later turn."""
    if writing.export.tries > rules.MOST_TRIES:
        raise NotAllowed(_("Hệ thống gặp lỗi nhiều lần nên đã dừng. Hãy báo người quản trị."))
    actor = kinds.owner(writing.export.owner_id, at=now)
    table = kinds.get(writing.export.kind).table(writing.export.parameters, actor=actor, at=now)
    asking.ensure_same(writing.export, table)
    if writing.target is None:
        writing.target = _target(writing, table)
        writing.known = table.estimate()
    _fill(writing, writing.target, table)
    if not _still_mine(writing, now):
        return False  # stopped, or another process took over
    if not writing.is_over:
        return True
    writing.target.close()
    writing.is_closed = True
    _finish(writing, now)
    return False


def _target(writing: Writing, table: kinds.Table) -> "Book | Lines":
    if writing.export.format == Format.CSV:
        return Lines(writing.file, columns=table.columns)
    return Book(writing.file, name=table.title, heading=table.heading, columns=table.columns)


def _fill(writing: Writing, target: "Book | Lines", table: kinds.Table) -> None:
    """Blocks until the slice is over, at least one."""
    until = time.monotonic() + SLICE_SECONDS
    while True:
        block = table.block(writing.place, BLOCK)
        for cells in block.rows:
            target.write(cells)
        writing.rows += len(block.rows)
        writing.place, writing.share = block.following, block.share
        writing.is_over = not block.following
        if writing.is_over or time.monotonic() > until:
            return


def _held(writing: Writing) -> QuerySet[Export]:
    return Export.objects.filter(pk=writing.export.pk, state=State.RUNNING, runner=writing.runner)


def _still_mine(writing: Writing, now: datetime) -> bool:
    total = rules.estimated_total(writing.rows, writing.share, writing.known)
    held_until = now + rules.HELD_FOR
    return bool(_held(writing).update(rows=writing.rows, total=total, held_until=held_until))


@transaction.atomic
def _finish(writing: Writing, now: datetime) -> None:
    """The file, the state and the entry in the journal, or none of them."""
    export = writing.export
    if db.locked(_held(writing)).first() is None:
        return
    stored = storing.keep_made(
        writing.file,
        kind=KINDS[Format(export.format)],
        name=export.title,
        purpose="export",
        owner_id=export.owner_id,
        at=now,
    )
    _held(writing).update(
        state=State.DONE,
        file=stored,
        rows=writing.rows,
        total=writing.rows,
        finished_at=now,
        expires_at=now + rules.KEPT_FOR,
    )
    record(ExportMade(**_facts(writing)), by=Actor.system(), at=now)


@transaction.atomic
def _fail(writing: Writing, problem: str, now: datetime) -> None:
    """It makes no sense to try again."""
    if not _held(writing).update(
        state=State.FAILED, problem=problem[:300], runner="", finished_at=now
    ):
        return
    record(ExportFailed(**_facts(writing)), by=Actor.system(), at=now)


def _facts(writing: Writing) -> dict[str, Any]:
    export = writing.export
    return {**asking.facts(export), "owner_id": export.owner_id, "rows": writing.rows}


def _rest(writing: Writing, now: datetime) -> None:
    """From the beginning, after a pause."""
    _held(writing).update(state=State.WAITING, runner="", held_until=now + rules.REST)


@transaction.atomic
def expire(now: datetime) -> int:
    """ "Dọn tệp đã xuất": that there was one stays, with how many rows of what."""
    found = list(queries.outlived(now).select_related("file")[:100])
    for export in found:
        stored = export.file
        Export.objects.filter(pk=export.pk).update(state=State.EXPIRED, file=None)
        if stored is not None:
            storing.drop(stored)
    return len(found)
