"""The flash report as a picture for a chat: plain data for the template `report_card`. Pure."""

from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import numbers
from sangkien.papers import qr
from sangkien.reports import flash
from sangkien.reports.contents import Content, Line

FULL = 1_000  # the bar in thousandths
ALONE = 10  # leading units where nobody else is named


def data(content: Content, *, address: str, with_behind: bool) -> dict[str, Any]:
    """`address` is where the QR code leads: the report, or the page of the unit."""
    head, total, standing = content.head, content.total, content.total.standing
    bar = min(total.value * FULL // total.target, FULL) if total.target else 0
    behind = flash.behind(content) if with_behind else []
    leaders = flash.LEADERS if behind else ALONE
    ahead = None if content.pace is None or not total.target else total.value - content.pace
    return {
        "programme": head.programme,
        "period": head.period,
        "unit": head.unit,
        "as_of": _("Tính đến %(moment)s") % {"moment": flash.moment(head.as_of)},
        "number": numbers.thousands(total.value),
        "counted": _("sáng kiến %(base)s") % {"base": total.base_label},
        "target": _("Chỉ tiêu %(n)s") % {"n": numbers.thousands(total.target)}
        if total.target
        else _("Chưa giao chỉ tiêu"),
        "percent": numbers.percent_words(standing.value, standing.target) if standing else "",
        "bar": bar,
        "pace": flash.pace_words(ahead) if ahead is not None else "",
        "is_behind": ahead is not None and ahead < 0,
        "leaders_title": _("Dẫn đầu theo số hợp lệ"),
        "leaders": [_row(line, line.valid) for line in flash.leaders(content, most=leaders)],
        "behind_title": _("Cần đôn đốc"),
        "behind": [_row(line, line.value) | {"rank": ""} for line in behind],
        "qr": qr.svg(address),
        "scan": _("Quét để xem bảng đầy đủ"),
        "base": _base(content),
    }


def _base(content: Content) -> str:
    """The list is by valid ones; the percentages may go by something else."""
    words = _("Số liệu gồm cả các đơn vị cấp dưới")
    bases = [line.base_label for line in content.lines if line.target]
    if not bases:
        return words
    usual = {"base": max(set(bases), key=bases.count)}
    return f"{words}. " + _("Phần trăm theo số %(base)s") % usual


def _row(line: Line, number: int) -> dict[str, str]:
    return {
        "rank": str(line.rank) if line.rank else "",
        "name": line.label,
        "number": numbers.thousands(number),
        "percent": numbers.percent_words(line.value, line.target) if line.target else "",
    }
