"""The list of the dossiers of a round as a workbook, in constant memory; text stays text."""

import datetime as dt
import io
import tempfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from sangkien.core.periods import VIETNAM

if TYPE_CHECKING:
    from sangkien.commendation.models import Dossier, Round

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTHS = (6, 30, 12, 34, 30, 28, 24, 30, 12, 50)


def written(
    round_: "Round",
    rows: "Sequence[Dossier]",
    offices: Mapping[str, str],
    *,
    now: dt.datetime,
) -> bytes:
    kept = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        Workbook(kept, {**OPTIONS, "tmpdir": folder}) as book,
    ):
        sheet = book.add_worksheet(_("Hồ sơ"))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width)
        sheet.write_string(0, 0, round_.title, book.add_format({"bold": True}))
        base = _("%(n)d hồ sơ, tính đến %(at)s") % {
            "n": len(rows),
            "at": f"{now.astimezone(VIETNAM):%H:%M %d/%m/%Y}",
        }
        sheet.write_string(1, 0, base)
        for place, name in enumerate(_head()):
            sheet.write_string(3, place, name, bold)
        for number, one in enumerate(rows, start=1):
            sheet.write_number(3 + number, 0, number, plain)
            for place, words in enumerate(_cells(one, offices), start=1):
                sheet.write_string(3 + number, place, words, plain)
    return kept.getvalue()


def _head() -> list[str]:
    return [
        _("STT"),
        _("Cá nhân, tập thể"),
        _("Đối tượng"),
        _("Đơn vị"),
        _("Hình thức đề nghị"),
        _("Đơn vị đề nghị"),
        _("Tình trạng"),
        _("Đang chờ"),
        _("Hạn"),
        _("Tóm tắt thành tích"),
    ]


def _cells(one: "Dossier", offices: Mapping[str, str]) -> list[str]:
    return [
        one.holder_name,
        str(one.get_holder_kind_display()),
        one.unit.name,
        one.award.name,
        one.proposer.name,
        str(one.get_state_display()),
        offices.get(one.waits_path, ""),
        f"{one.due_on:%d/%m/%Y}" if one.due_on else "",
        one.summary,
    ]
