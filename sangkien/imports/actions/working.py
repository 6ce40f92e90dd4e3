"""The worker's part: read, judge, write, take back, a block of lines at a time.

Each block is one transaction that begins by locking the row of the import and ends by moving its
`position`. Whoever dies in between leaves nothing behind, and the next worker goes on from there;
two workers at once do not do the same block twice. Between blocks the others get their turn, so
that nobody waits for long on a database with one writer.
"""

import itertools
import logging
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.core import db
from sangkien.core.errors import DomainError, NotAllowed, NotFound
from sangkien.files.errors import FileNotReady
from sangkien.imports import queries, reading
from sangkien.imports.actions import blocks
from sangkien.imports.enums import State
from sangkien.imports.errors import UnreadableWorkbook
from sangkien.imports.kinds import Kind, get
from sangkien.imports.models import ImportBatch, ImportLine

log = logging.getLogger(__name__)

BLOCK = 500  # at most: a slow or busy machine gets smaller ones
FIRST_BLOCK, SMALLEST_BLOCK = 100, 20
BLOCK_SECONDS = 0.1  # how long one transaction should keep other writers waiting
SLICE_SECONDS = 2.0  # then the worker looks after its other jobs
LONGEST_PAUSE = 0.5
MOST_FAILURES = 8
SCANNER_PAUSE = timedelta(seconds=5)  # a file is read once the virus scanner has passed it
# What one line can bring upon its block; anything else is the machine's trouble, which passes.
_FAULTS_OF_A_LINE = (IntegrityError, DataError, ArithmeticError, LookupError, TypeError, ValueError)


def step(now: datetime) -> int:
    """Work for a moment on one import. Returns how many lines were handled."""
    batch = queries.next_waiting(now)
    if batch is None:
        return 0
    try:
        return _work(batch, now)
    except FileNotReady:
        ImportBatch.objects.filter(pk=batch.pk).update(retry_at=now + SCANNER_PAUSE)
    except (NotAllowed, NotFound, UnreadableWorkbook) as refusal:
        _stop(batch.pk, str(refusal), now)
    except Exception:
        log.exception("import %s failed", batch.pk)
        _rest(batch.pk, now)
    return 1


def _work(batch: ImportBatch, now: datetime) -> int:
    if batch.state in {State.RECEIVED, State.READING}:
        return _read(batch, now)
    started, handled = time.monotonic(), 0
    while time.monotonic() - started < SLICE_SECONDS:
        began = time.monotonic()
        done = _advance(batch.pk, now, size=min(_sizes.get(batch.state, FIRST_BLOCK), BLOCK))
        handled += done
        if not done:
            break
        _sizes[batch.state] = _next_size(done, time.monotonic() - began)
        _pause(began)
    return max(handled, 1)


# What fits into a block of each phase, as this process has found it. Kept from turn to turn: on a
# slow machine each turn would else begin with a block that keeps everybody waiting.
_sizes: dict[str, int] = {}


def _next_size(done: int, seconds: float) -> int:
    """Smaller at once, larger step by step: one quick block says little about the next."""
    wanted = int(done * BLOCK_SECONDS / max(seconds, 0.001))
    return max(SMALLEST_BLOCK, min(wanted, 2 * done))


def _pause(began: float) -> None:
    """As long as the block took: half of the time belongs to the others, and on SQLite long enough
    for whoever waits to look once.
    """
    shortest = 0.12 if db.has_one_writer() else 0.02
    time.sleep(min(LONGEST_PAUSE, max(shortest, time.monotonic() - began)))


# Reading


def _read(batch: ImportBatch, now: datetime) -> int:
    """Store the lines of the file; what was stored before a crash is skipped."""
    if batch.file is None:
        raise UnreadableWorkbook(_("Tệp không còn nữa. Hãy gửi lại."))
    kind = get(batch.kind)
    rows = reading.read(batch.file, kind)
    ImportBatch.objects.filter(pk=batch.pk, state=State.RECEIVED).update(state=State.READING)
    stored = batch.position
    for block in _blocks(itertools.islice(rows, stored, None)):
        began = time.monotonic()
        if not _store(batch.pk, kind, block, after=stored):
            return stored  # another worker reads it
        stored += len(block)
        _pause(began)
    if not stored:
        raise UnreadableWorkbook(_("Tệp không có dòng dữ liệu nào dưới dòng tên cột."))
    ImportBatch.objects.filter(pk=batch.pk, state=State.READING, position=stored).update(
        state=State.JUDGING, position=0
    )
    return stored


def _blocks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while block := list(itertools.islice(rows, BLOCK)):
        yield block


@transaction.atomic
def _store(pk: int, kind: Kind, block: Sequence[dict[str, Any]], *, after: int) -> bool:
    held = _held(pk)
    if held is None or held.state != State.READING or held.position != after:
        return False
    ImportLine.objects.bulk_create(
        [_line(pk, kind, row, position=after + n) for n, row in enumerate(block, start=1)]
    )
    total = after + len(block)
    ImportBatch.objects.filter(pk=pk).update(position=total, total=total)
    return True


def _line(pk: int, kind: Kind, row: dict[str, Any], *, position: int) -> ImportLine:
    key, twin_key = kind.keys(row["cells"])
    labels = {column.key: column.label for column in kind.columns}
    return ImportLine(
        batch_id=pk,
        position=position,
        row=row["row"],
        cells=row["cells"],
        notes=[
            _("Ô “%(column)s” là công thức, đã lấy kết quả đã tính sẵn.") % {"column": labels[name]}
            for name in row["computed"]
        ],
        key=key[:60],
        twin_key=twin_key[:60],
    )


# Judging, writing, taking back


def _advance(pk: int, now: datetime, *, size: int) -> int:
    """One block; when a line spoils it, its lines one by one."""
    try:
        return _block(pk, now, size=size)
    except _FAULTS_OF_A_LINE:
        log.exception("a block of import %s failed, taking its lines one by one", pk)
    return sum(_single(pk, now) for _number in range(size))


def _single(pk: int, now: datetime) -> int:
    try:
        return _block(pk, now, size=1)
    except _FAULTS_OF_A_LINE:
        log.exception("a line of import %s failed", pk)
    return _block(pk, now, size=1, spoilt=True)


@transaction.atomic
def _block(pk: int, now: datetime, *, size: int, spoilt: bool = False) -> int:
    """Handle the next lines and move the position behind them, or end the phase."""
    held = _held(pk)
    if held is None or held.state not in blocks.PHASES:
        return 0
    phase = blocks.PHASES[State(held.state)]
    lines = phase.lines(held, size)
    if not lines:
        changes = phase.ended(now)
        ImportBatch.objects.filter(pk=pk).update(failures=0, retry_at=None, **changes)
        return 0
    if spoilt:
        phase.spoil(lines)
    else:
        phase.work(held, lines, now)
    ImportLine.objects.bulk_create(
        lines, update_conflicts=True, unique_fields=["id"], update_fields=phase.fields
    )
    position = phase.position(lines)
    ImportBatch.objects.filter(pk=pk).update(position=position, failures=0, retry_at=None)
    return len(lines)


def _held(pk: int) -> ImportBatch | None:
    """The import, locked for this transaction; None while another worker holds it."""
    return db.locked(ImportBatch.objects.filter(pk=pk), skip=True).first()


# When it does not work


def _stop(pk: int, problem: str, now: datetime) -> None:
    """It makes no sense to try again. What was written stays, and can be undone."""
    batch = ImportBatch.objects.get(pk=pk)
    began_to_write = batch.state in {State.RUNNING, State.UNDOING}
    state = State.DONE if began_to_write else State.FAILED
    ImportBatch.objects.filter(pk=pk, state=batch.state).update(
        state=state, problem=problem[:500], finished_at=batch.finished_at or now
    )


def _rest(pk: int, now: datetime) -> None:
    """Try again after a pause that doubles; the others are not held up."""
    batch = ImportBatch.objects.get(pk=pk)
    failures = batch.failures + 1
    if failures > MOST_FAILURES:
        _stop(pk, str(GivenUp()), now)
        return
    pause = timedelta(seconds=2**failures)
    ImportBatch.objects.filter(pk=pk).update(failures=failures, retry_at=now + pause)


class GivenUp(DomainError):
    """Tried often enough."""

    code = "given_up"

    def __init__(self) -> None:
        super().__init__(_("Hệ thống gặp lỗi nhiều lần nên đã dừng. Hãy báo người quản trị."))
