"""Who qualifies, as a table on the page and as a workbook."""

import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from xlsxwriter import Workbook

from sangkien.commendation.rules.eligibility import Verdict
from sangkien.core.periods import instant_words
from sangkien.core.sheets import OPTIONS, csv_lines
from sangkien.web.shared import cells
from sangkien.web.shared.cells import Column, Kind, Rows
from sangkien.web.shared.templatetags import ui

if TYPE_CHECKING:
    from sangkien.commendation.models import Dossier
    from sangkien.commendation.queries.eligible import Line, Screen
    from sangkien.commendation.rules.eligibility import Finding

VERDICTS = {
    Verdict.QUALIFIES: gettext_lazy("Đủ điều kiện"),
    Verdict.TO_STATE: gettext_lazy("Cần xác nhận thêm"),
    Verdict.NEARLY: gettext_lazy("Gần đủ"),
    Verdict.NOT: gettext_lazy("Chưa đủ"),
}
PLACES = {
    "inside": gettext_lazy("trong hạn mức"),
    "edge": gettext_lazy("bằng nhau ở ngưỡng hạn mức, cần xét chọn"),
    "outside": gettext_lazy("ngoài hạn mức"),
    "": "",
}
SIGNS = {True: "check", False: "x", None: "circle-question-mark"}
SAID = {True: gettext_lazy("đạt"), False: gettext_lazy("chưa đạt"), None: gettext_lazy("chưa rõ")}
FIRST_ROW = 4


def rows(
    lines: "Sequence[Line]", *, ticks: bool, quota: bool, begun: "Mapping[str, Dossier]"
) -> Rows:
    """`begun` are the dossiers of the round by the key of their candidate."""
    columns = [
        *([Column(_("Chọn"))] if ticks else []),
        Column(_("Người, tập thể"), Kind.HEAD),
        *([Column(_("Hạn mức"))] if quota else []),
        Column(_("Vì sao")),
    ]
    return cells.write(
        columns, (_line(one, ticks=ticks, quota=quota, begun=begun) for one in lines)
    )


def _line(line: "Line", *, ticks: bool, quota: bool, begun: "Mapping[str, Dossier]") -> list[str]:
    one, dossier = line.candidate, begun.get(line.candidate.key)
    about = one.unit.name if one.user else one.unit.level.name
    name = format_html('{}<br><span class="small muted">{}</span>', one.name, about)
    if dossier is not None:
        name += format_html(
            '<br><a class="small" href="{}">{}</a>',
            reverse("commendation:dossier", args=[dossier.pk]),
            _("Hồ sơ: %(state)s") % {"state": dossier.get_state_display().lower()},
        )
    tick = "" if dossier is not None else ui.bulkbox(one.key, one.name, name="chon")
    return [
        *([tick] if ticks else []),
        name,
        *([str(PLACES[line.place])] if quota else []),
        _why(line),
    ]


def _why(line: "Line") -> SafeString:
    route = line.answer.route
    head = format_html('<span class="small muted">{}</span><br>', route) if route else ""
    found = format_html_join(
        SafeString("<br>"), "{} {}", ((_sign(one), _told(one)) for one in line.answer.findings)
    )
    return format_html("{}{}", head, found)


def _sign(one: "Finding") -> SafeString:
    return format_html(
        '{}<span class="visually-hidden">{}</span>', ui.icon(SIGNS[one.holds], 16), SAID[one.holds]
    )


def _told(one: "Finding") -> SafeString:
    return format_html('<b>{}</b><br><span class="small">{}</span>', one.condition.words, one.words)


def workbook(screen: "Screen") -> bytes:
    """One line for each candidate, all verdicts, each with its arithmetic."""
    kept = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        Workbook(kept, {**OPTIONS, "tmpdir": folder}) as book,
    ):
        sheet = book.add_worksheet(_("Ai đủ điều kiện"))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 2, 30)
        sheet.set_column(3, 5, 60)
        scene = screen.scene
        sheet.write_string(0, 0, f"{scene.award.name} · {scene.unit.name}", bold)
        said = {"at": instant_words(screen.as_of)}
        sheet.write_string(1, 0, _("Số liệu tính đến %(at)s") % said)
        sheet.write_string(2, 0, "; ".join(one.words for one in screen.limits))
        for place, label in enumerate(_labels()):
            sheet.write_string(FIRST_ROW - 1, place, label, bold)
        for number, line in enumerate(screen.lines, start=FIRST_ROW):
            for place, value in enumerate(_values(line)):
                sheet.write_string(number, place, value, plain)
    return kept.getvalue()


def lines(screen: "Screen") -> Iterator[str]:
    """The same as CSV."""
    return csv_lines(_labels(), map(_values, screen.lines))


def _labels() -> list[str]:
    return [
        *(_("Người, tập thể"), _("Đơn vị"), _("Kết luận")),
        *(_("Trường hợp"), _("Vì sao"), _("Hạn mức")),
    ]


def _values(line: "Line") -> list[str]:
    one, answer = line.candidate, line.answer
    why = "\n".join(
        f"[{SAID[found.holds]}] {found.condition.words}: {found.words}" for found in answer.findings
    )
    verdict = str(VERDICTS[answer.verdict])
    return [one.name, one.unit.name, verdict, answer.route, why, str(PLACES[line.place])]
