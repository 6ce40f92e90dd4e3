"""The rows of an uploaded workbook, read by a process with limits."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

import sangkien
from sangkien.files.models import StoredFile
from sangkien.files.queries import opened
from sangkien.imports import rules
from sangkien.imports.errors import UnreadableWorkbook
from sangkien.imports.kinds import Kind

PACKAGE = Path(sangkien.__file__).resolve().parents[1]
PATIENCE_SECONDS = 120


def read(stored: StoredFile, kind: Kind) -> Iterator[dict[str, Any]]:
    """`row`, `cells` and `computed` of each line, or UnreadableWorkbook with what to do."""
    with tempfile.TemporaryFile() as copy, tempfile.TemporaryFile() as rows:
        with opened(stored) as source:
            shutil.copyfileobj(source, copy)
        copy.seek(0)
        _parse(copy, rows, kind)
        rows.seek(0)
        yield from _checked(rows, kind)


def _parse(source: Any, target: Any, kind: Kind) -> None:
    """Nothing of our environment goes with it: no key, no database."""
    columns = {
        "headers": {column.key: sorted(column.folded) for column in kind.columns},
        "required": [column.key for column in kind.columns if column.is_required],
        "longest": {column.key: column.longest for column in kind.columns},
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the file comes on standard input
            [sys.executable, "-m", "sangkien.imports.parsing", json.dumps(columns)],
            stdin=source,
            stdout=target,
            stderr=subprocess.DEVNULL,
            cwd=PACKAGE,
            env={"PYTHONPATH": str(PACKAGE), "PYTHONUTF8": "1"},
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _broken() from error
    if done.returncode:
        raise _broken()


def _broken() -> UnreadableWorkbook:
    return UnreadableWorkbook(
        _("Không đọc được tệp Excel này. Hãy chép dữ liệu sang tệp mẫu mới tải về rồi gửi lại.")
    )


def _checked(rows: Any, kind: Kind) -> Iterator[dict[str, Any]]:
    for line in rows:
        row = json.loads(line)
        if "refused" in row:
            raise UnreadableWorkbook(_refusal(row["refused"], kind))
        if "row" in row:
            yield row


def _refusal(refused: list[str], kind: Kind) -> str:
    if refused[0] == "rows":
        return _("Tệp có hơn %(most)s dòng. Hãy chia thành nhiều tệp.") % {
            "most": f"{rules.MOST_ROWS:,}".replace(",", ".")
        }
    labels = [column.label for column in kind.columns if column.key in refused[1:]]
    return _(
        "Không thấy cột %(columns)s. Dòng đầu của bảng phải có tên các cột như trong tệp mẫu."
    ) % {"columns": ", ".join(f"“{label}”" for label in labels)}
