"""What each phase does with a block of lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext as _

from sangkien.core.periods import local_day
from sangkien.imports.enums import Outcome, State, Verdict
from sangkien.imports.kinds import Done, Row, Task, get
from sangkien.imports.models import ImportBatch, ImportLine

Lines = list[ImportLine]


@dataclass(frozen=True, kw_only=True)
class Phase:
    """`work` changes the lines in memory, `fields` are then stored; `position` is the next place
    to begin behind; `ended` is what the import becomes when no lines are left.
    """

    lines: Callable[[ImportBatch, int], Lines]
    work: Callable[[ImportBatch, Lines, datetime], None]
    spoil: Callable[[Lines], None]
    fields: Sequence[str]
    position: Callable[[Lines], int]
    ended: Callable[[datetime], Mapping[str, Any]]


def _following(batch: ImportBatch, size: int) -> Lines:
    found = batch.lines.filter(position__gt=batch.position, position__lte=batch.position + size)
    return list(found.order_by("position"))


def _written(batch: ImportBatch, size: int) -> Lines:
    """From the end: what came later may stand upon what came before."""
    found = batch.lines.filter(position__lte=batch.position, outcome=Outcome.APPLIED)
    return list(found.order_by("-position")[:size])


def _task(batch: ImportBatch, by_id: int | None, now: datetime) -> Task:
    return Task(
        import_id=batch.pk,
        unit_id=batch.unit_id,
        by_id=by_id or batch.created_by_id,
        day=local_day(batch.created_at),
        at=now,
        received_at=batch.created_at,
    )


def _rows(batch: ImportBatch, lines: Lines) -> list[Row]:
    same = _first(batch, "key", {line.key for line in lines})
    twins = _first(batch, "twin_key", {line.twin_key for line in lines})
    return [
        Row(
            row=line.row,
            cells=line.cells,
            notes=tuple(line.notes),
            same_as=_earlier(same.get(line.key), line),
            twin_of=_earlier(twins.get(line.twin_key), line),
            trace=line.trace,
        )
        for line in lines
    ]


def _first(batch: ImportBatch, field: str, keys: set[str]) -> dict[str, int]:
    """The first row of the file with each key."""
    found = batch.lines.filter(**{f"{field}__in": keys - {""}})
    return dict(found.values_list(field).annotate(first=Min("row")).order_by(field))


def _earlier(first: int | None, line: ImportLine) -> int | None:
    return first if first is not None and first < line.row else None


def _judge(batch: ImportBatch, lines: Lines, now: datetime) -> None:
    found = get(batch.kind).judge(_rows(batch, lines), _task(batch, None, now))
    for line, judgement in zip(lines, found, strict=True):
        line.verdict = judgement.verdict
        line.reasons = list(judgement.reasons)
        line.difference = [list(change) for change in judgement.difference]


def _write(batch: ImportBatch, lines: Lines, now: datetime) -> None:
    """Lines are judged again on the way: somebody else may have been faster."""
    wanted = [line for line in lines if line.verdict in {Verdict.OK, Verdict.WARNING}]
    for line in lines:
        line.outcome = Outcome.SAME if line.verdict == Verdict.SAME else Outcome.NONE
    if not wanted:
        return
    task = _task(batch, batch.confirmed_by_id, now)
    _take(wanted, get(batch.kind).apply(_rows(batch, wanted), task))


def _take_back(batch: ImportBatch, lines: Lines, now: datetime) -> None:
    task = _task(batch, batch.undone_by_id, now)
    _take(lines, get(batch.kind).undo(_rows(batch, lines), task))


def _take(lines: Lines, results: Sequence[Done]) -> None:
    for line, done in zip(lines, results, strict=True):
        line.outcome = done.outcome
        line.trace = done.trace
        if done.reasons:
            line.reasons = list(done.reasons)


def _spoilt(field: str, value: str) -> Callable[[Lines], None]:
    def spoil(lines: Lines) -> None:
        for line in lines:
            setattr(line, field, value)
            line.reasons = [_("Dòng này làm hệ thống gặp lỗi nên đã bỏ qua. Hãy kiểm tra lại.")]

    return spoil


def _last(lines: Lines) -> int:
    return lines[-1].position


PHASES: dict[str, Phase] = {
    State.JUDGING: Phase(
        lines=_following,
        work=_judge,
        spoil=_spoilt("verdict", Verdict.ERROR),
        fields=("verdict", "reasons", "difference"),
        position=_last,
        ended=lambda now: {"state": State.PREVIEWED},
    ),
    State.RUNNING: Phase(
        lines=_following,
        work=_write,
        spoil=_spoilt("outcome", Outcome.REFUSED),
        fields=("outcome", "reasons", "trace"),
        position=_last,
        ended=lambda now: {"state": State.DONE, "finished_at": now},
    ),
    State.UNDOING: Phase(
        lines=_written,
        work=_take_back,
        spoil=_spoilt("outcome", Outcome.KEPT),
        fields=("outcome", "reasons", "trace"),
        position=lambda lines: lines[-1].position - 1,
        ended=lambda now: {"state": State.UNDONE, "position": 0},
    ),
}
