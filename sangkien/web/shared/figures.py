"""What is said about a number: its base, its time, and how it stands to target and pace."""

from datetime import datetime
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.web.shared.templatetags import vi


class FigureWithoutBase(ValueError):
    """A number was about to be shown without saying what it counts or until when."""


def source(base: Any, as_of: Any) -> SafeString:
    """ "đã gửi · tính đến 14:05 22/11/2026"; refuses when either half is missing."""
    if not base or not str(base).strip():
        raise FigureWithoutBase(
            "a figure needs base=: what is counted, for example 'đã gửi' or 'hợp lệ'"
        )
    if not isinstance(as_of, datetime):
        raise FigureWithoutBase(
            f"a figure needs as_of=: the aware datetime it was counted at, not {as_of!r}"
        )
    return format_html(
        '{} · <time datetime="{}">{}</time>',
        base,
        as_of.isoformat(timespec="seconds"),
        vi.as_of(as_of),
    )


def filled(words: str, **parts: str) -> SafeString:
    """A translated sentence whose parts may be marked up already (`vi.money`); all else is escaped."""
    safe = {name: conditional_escape(part) for name, part in parts.items()}
    return SafeString(conditional_escape(words) % safe)


def shown(value: Any, kind: str) -> str:
    """A number in the format of its kind; text passes unchanged (a rank "15/83")."""
    if isinstance(value, str):
        return value
    match kind:
        case "number":
            return vi.number(value)
        case "vnd":
            return vi.money(value)
    raise ValueError(f"unknown kind of figure: {kind!r}")


def against_target(value: int, target: int | None) -> str:
    """ "đạt 69,7 % · còn thiếu 303.052", "đạt 232,3 %, vượt 132,3 %"."""
    if not target:
        return _("chưa giao chỉ tiêu")
    reached = vi.percent(value, target)
    if value < target:
        return _("đạt %(reached)s · còn thiếu %(missing)s") % {
            "reached": reached,
            "missing": vi.number(target - value),
        }
    if value == target:
        return _("đạt %(reached)s chỉ tiêu") % {"reached": reached}
    return _("đạt %(reached)s, vượt %(over)s") % {
        "reached": reached,
        "over": vi.percent(value - target, target),
    }


def against_pace(value: int, pace: int | None) -> str:
    """ "nhanh hơn tiến độ 196.948" beside what was expected by now."""
    if pace is None:
        return ""
    expected = {"pace": vi.number(pace), "gap": vi.number(abs(value - pace))}
    if value > pace:
        return _("Theo tiến độ cần có %(pace)s: nhanh hơn %(gap)s") % expected
    if value < pace:
        return _("Theo tiến độ cần có %(pace)s: chậm hơn %(gap)s") % expected
    return _("Theo tiến độ cần có %(pace)s: đúng tiến độ") % expected


def early_words(days: int) -> str:
    """Days from reaching a target to the last day, below zero after it (`core.periods.days_early`)."""
    if days > 0:
        return _("sớm %(days)s ngày") % {"days": vi.number(days)}
    if days == 0:
        return _("đúng ngày cuối")
    return _("muộn %(days)s ngày") % {"days": vi.number(-days)}
