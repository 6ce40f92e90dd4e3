"""Reports leave the product: a workbook of all units, an archive of their files."""

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from sangkien.core import text
from sangkien.core.periods import VIETNAM
from sangkien.core.sheets import OPTIONS
from sangkien.files.queries import opened
from sangkien.reporting import queries
from sangkien.reporting.enums import QuestionKind
from sangkien.web.reporting import lines
from sangkien.web.shared import cells
from sangkien.web.shared.cells import Column, Kind, Rows
from sangkien.web.shared.downloads import zip_response

if TYPE_CHECKING:
    from sangkien.reporting.models import Occurrence, Report, ReportFile
    from sangkien.reporting.queries import GridLine

MOST_ARCHIVED = 500  # files
MOST_BYTES = 300 * 1024 * 1024
CHUNK = 64 * 1024
WIDE, NARROW = 40, 22
FIRST_ROW = 4


def asks_for_files(occurrence: "Occurrence") -> bool:
    return any(one.kind == QuestionKind.FILE for one in occurrence.request.asked)


def file_name(occurrence: "Occurrence") -> str:
    words = text.fold(f"{occurrence.request.title} {occurrence.first_on:%d-%m-%Y}")
    return "-".join(words.split())[:80]


def grid_rows(
    columns: "Sequence[Occurrence]", rows: "Sequence[GridLine]", *, now: dt.datetime
) -> Rows:
    head = [Column(_("Đơn vị"), Kind.HEAD), *(Column(one.label) for one in columns)]
    return cells.write(
        head, ([row.unit.label, *(_cell(one, now) for one in row.reports)] for row in rows)
    )


def _cell(report: "Report | None", now: dt.datetime) -> str:
    if report is None:
        return "—"
    words = lines.short_words(report.standing(now), is_returned=report.is_returned)
    return format_html('<a href="{}">{}</a>', reverse("reporting:report", args=[report.pk]), words)


def workbook(occurrence: "Occurrence", *, now: dt.datetime) -> bytes:
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
        for number, report in enumerate(queries.reports_of(occurrence), start=FIRST_ROW):
            _write(sheet, number, report, questions, plain, now=now)
    return kept.getvalue()


def _head(
    sheet: Any, occurrence: "Occurrence", questions: Any, bold: Any, *, now: dt.datetime
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


def _write(
    sheet: Any, number: int, report: "Report", questions: Any, plain: Any, *, now: dt.datetime
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


class _Sink:
    """What the archive wrote since it was asked last; nothing lies on disk or stays in memory."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Nothing lies behind it."""

    def taken(self) -> bytes:
        held, self._held = bytes(self._held), bytearray()
        return held


def archive(occurrence: "Occurrence") -> HttpResponseBase:
    """Up to a number of files and bytes; a list in it says what is inside, and what was left out.
    Written while it is being read, so that an answer that nobody reads leaves nothing open.
    """
    chosen: list[tuple[str, ReportFile]] = []
    listed: list[str] = []
    size = 0
    for report, kept in queries.files_of(occurrence):
        name = f"{report.unit.code}/{kept.pk}-{kept.file.original_name}"
        fits = len(chosen) < MOST_ARCHIVED and size + kept.file.size <= MOST_BYTES
        if fits and kept.file.is_clean:
            chosen.append((name, kept))
            size += kept.file.size
            listed.append(f"{name}: {report.unit.name}")
        else:
            listed.append(_("Không có trong gói này: %(name)s") % {"name": name})
    words = "\n".join(listed) or _("Chưa có tệp nào.")
    return zip_response(_packed(chosen, words), f"{file_name(occurrence)}.zip")


def _packed(chosen: "Sequence[tuple[str, ReportFile]]", words: str) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as packed:  # type: ignore[call-overload]
        for name, kept in chosen:
            with opened(kept.file) as source, packed.open(name, "w") as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
                    yield sink.taken()
        packed.writestr("danh-sach.txt", words)
    yield sink.taken()
