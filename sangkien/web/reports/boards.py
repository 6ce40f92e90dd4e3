"""Rows of what a snapshot holds, written at once."""

from collections.abc import Sequence

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.core import numbers
from sangkien.reports import flash
from sangkien.reports.contents import Content, Line
from sangkien.web.shared.cells import Column, Kind, Rows, write
from sangkien.web.shared.templatetags import vi

MOST_CHANGES = 10


def plain_rows(lines: Sequence[Line]) -> SafeString:
    """For the page that is read over 2G."""
    row = '<tr><td>{}</td><td class="name">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n'
    return format_html_join("", row, (_cells(line) for line in lines))


def _cells(line: Line) -> tuple[str, ...]:
    return (
        str(line.rank) if line.rank else vi.NOTHING,
        line.label,
        numbers.thousands(line.sent),
        numbers.thousands(line.valid),
        numbers.percent_words(line.value, line.target) if line.target else vi.NOTHING,
    )


def board(lines: Sequence[Line]) -> Rows | None:
    if not lines:
        return None
    columns = [
        Column(_("Hạng"), Kind.RANK),
        Column(_("Đơn vị"), Kind.HEAD),
        Column(_("Đã gửi"), Kind.NUMBER),
        Column(_("Hợp lệ"), Kind.NUMBER),
        Column(_("Chỉ tiêu"), Kind.NUMBER),
        Column(_("Đạt"), Kind.NUMBER),
    ]
    return write(
        columns, ((*_cells(line)[:4], vi.number(line.target), _cells(line)[4]) for line in lines)
    )


def changes(content: Content, since: flash.Change) -> Rows | None:
    """Those that added most within the week."""
    added = [(line.label, *since.by_unit[line.code]) for line in content.lines]
    moved = sorted((row for row in added if row[1] or row[2]), key=lambda row: (-row[1], -row[2]))
    if not moved:
        return None
    columns = [
        Column(_("Đơn vị"), Kind.HEAD),
        Column(_("Thêm đã gửi"), Kind.NUMBER),
        Column(_("Thêm hợp lệ"), Kind.NUMBER),
    ]
    shown = moved[:MOST_CHANGES]
    return write(
        columns, ((name, flash.signed(sent), flash.signed(valid)) for name, sent, valid in shown)
    )
