"""The long tables: who lags, what was done."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.followup.enums import Sign, Step
from sangkien.followup.queries import Laggard
from sangkien.web.shared.cells import Column, Kind, Rows, write
from sangkien.web.shared.templatetags import ui, vi

if TYPE_CHECKING:
    from sangkien.followup.models import Urging

MOST_TITLES = 3  # of late reports in a row
ICONS = {
    Step.NOTICE: "bell",
    Step.MESSAGE: "message-square",
    Step.CALL: "phone",
    Step.LETTER: "mail",
}


def laggards(rows: Iterable[Laggard], *, ticked: bool) -> Rows:
    columns = [
        Column(_("Chọn")),
        Column(_("Đơn vị"), Kind.HEAD),
        Column(_("Đã gửi"), Kind.NUMBER),
        Column(_("Hợp lệ"), Kind.NUMBER),
        Column(_("Chỉ tiêu"), Kind.NUMBER),
        Column(_("Đạt"), Kind.NUMBER),
        Column(_("Vì sao")),
        Column(_("Nên làm")),
    ]
    return write(columns, (_laggard(row, ticked=ticked) for row in rows))


def _laggard(row: Laggard, *, ticked: bool) -> tuple[str, ...]:
    figures, unit = row.subject.figures, row.unit
    return (
        ui.bulkbox(unit.code, unit.label, checked=ticked and row.is_due),
        _named(unit.code, unit.label),
        vi.number(figures.sent),
        vi.number(figures.valid),
        _target(row),
        vi.percent(figures.value, figures.target) if figures.target else vi.NOTHING,
        _signs(row),
        format_html("{}{}", _next(row), _last(row.last)),
    )


def late(rows: Iterable[Laggard], *, ticked: bool) -> Rows:
    """Who owes reports, by these alone."""
    columns = [
        Column(_("Chọn")),
        Column(_("Đơn vị"), Kind.HEAD),
        Column(_("Báo cáo chưa nộp")),
        Column(_("Chậm nhất (ngày)"), Kind.NUMBER),
        Column(_("Nên làm")),
    ]
    return write(columns, (_owing(row, ticked=ticked) for row in rows))


def _owing(row: Laggard, *, ticked: bool) -> tuple[str, ...]:
    unit, owed = row.unit, row.subject.late
    more = len(owed) - MOST_TITLES
    titles = [f"“{one.title}”" for one in owed[:MOST_TITLES]]
    if more > 0:
        titles.append(_("và %(more)s báo cáo khác") % {"more": vi.number(more)})
    return (
        ui.bulkbox(unit.code, unit.label, checked=ticked and row.is_due),
        _named(unit.code, unit.label),
        format_html_join(SafeString("<br>"), "{}", ((one,) for one in titles)),
        vi.number(max((one.days for one in owed), default=0)),
        format_html("{}{}", _next(row), _last(row.last)),
    )


def _named(code: str, label: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("followup:history", args=[code]), label)


def _target(row: Laggard) -> str:
    """With what it counts: targets of one board may differ."""
    figures = row.subject.figures
    if figures.target is None:
        return vi.NOTHING
    return format_html(
        '{} <span class="small muted">{}</span>', vi.number(figures.target), figures.base.label
    )


def _signs(row: Laggard) -> SafeString:
    """Who has nothing at all need not be told that it is behind."""
    state, signs = row.subject.state, row.subject.signs
    said = {
        Sign.BEHIND: _("Nay cần có %(pace)s") % {"pace": vi.number(state.pace)},
        Sign.REPORT_LATE: _late(row),
    }
    words = [
        said.get(sign, str(sign.label))
        for sign in signs
        if sign != Sign.BEHIND or Sign.ZERO not in signs
    ]
    return format_html_join(SafeString("<br>"), "{}", ((one,) for one in words))


def _late(row: Laggard) -> str:
    """ "Chưa nộp “Báo cáo quý, Quý I/2026”, chậm 5 ngày (và 2 báo cáo khác)"."""
    late = row.subject.late
    if not late:
        return ""
    words = {"title": late[0].title, "days": late[0].days, "more": len(late) - 1}
    if len(late) == 1:
        return _("Chưa nộp “%(title)s”, chậm %(days)s ngày") % words
    return _("Chưa nộp “%(title)s”, chậm %(days)s ngày (và %(more)s báo cáo khác)") % words


def _next(row: Laggard) -> SafeString:
    step = row.proposal.step
    if step is None:
        return _quietly(_("Cấp tài khoản cán bộ cho đơn vị"))
    if row.told_by:
        return _quietly(_("Hôm nay %(unit)s đã đôn đốc") % {"unit": row.told_by})
    if not row.is_due:
        words = {"day": vi.day(row.proposal.since), "step": str(step.label).lower()}
        return _quietly(_("Chờ đến %(day)s, rồi %(step)s") % words)
    return format_html("{} <b>{}</b>", ui.icon(ICONS[step], 16), step.label)


def _quietly(words: str) -> SafeString:
    return format_html('<span class="muted">{}</span>', words)


def _last(last: "Urging | None") -> SafeString:
    if last is None:
        return SafeString("")
    return format_html(
        '<br><span class="small">{} <a href="{}">{}</a>, {}, {}: {}</span>',
        _("Lần trước"),
        reverse("followup:urging", args=[last.pk]),
        vi.day(last.urged_at),
        str(Step(last.step).label).lower(),
        last.round.issuer.label,
        effect(last),
    )


def effect(row: "Urging") -> str:
    """ "sau 48 giờ: +12 đã gửi, +3 hợp lệ"; who was asked for reports is measured by these alone."""
    if row.gained is None or row.gained_valid is None:
        return _("chưa đủ 48 giờ")
    owed = {"before": row.late_before, "after": row.after_late_reports or 0}
    if row.is_about_reports:
        return _("sau 48 giờ: báo cáo quá hạn từ %(before)s còn %(after)s") % owed
    words = {"sent": _signed(row.gained), "valid": _signed(row.gained_valid)}
    said = _("sau 48 giờ: %(sent)s đã gửi, %(valid)s hợp lệ") % words
    if not row.late_before or row.after_late_reports is None:
        return said
    return _("%(said)s; báo cáo quá hạn: từ %(before)s còn %(after)s") % {"said": said, **owed}


def _signed(number: int) -> str:
    return f"+{vi.number(number)}" if number > 0 else vi.number(number).replace("-", "−")


def urgings(rows: "Iterable[Urging]", *, with_unit: bool = True) -> Rows:
    columns = [
        *([Column(_("Đơn vị"), Kind.HEAD)] if with_unit else []),
        Column(_("Lúc"), Kind.TEXT if with_unit else Kind.HEAD),
        Column(_("Bước")),
        Column(_("Ai đôn đốc")),
        Column(_("Đã gửi khi đó"), Kind.NUMBER),
        Column(_("Hợp lệ khi đó"), Kind.NUMBER),
        Column(_("Chỉ tiêu"), Kind.NUMBER),
        Column(_("Kết quả")),
        Column(_("Trả lời")),
    ]
    return write(columns, (_urging(row, with_unit=with_unit) for row in rows))


def _urging(row: "Urging", *, with_unit: bool) -> tuple[str, ...]:
    step = Step(row.step)
    when = format_html(
        '<a href="{}">{}</a>', reverse("followup:urging", args=[row.pk]), vi.when(row.urged_at)
    )
    by = row.round.made_by.full_name if row.round.made_by else _("Hệ thống")
    return (
        *([_named(row.unit.code, row.unit.label)] if with_unit else []),
        when,
        format_html(
            '{} {}<br><span class="small muted">{}</span>',
            ui.icon(ICONS[step], 16),
            step.label,
            row.round.get_topic_display(),
        ),
        format_html('{}<br><span class="small muted">{}</span>', by, row.round.issuer.label),
        vi.number(row.sent_then),
        vi.number(row.valid_then),
        vi.number(row.target) if row.target is not None else vi.NOTHING,
        _came_of(row),
        answered(row),
    )


def _came_of(row: "Urging") -> SafeString:
    if row.is_call:
        said = str(row.get_outcome_display()) or _("chưa gọi")
        return format_html('{}<br><span class="small muted">{}</span>', said, effect(row))
    return format_html('<span class="small">{}</span>', effect(row))


def answered(row: "Urging") -> SafeString:
    if not row.answer:
        return format_html('<span class="muted">{}</span>', _("chưa trả lời"))
    said = row.get_answer_display()
    return format_html("<b>{}</b>{}", said, f": {row.answer_words}" if row.answer_words else "")
