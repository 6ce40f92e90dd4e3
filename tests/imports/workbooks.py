"""Workbooks as officers send them, and the worker that reads them."""

import datetime as dt
import io
import uuid
from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.imports.actions import receiving, working
from sangkien.imports.kinds import get
from sangkien.imports.models import ImportBatch
from sangkien.units.models import Unit
from tests.factories import actor

HEADER = ("Mã đoàn viên", "Họ và tên", "Số điện thoại", "Mã đơn vị")
UNITS_HEADER = (
    "Mã đơn vị",
    "Tên đơn vị",
    "Cấp",
    "Mã đơn vị cấp trên",
    "Số đoàn viên",
    "Số lao động",
)


def workbook(rows: Sequence[Sequence[object]], header: Sequence[str] = HEADER) -> bytes:
    """A list as Excel would save it; dates become real dates, texts stay texts."""
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with Workbook(target, options) as book:
        sheet = book.add_worksheet("Danh sách")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, title in enumerate(header):
            sheet.write_string(0, place, title)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, place, dt.datetime.combine(cell, dt.time()), day)
                elif cell is not None:
                    sheet.write(number, place, cell)
    return target.getvalue()


def upload(data: bytes, name: str = "danh sách.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def receive(unit: Unit, user: User, data: bytes, *, kind: str = "doan-vien") -> ImportBatch:
    now = clock.now()
    return receiving.receive(
        upload(data),
        kind=get(kind),
        unit_id=unit.pk,
        path=unit.path,
        request_key=uuid.uuid4(),
        by=actor(user, at=now),
        at=now,
    )


def work() -> None:
    """The worker, until nothing is left to do."""
    while working.step(clock.now()):
        pass


def preview(
    unit: Unit,
    user: User,
    rows: Sequence[Sequence[object]],
    *,
    kind: str = "doan-vien",
    header: Sequence[str] | None = None,
) -> ImportBatch:
    columns = header or (HEADER if kind == "doan-vien" else UNITS_HEADER)
    batch = receive(unit, user, workbook(rows, columns), kind=kind)
    work()
    batch.refresh_from_db()
    return batch


def confirm(batch: ImportBatch, unit: Unit, user: User) -> ImportBatch:
    now = clock.now()
    return receiving.confirm(batch, path=unit.path, by=actor(user, at=now), at=now)


def run(batch: ImportBatch, unit: Unit, user: User) -> ImportBatch:
    confirm(batch, unit, user)
    work()
    batch.refresh_from_db()
    return batch


def undo(batch: ImportBatch, unit: Unit, user: User) -> ImportBatch:
    now = clock.now()
    receiving.undo(batch, path=unit.path, by=actor(user, at=now), at=now)
    work()
    batch.refresh_from_db()
    return batch


def verdicts(batch: ImportBatch) -> list[str]:
    return list(batch.lines.order_by("position").values_list("verdict", flat=True))


def outcomes(batch: ImportBatch) -> list[str]:
    return list(batch.lines.order_by("position").values_list("outcome", flat=True))


def reasons(batch: ImportBatch, position: int = 1) -> str:
    return " ".join(batch.lines.get(position=position).reasons)
