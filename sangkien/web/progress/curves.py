"""A curve as it is drawn, and the sentences that stand under it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.core import periods
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.forecasts import LEAST_DAYS, LEAST_ENTRIES, Forecast, NoForecast
from sangkien.progress.queries import Reached, Trend, pace_at
from sangkien.web.shared.figures import early_words
from sangkien.web.shared.rows import ChartMark, ChartStep, Curve
from sangkien.web.shared.templatetags import vi

ONE_DAY, ONE_HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the pages draw: `rush` and `is_behind` are the alarm of the last days."""

    trend: Trend
    curve: Curve | None
    title: str
    outlook: str
    reached: str
    rush: str
    is_behind: bool


def shown(trend: Trend) -> Shown:
    rush = trend.rush
    return Shown(
        trend=trend,
        curve=drawn(trend) if trend.is_drawn else None,
        title=_title(trend),
        outlook=outlook_words(trend),
        reached=reached_words(trend.reached),
        rush=rush_words(trend) if rush else "",
        is_behind=bool(rush and rush.is_behind),
    )


def drawn(trend: Trend) -> Curve:
    """A running period with a target is drawn to its end, so that the pace line shows the way."""
    steps, starts_at = trend.series.steps, trend.starts_at
    last_at = steps[-1].ends_at
    is_daily = trend.span == ReadingSpan.DAY
    ends_at = max(last_at, trend.period.closes_at) if is_daily and trend.goal else last_at
    whole = ends_at - starts_at
    return Curve(
        steps=[
            ChartStep(
                label=_label(trend, step.ends_at),
                value=step.value,
                new=step.new,
                expected=pace_at(trend, step.ends_at),
            )
            for step in steps
        ],
        head=_("Đến hết ngày") if is_daily else _("Đến"),
        new_head=_new_head(trend),
        first=_axis(trend, starts_at),
        middle=_axis(trend, starts_at + whole / 2),
        last=_label(trend, ends_at),
        origin=trend.series.origin,
        filled=(last_at - starts_at) / whole,
        pace=_pace(trend, starts_at, ends_at),
        target=trend.goal.value if trend.goal else None,
    )


def _pace(trend: Trend, starts_at: dt.datetime, ends_at: dt.datetime) -> list[ChartMark]:
    """The line bends in the middle of the time there is and ends with the deadline of the unit."""
    if trend.goal is None:
        return []
    opens_at, closes_at = trend.period.opens_at, trend.closes_at
    bends = (opens_at + (closes_at - opens_at) / 2, closes_at)
    corners = sorted({starts_at, ends_at, *(one for one in bends if starts_at < one < ends_at)})
    whole = ends_at - starts_at
    return [
        ChartMark((corner - starts_at) / whole, pace_at(trend, corner) or 0) for corner in corners
    ]


def _new_head(trend: Trend) -> str:
    length = trend.series.length
    if trend.span == ReadingSpan.HOUR:
        return _("Mới trong giờ")
    if length == ONE_DAY:
        return _("Mới trong ngày")
    return _("Mới trong %(days)s ngày") % {"days": vi.number(length // ONE_DAY)}


def _label(trend: Trend, ends_at: dt.datetime) -> str:
    """The day that ends then; for hours "14h 22/11", the end of a day being 24h."""
    day = periods.last_day(ends_at)
    if trend.span == ReadingSpan.DAY:
        return f"{day:%d/%m/%Y}"
    local = ends_at.astimezone(periods.VIETNAM)
    return f"{local.hour or 24}h {day:%d/%m}"


def _axis(trend: Trend, at: dt.datetime) -> str:
    """A day or hour that begins."""
    local = at.astimezone(periods.VIETNAM)
    return f"{local:%d/%m/%Y}" if trend.span == ReadingSpan.DAY else f"{local.hour}h {local:%d/%m}"


def _title(trend: Trend) -> str:
    if trend.span == ReadingSpan.HOUR:
        return _("Sáng kiến theo giờ")
    return _("Sáng kiến theo ngày")


# Words


def outlook_words(trend: Trend) -> str:
    """ "Nếu giữ nhịp này, đến 31/05 có khoảng 2.150–2.550 sáng kiến (chỉ tiêu 2.350), …"."""
    found = trend.outlook
    if isinstance(found, NoForecast):
        return _no_outlook(found)
    words = {
        "day": f"{periods.last_day(trend.closes_at):%d/%m/%Y}",
        "low": vi.number(found.low),
        "high": vi.number(found.high),
        "base": str(trend.base.label),
    }
    if found.low == found.high:
        said = _("Nếu giữ nhịp này, đến hết %(day)s có khoảng %(low)s sáng kiến %(base)s")
    else:
        said = _("Nếu giữ nhịp này, đến hết %(day)s có khoảng %(low)s–%(high)s sáng kiến %(base)s")
    return said % words + _against_target(trend, found)


def _against_target(trend: Trend, found: Forecast) -> str:
    if found.target is None:
        return "."
    target = _(" (chỉ tiêu %(target)s)") % {"target": vi.number(found.target)}
    return target + _chances(trend, found, found.target)


def _chances(trend: Trend, found: Forecast, target: int) -> str:
    if trend.value >= target:
        return _(", chỉ tiêu đã đạt.")
    if found.is_unlikely:
        return _(", khó đạt chỉ tiêu.")
    if found.reached_on is None:
        return _(", có thể không kịp đạt chỉ tiêu.")
    said = _(", đạt chỉ tiêu khoảng ngày %(day)s.")
    if not found.is_likely:
        said = _(", có thể đạt chỉ tiêu khoảng ngày %(day)s.")
    return said % {"day": f"{found.reached_on:%d/%m}"}


def _no_outlook(why: NoForecast) -> str:
    """Why nothing is foretold; a period that is over or has not begun needs no word."""
    words = {
        NoForecast.NOT_OPEN: "",
        NoForecast.TOO_EARLY: _(
            "Chưa dự báo: cần ít nhất %(days)s ngày trọn có số liệu để biết nhịp."
        ),
        NoForecast.TOO_FEW: _("Chưa dự báo: mới có dưới %(entries)s sáng kiến, quá ít để tính."),
        NoForecast.STANDS_STILL: _("Chưa dự báo: bảy ngày qua không có thêm sáng kiến nào."),
    }
    return words[why] % {"days": LEAST_DAYS, "entries": LEAST_ENTRIES}


def reached_words(reached: Reached | None) -> str:
    """ "Đạt chỉ tiêu giao 2.350 (hợp lệ) ngày 11/05/2022, sớm 20 ngày so với 31/05/2022."."""
    if reached is None:
        return ""
    words: dict[str, str] = {
        "origin": str(reached.goal.origin.label).lower(),
        "target": vi.number(reached.goal.value),
        "base": str(reached.goal.base.label),
        "last": f"{reached.last_on:%d/%m/%Y}",
    }
    if reached.on is None or reached.days_early is None:
        return _("Đã đạt %(origin)s %(target)s (%(base)s) trước khi có số liệu theo ngày.") % words
    words |= {"on": f"{reached.on:%d/%m/%Y}", "early": early_words(reached.days_early)}
    return (
        _("Đạt %(origin)s %(target)s (%(base)s) ngày %(on)s, %(early)s so với ngày cuối %(last)s.")
        % words
    )


def rush_words(trend: Trend) -> str:
    """ "Còn 4 ngày, còn thiếu 320: mỗi ngày cần 80; ba ngày qua mỗi ngày có 35."."""
    rush = trend.rush
    if rush is None:
        return ""
    words = {
        "left": vi.number(rush.days_left),
        "missing": vi.number(rush.missing),
        "needed": vi.number(rush.needed),
        "recent": vi.number(rush.recent),
    }
    return (
        _(
            "Còn %(left)s ngày, còn thiếu %(missing)s: mỗi ngày cần %(needed)s; "
            "ba ngày vừa qua mỗi ngày có %(recent)s."
        )
        % words
    )
