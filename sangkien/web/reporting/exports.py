"""Reports leave the product: a workbook of all units, an archive of their files."""

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from sangkien.core import text
from sangkien.core.periods import VIETNAM
from sangkien.files.queries import opened
from sangkien.reporting import queries
from sangkien.reporting.enums import QuestionKind
from sangkien.reporting.models import Occurrence, Report
from sangkien.web.reporting import lines
from sangkien.web.shared import cells
from sangkien.web.shared.cells import Column, Kind, Rows
from sangkien.web.shared.http import PRIVATE

if TYPE_CHECKING:
    from sangkien.reporting.models import ReportFile
    from sangkien.reporting.queries import GridLine

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_ARCHIVED = 500  # files
MOST_BYTES = 300 * 1024 * 1024
SPOOLED = 5 * 1024 * 1024
WIDE, NARROW = 40, 22
FIRST_ROW = 4


def asks_for_files(occurrence: Occurrence) -> bool:
    return any(one.kind == QuestionKind.FILE for one in occurrence.request.asked)


def file_name(occurrence: Occurrence) -> str:
    words = text.fold(f"{occurrence.request.title} {occurrence.first_on:%d-%m-%Y}")
    return "-".join(words.split())[:80]


def grid_rows(
    columns: "Sequence[Occurrence]", rows: "Sequence[GridLine]", *, now: dt.datetime
) -> Rows:
    head = [Column(_("Đơn vị"), Kind.HEAD), *(Column(one.label) for one in columns)]
    return cells.write(
        head, ([row.unit.label, *(_cell(one, now) for one in row.reports)] for row in rows)
    )


def _cell(report: Report | None, now: dt.datetime) -> str:
    if report is None:
        return "—"
    words = lines.short_words(report.standing(now), is_returned=report.is_returned)
    return format_html('<a href="{}">{}</a>', reverse("reporting:report", args=[report.pk]), words)


def workbook(occurrence: Occurrence, *, now: dt.datetime) -> bytes:
    """One line for each unit, written in constant memory; numbers as numbers."""
    kept = io.BytesIO()
    questions = [q for q in occurrence.request.asked if q.kind != QuestionKind.FILE]
    with (
        tempfile.TemporaryDirectory() as folder,
        Workbook(kept, {**OPTIONS, "tmpdir": folder}) as book,
    ):
        sheet = book.add_worksheet(_("Tổng hợp"))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        _head(sheet, occurrence, questions, bold, now=now)
        for number, report in enumerate(_reports(occurrence), start=FIRST_ROW):
            _write(sheet, number, report, questions, plain, now=now)
    return kept.getvalue()


def _head(
    sheet: Any, occurrence: Occurrence, questions: Any, bold: Any, *, now: dt.datetime
) -> None:
    labels = [_("Mã đơn vị"), _("Đơn vị"), _("Tình trạng"), _("Nộp lúc"), _("Hạn nộp")]
    labels += [question.label for question in questions]
    sheet.set_column(0, len(labels) - 1, NARROW)
    sheet.set_column(1, 1, WIDE)
    request = occurrence.request
    title = f"{request.title} · {occurrence.label}" if request.is_repeated else request.title
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, _("Số liệu tính đến %(at)s") % {"at": _instant(now)})
    for place, label in enumerate(labels):
        sheet.write_string(FIRST_ROW - 1, place, label, bold)


def _reports(occurrence: Occurrence) -> Iterator[Report]:
    rows = Report.objects.filter(occurrence=occurrence).select_related(
        "unit", "occurrence__request"
    )
    return rows.order_by("pk").iterator(chunk_size=1_000)


def _write(
    sheet: Any, number: int, report: Report, questions: Any, plain: Any, *, now: dt.datetime
) -> None:
    words = lines.standing_words(report, report.standing(now), now=now)
    sent = _instant(report.counted_at) if report.counted_at else ""
    known = [report.unit.code, report.unit.name, words, sent, _instant(report.due_at)]
    for place, value in enumerate(known):
        sheet.write_string(number, place, value, plain)
    for place, question in enumerate(questions, start=len(known)):
        value = report.answers.get(question.key)
        if value is None:
            continue
        if question.kind == QuestionKind.NUMBER:
            sheet.write_number(number, place, float(value), plain)
        else:
            sheet.write_string(number, place, value, plain)


def _instant(at: dt.datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def archive(occurrence: Occurrence) -> HttpResponseBase:
    """Up to a number of files and bytes; a list in it says what is inside, and what was left out."""
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115 - sent, then closed
    listed: list[str] = []
    size = count = 0
    with zipfile.ZipFile(spool, "w", zipfile.ZIP_STORED) as packed:
        for report, kept in queries.files_of(occurrence):
            name = f"{report.unit.code}/{kept.pk}-{kept.file.original_name}"
            fits = count < MOST_ARCHIVED and size + kept.file.size <= MOST_BYTES
            if not (fits and kept.file.is_clean):
                listed.append(_("Không có trong gói này: %(name)s") % {"name": name})
                continue
            _pack(packed, name, kept)
            size, count = size + kept.file.size, count + 1
            listed.append(f"{name}: {report.unit.name}")
        packed.writestr("danh-sach.txt", "\n".join(listed) or _("Chưa có tệp nào."))
    spool.seek(0)
    response = FileResponse(spool, as_attachment=True, filename=f"{file_name(occurrence)}.zip")
    response["Cache-Control"] = PRIVATE
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _pack(packed: zipfile.ZipFile, name: str, kept: "ReportFile") -> None:
    with opened(kept.file) as source, packed.open(name, "w") as target:
        while chunk := source.read(64 * 1024):
            target.write(chunk)
