"""Workers that die, workers at once, officers at once: nothing twice, nothing half."""

import io
import uuid
import zipfile
from typing import Any

import pytest
from django.db import OperationalError
from python_calamine import CalamineWorkbook

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.core.errors import ChangedMeanwhile
from sangkien.files.actions import storing
from sangkien.imports import queries, workbooks
from sangkien.imports.actions import blocks, receiving, working
from sangkien.imports.enums import State
from sangkien.imports.errors import InvalidImport
from sangkien.imports.kinds import get
from sangkien.imports.models import ImportBatch, ImportLine
from sangkien.imports.rules import LINES_KEPT_FOR, UNDO_FOR
from sangkien.units.actions import listed_members
from sangkien.units.models import Membership
from tests.factories import Cast, actor, make_cast
from tests.imports.workbooks import (
    confirm,
    outcomes,
    preview,
    receive,
    run,
    undo,
    upload,
    verdicts,
    work,
    workbook,
)
from tests.threads import outcomes as at_once

pytestmark = pytest.mark.django_db
ROWS = [(f"M{n:03d}", f"Lê Thị Hoa {n}") for n in range(25)]


class Killed(BaseException):
    """As if the process were gone: nothing catches it."""


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "BLOCK", 4)
    monkeypatch.setattr(working, "_pause", lambda began: None)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def dies_at(call: int, target: Any, name: str, patch: pytest.MonkeyPatch) -> None:
    """The process is killed in the middle of the n-th call."""
    real, calls = getattr(target, name), iter(range(1, 10_000))

    def dying(*args: Any, **options: Any) -> Any:
        done = real(*args, **options)
        if next(calls) == call:
            raise Killed
        return done

    patch.setattr(target, name, dying)


def killed_then_resumed(patch: pytest.MonkeyPatch, target: Any, name: str, call: int) -> None:
    with patch.context() as dying:
        dies_at(call, target, name, dying)
        with pytest.raises(Killed):
            work()
    work()


@pytest.mark.parametrize("call", [1, 3, 7])
def test_reading_goes_on_where_a_killed_worker_stopped(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    batch = receive(cast.factory, cast.officer, workbook(ROWS))

    killed_then_resumed(monkeypatch, working, "_store", call)

    batch.refresh_from_db()
    assert (batch.state, batch.total) == (State.PREVIEWED, 25)
    assert list(batch.lines.order_by("position").values_list("key", flat=True)) == [
        code for code, _name in ROWS
    ]


@pytest.mark.parametrize("call", [1, 4, 7])
def test_writing_goes_on_where_a_killed_worker_stopped(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    batch = preview(cast.factory, cast.officer, ROWS)
    confirm(batch, cast.factory, cast.officer)

    killed_then_resumed(monkeypatch, listed_members, "write", call)

    batch.refresh_from_db()
    assert (batch.state, outcomes(batch)) == (State.DONE, ["applied"] * 25)
    assert User.objects.filter(member_code__startswith="M0").count() == 25
    assert Membership.objects.filter(user__member_code__startswith="M0").count() == 25


def test_undo_goes_on_where_a_killed_worker_stopped(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = run(preview(cast.factory, cast.officer, ROWS), cast.factory, cast.officer)
    now = clock.now()
    receiving.undo(batch, path=cast.factory.path, by=actor(cast.officer, at=now), at=now)

    killed_then_resumed(monkeypatch, listed_members, "take_back", 3)

    batch.refresh_from_db()
    assert (batch.state, outcomes(batch)) == (State.UNDONE, ["undone"] * 25)
    assert not User.objects.filter(member_code__startswith="M0").exists()


def test_a_line_that_breaks_its_block_is_left_out_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = listed_members.write

    def breaking(lines: Any, task: Any) -> Any:
        if any(line.typed.member_code == "M006" for line in lines):
            raise ValueError("this line only")
        return real(lines, task)

    monkeypatch.setattr(listed_members, "write", breaking)
    batch = run(preview(cast.factory, cast.officer, ROWS), cast.factory, cast.officer)

    assert outcomes(batch) == ["applied"] * 6 + ["refused"] + ["applied"] * 18


def test_trouble_of_the_machine_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = preview(cast.factory, cast.officer, ROWS)
    confirm(batch, cast.factory, cast.officer)
    with monkeypatch.context() as full:
        full.setattr(listed_members, "write", _disk_full)
        work()
    batch.refresh_from_db()
    assert (batch.state, batch.failures, batch.position) == (State.RUNNING, 1, 0)
    assert batch.retry_at is not None

    assert working.step(batch.retry_at) > 0

    batch.refresh_from_db()
    assert batch.failures == 0


def _disk_full(*_args: object) -> None:
    raise OperationalError("database or disk is full")


def test_what_never_works_stops_at_last(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = preview(cast.factory, cast.officer, ROWS)
    confirm(batch, cast.factory, cast.officer)
    monkeypatch.setattr(listed_members, "write", _disk_full)

    for _try in range(working.MOST_FAILURES + 1):
        batch.refresh_from_db()
        working.step(batch.retry_at or clock.now())

    batch.refresh_from_db()
    assert (batch.state, bool(batch.problem)) == (State.DONE, True)


@pytest.mark.parametrize(
    ("done", "seconds", "following"),
    [(100, 0.1, 100), (100, 0.5, 20), (100, 10.0, 20), (100, 0.001, 200), (3, 0.0, 20)],
)
def test_blocks_shrink_at_once_and_grow_step_by_step(
    done: int, seconds: float, following: int
) -> None:
    assert working._next_size(done, seconds) == following


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_each_line_once() -> None:
    cast = make_cast()
    batch = preview(cast.factory, cast.officer, ROWS)
    confirm(batch, cast.factory, cast.officer)

    at_once(work, work)
    work()

    batch.refresh_from_db()
    assert (batch.state, outcomes(batch)) == (State.DONE, ["applied"] * 25)
    assert User.objects.filter(member_code__startswith="M0").count() == 25


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_officers_with_the_same_people_make_no_doubles() -> None:
    cast = make_cast()
    first = preview(cast.factory, cast.officer, ROWS)
    rows = [(code, name, "", cast.factory.code) for code, name in ROWS]
    second = preview(cast.superior, cast.superior_officer, rows)
    assert verdicts(second) == ["ok"] * 25
    confirm(first, cast.factory, cast.officer)
    confirm(second, cast.superior, cast.superior_officer)

    at_once(lambda: everything(first), lambda: everything(second))

    found = [*outcomes(first), *outcomes(second)]
    assert sorted(found) == ["applied"] * 25 + ["same"] * 25
    assert User.objects.filter(member_code__startswith="M0").count() == 25


def everything(batch: ImportBatch) -> None:
    while working._advance(batch.pk, clock.now(), size=4):
        pass


def test_the_same_form_twice_is_one_import(cast: Cast) -> None:
    key, now = uuid.uuid4(), clock.now()
    options: dict[str, Any] = {
        "kind": get("doan-vien"),
        "unit_id": cast.factory.pk,
        "path": cast.factory.path,
        "request_key": key,
        "by": actor(cast.officer, at=now),
        "at": now,
    }

    sent = [receiving.receive(upload(workbook(ROWS)), **options) for _again in range(2)]

    assert sent[0] == sent[1]


def test_agreeing_twice_runs_once(cast: Cast) -> None:
    batch = preview(cast.factory, cast.officer, ROWS)
    again = ImportBatch.objects.get(pk=batch.pk)
    confirm(batch, cast.factory, cast.officer)

    with pytest.raises(ChangedMeanwhile):
        confirm(again, cast.factory, cast.officer)


def test_the_same_file_is_recognised(cast: Cast) -> None:
    data = workbook(ROWS)
    first = receive(cast.factory, cast.officer, data)
    work()
    first.refresh_from_db()
    run(first, cast.factory, cast.officer)
    second = receive(cast.factory, cast.officer, data)
    work()

    second.refresh_from_db()
    assert queries.same_file_before(second) == first
    assert verdicts(second) == ["same"] * 25


def test_wrong_lines_come_back_as_text_with_their_reason(cast: Cast) -> None:
    rows = [("=1+1", "=cmd|' /C calc'!A0"), ("M02", "")]
    batch = preview(cast.factory, cast.officer, rows)

    made = workbooks.wrong_lines(get("doan-vien"), queries.wrong_lines(batch))

    lines = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert lines[1][:2] == ["=1+1", "=cmd|' /C calc'!A0"]
    assert "Dòng 3: Thiếu họ và tên" in str(lines[2][-1])
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_the_template_can_be_filled_in_and_sent(cast: Cast) -> None:
    made = workbooks.template(get("doan-vien"), cast.factory.pk)

    batch = receive(cast.factory, cast.officer, made)
    work()

    batch.refresh_from_db()
    assert "không có dòng dữ liệu nào" in batch.problem  # read, but empty: examples do not count


def test_undo_ends_after_seven_days(cast: Cast) -> None:
    batch = run(preview(cast.factory, cast.officer, ROWS[:1]), cast.factory, cast.officer)
    ImportBatch.objects.filter(pk=batch.pk).update(finished_at=clock.now() - UNDO_FOR)
    batch.refresh_from_db()

    with pytest.raises(InvalidImport, match="7 ngày"):
        undo(batch, cast.factory, cast.officer)


def test_lines_are_removed_after_a_month(cast: Cast) -> None:
    batch = run(preview(cast.factory, cast.officer, ROWS[:1]), cast.factory, cast.officer)

    assert receiving.remove_lines(clock.now()) == 0
    assert receiving.remove_lines(clock.now() + LINES_KEPT_FOR) == 1
    assert not ImportLine.objects.filter(batch=batch).exists()
    batch.refresh_from_db()
    assert (batch.file, batch.file_name) == (None, "danh sách.xlsx")
    assert storing.remove_unheld(clock.now() + LINES_KEPT_FOR) == 1


def test_a_unit_cannot_pile_up_files(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_UNFINISHED", 1)
    receive(cast.factory, cast.officer, workbook(ROWS))

    with pytest.raises(InvalidImport):
        receive(cast.factory, cast.officer, workbook(ROWS))


def test_every_working_state_has_its_phase() -> None:
    assert set(blocks.PHASES) == {State.JUDGING, State.RUNNING, State.UNDOING}
