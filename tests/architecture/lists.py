"""The imports from Excel in the one CĐCS of the matrix."""

import io
from typing import Any

from sangkien.core import clock
from sangkien.imports.models import ImportBatch, ImportLine
from tests.architecture.matrix import Form
from tests.factories import Cast
from tests.imports.workbooks import receive, workbook

PAGES = (
    *("import", "import_run", "import_cancel", "import_undo", "import_file", "import_wrong"),
    "import_unmatched",
)


class SentAgain(io.BytesIO):
    """A file that can be sent by one reader after the other."""

    name = "danh sach.xlsx"

    def read(self, size: int | None = -1) -> bytes:
        self.seek(0)
        return super().read(size)


def an_import(cast: Cast, state: str) -> ImportBatch:
    """As the worker leaves it, with one line."""
    batch = receive(cast.factory, cast.officer, workbook([("LX1", "Đinh Trong Tệp")]))
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=state, position=2, total=2, finished_at=clock.now()
    )
    ImportLine.objects.create(
        batch=batch,
        position=1,
        row=2,
        cells={"member_code": "LX1", "full_name": "Đinh Trong Tệp"},
        key="LX1",
        verdict="ok",
        outcome="applied" if state == "done" else "none",
    )
    ImportLine.objects.create(
        batch=batch,
        position=2,
        row=3,
        cells={"member_code": "LX3", "full_name": "Đinh Không Nơi", "unit_name": "Xưởng Lạ"},
        key="LX3",
        verdict="error",
    )
    batch.refresh_from_db()
    return batch


def import_values(imports: dict[str, ImportBatch]) -> dict[str, tuple[object, ...]]:
    numbers = tuple(batch.pk for batch in imports.values())
    members = ("import_upload", "import_template", "import_paste")
    kinds: dict[str, tuple[object, ...]] = {
        f"units:{page}.kind": ("doan-vien",) for page in members
    }
    kinds["units:import_sheet.kind"] = ("sang-kien",)
    return {**{f"units:{page}.pk": numbers for page in PAGES}, **kinds}


def import_forms(cast: Cast, imports: dict[str, ImportBatch]) -> dict[str, Form]:
    factory: dict[str, Any] = {"code": cast.factory.code}
    waiting = {**factory, "pk": imports["previewed"].pk}
    sent = {
        "file": SentAgain(workbook([("LX2", "Hồ Gửi Tệp")])),
        "request_key": "0e6a3b1e-6d4f-4b57-9d5a-2f3b6c7d8e9f",
    }
    return {
        "units:import_upload": Form(
            sender="officer", args={**factory, "kind": "doan-vien"}, body=sent
        ),
        "units:import_paste": Form(
            sender="officer",
            args={**factory, "kind": "doan-vien"},
            body={
                "pasted": "LX3\tHồ Dán Vào",
                "request_key": "0e6a3b1e-6d4f-4b57-9d5a-2f3b6c7d8e90",
            },
        ),
        "units:import_run": Form(sender="officer", args=waiting, body={}),
        "units:import_cancel": Form(sender="officer", args=waiting, body={}),
        "units:import_undo": Form(
            sender="officer", args={**factory, "pk": imports["done"].pk}, body={}
        ),
        "units:import_unmatched": Form(sender="officer", args=waiting, body={}),
    }
