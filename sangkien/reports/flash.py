""" "Báo cáo nhanh" in words: what a snapshot says, as an officer would write it. Pure."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.core import numbers, periods
from sangkien.followup import rules as urging
from sangkien.progress import rules as figures
from sangkien.reports.contents import Content, Head, Line

LEADERS = 5
BEHIND = 5


@dataclass(frozen=True, kw_only=True)
class Change:
    """What was added since an earlier snapshot of the same board."""

    since: dt.datetime
    sent: int
    valid: int
    by_unit: dict[str, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Flash:
    """The report as lines; `behind` is empty where everybody keeps up or has no target."""

    title: str
    subtitle: str
    as_of: str
    sentences: tuple[str, ...]
    leaders: tuple[str, ...]
    behind: tuple[str, ...]
    rest: str


def moment(at: dt.datetime) -> str:
    """ "13h30 ngày 12/05/2022"; midnight is the end of the day before: "24h00 ngày 11/05/2022"."""
    return periods.closing_words(at)


def local(at: dt.datetime) -> dt.datetime:
    return at.astimezone(periods.VIETNAM)


def change(now: Content, earlier: Content | None) -> Change | None:
    if earlier is None:
        return None
    before = {line.code: (line.sent, line.valid) for line in earlier.lines}
    return Change(
        since=earlier.head.as_of,
        sent=now.total.sent - earlier.total.sent,
        valid=now.total.valid - earlier.total.valid,
        by_unit={
            line.code: (
                line.sent - before.get(line.code, (0, 0))[0],
                line.valid - before.get(line.code, (0, 0))[1],
            )
            for line in now.lines
        },
    )


def flash(content: Content, *, since: Change | None = None) -> Flash:
    head = content.head
    return Flash(
        title=_("Báo cáo nhanh: %(unit)s") % {"unit": head.unit},
        subtitle=f"{head.programme}, {head.period}",
        as_of=_("tính đến %(moment)s") % {"moment": moment(head.as_of)},
        sentences=tuple(_sentences(content, since)),
        leaders=tuple(_ranked(line) for line in leaders(content)),
        behind=tuple(_behind(line) for line in behind(content)),
        rest=rest(content),
    )


def _sentences(content: Content, since: Change | None) -> Iterator[str]:
    yield _result(content)
    if content.pace is not None and content.total.target:
        yield _pace(content.total.value - content.pace, content.pace)
    if since is not None:
        yield _("So với %(moment)s: thêm %(sent)s sáng kiến đã gửi, %(valid)s hợp lệ.") % {
            "moment": moment(since.since),
            "sent": signed(since.sent),
            "valid": signed(since.valid),
        }
    if content.rank is not None:
        yield _rank(content)
    yield from _bands(content)
    yield from _coverage(content)
    left = days_left_words(content.head.due_at, at=content.head.as_of)
    if left:
        yield left


def days_left_words(closes_at: dt.datetime, *, at: dt.datetime) -> str:
    """ "Còn 19 ngày đến hạn 24h00 ngày 31/05/2022."; empty when it is over."""
    if at >= closes_at:
        return ""
    words = {
        "days": figures.days_left(closes_at, at=at),
        "deadline": periods.closing_words(closes_at),
    }
    if not words["days"]:
        return _("Hôm nay là ngày cuối, hạn %(deadline)s.") % words
    return _("Còn %(days)s ngày đến hạn %(deadline)s.") % words


def signed(value: int) -> str:
    """1234 -> "1.234", -5 -> "−5": what was withdrawn may outweigh what came."""
    return f"−{numbers.thousands(-value)}" if value < 0 else numbers.thousands(value)


def _result(content: Content) -> str:
    total, standing = content.total, content.total.standing
    words = {
        "moment": moment(content.head.as_of),
        "unit": content.head.unit,
        "sent": numbers.thousands(total.sent),
        "valid": numbers.thousands(total.valid),
    }
    if standing is None:
        return (
            _("Tính đến %(moment)s, %(unit)s có %(sent)s sáng kiến đã gửi, %(valid)s hợp lệ.")
            % words
        )
    words |= {"base": total.base_label, "reached": reached(standing)}
    words["target"] = numbers.thousands(standing.target)
    return (
        _(
            "Tính đến %(moment)s, %(unit)s có %(sent)s sáng kiến đã gửi, %(valid)s hợp lệ; "
            "%(reached)s chỉ tiêu %(target)s sáng kiến %(base)s."
        )
        % words
    )


def reached(standing: figures.Standing) -> str:
    """ "đạt 69,7 %" or "đạt 232,3 %, vượt 132,3 %": both from one fraction."""
    percent = numbers.percent_words(standing.value, standing.target)
    if not standing.over:
        return _("đạt %(percent)s") % {"percent": percent}
    over = numbers.percent_words(standing.over, standing.target)
    return _("đạt %(percent)s, vượt %(over)s") % {"percent": percent, "over": over}


def pace_words(ahead: int) -> str:
    if ahead < 0:
        return _("chậm hơn nhịp độ %(n)s") % {"n": numbers.thousands(-ahead)}
    return _("nhanh hơn nhịp độ %(n)s") % {"n": numbers.thousands(ahead)}


def _pace(ahead: int, pace: int) -> str:
    words = {"pace": numbers.thousands(pace), "n": numbers.thousands(abs(ahead))}
    if ahead < 0:
        return _("Theo nhịp độ, đến lúc này cần có %(pace)s: đang chậm %(n)s.") % words
    return _("Theo nhịp độ, đến lúc này cần có %(pace)s: đang nhanh hơn %(n)s.") % words


def _rank(content: Content) -> str:
    rank = content.rank
    if rank is None:
        return ""
    words = {"number": rank.number, "of": rank.of, "among": rank.among}
    if rank.is_tied:
        return _("Xếp thứ %(number)s/%(of)s trong %(among)s (đồng hạng).") % words
    return _("Xếp thứ %(number)s/%(of)s trong %(among)s.") % words


def _bands(content: Content) -> Iterator[str]:
    bands = content.bands
    if bands.with_target:
        words = {"done": bands.completed, "all": bands.with_target, "double": bands.doubled}
        yield (
            _(
                "%(done)s/%(all)s đơn vị trực thuộc có chỉ tiêu đã hoàn thành, trong đó %(double)s đơn vị "
                "đạt trên 200 %%."
            )
            if bands.doubled
            else _("%(done)s/%(all)s đơn vị trực thuộc có chỉ tiêu đã hoàn thành.")
        ) % words
    if bands.total and bands.at_zero:
        yield _("Còn %(zero)s/%(all)s đơn vị trực thuộc chưa có sáng kiến nào.") % {
            "zero": bands.at_zero,
            "all": bands.total,
        }


def _coverage(content: Content) -> Iterator[str]:
    coverage = content.coverage
    if coverage is not None:
        yield _("%(covered)s/%(all)s CĐCS có sáng kiến đã gửi (%(percent)s).") % {
            "covered": numbers.thousands(coverage.covered),
            "all": numbers.thousands(coverage.total),
            "percent": numbers.percent_words(coverage.covered, coverage.total),
        }


def leaders(content: Content, *, most: int = LEADERS) -> list[Line]:
    return [line for line in content.lines if line.rank is not None][:most]


def behind(content: Content, *, most: int = BEHIND) -> list[Line]:
    """Those whom the rule of urging names, not everybody who still has something to do."""
    if content.lagging is None:
        lagging = [line for line in content.lines if _lags(line, content.head)]
    else:
        lagging = [line for line in content.lines if line.code in content.lagging]
    return sorted(lagging, key=_farthest)[:most]


def short(content: Content, *, most: int) -> list[Line]:
    """Those who have not reached their target yet."""
    found = [line for line in content.lines if line.standing and line.standing.missing]
    return sorted(found, key=_farthest)[:most]


def _farthest(line: Line) -> tuple[float, int]:
    """Whose target is farthest; with the most missing first where shares are equal."""
    return line.value / (line.target or 1), -(line.target or 0)


def _lags(line: Line, head: Head) -> bool:
    """By the usual values, for reports that do not say it."""
    window = {"opens_at": head.opens_at, "closes_at": head.closes_at, "at": head.at}
    pace = figures.expected(line.target, **window) if line.target else None
    state = urging.State(sent=line.sent, value=line.value, target=line.target, pace=pace)
    return bool(urging.signs(state, urging.Terms(), **window))


def _ranked(line: Line) -> str:
    words = f"{line.rank}. {line.label}: {numbers.thousands(line.sent)} {_('đã gửi')}, "
    words += f"{numbers.thousands(line.valid)} {_('hợp lệ')}"
    return f"{words} ({reached(line.standing)})" if line.standing else words


def _behind(line: Line) -> str:
    if not line.target:
        return _("%(unit)s: chưa có sáng kiến") % {"unit": line.label}
    percent = numbers.percent_words(line.value, line.target)
    return _("%(unit)s: %(value)s/%(target)s %(base)s (%(percent)s)") % {
        "unit": line.label,
        "value": numbers.thousands(line.value),
        "target": numbers.thousands(line.target),
        "base": line.base_label,
        "percent": percent,
    }


def rest(content: Content) -> str:
    """The line without which the list would not add up to the whole."""
    if not content.lines or not (content.rest_sent or content.rest_valid):
        return ""
    return _(
        "Ngoài ra có %(sent)s sáng kiến đã gửi (%(valid)s hợp lệ) của riêng cơ quan đơn vị hoặc của "
        "đơn vị không còn trong danh sách."
    ) % {
        "sent": numbers.thousands(content.rest_sent),
        "valid": numbers.thousands(content.rest_valid),
    }


def message(report: Flash, *, address: str, with_behind: bool) -> str:
    """Ready to be pasted into Zalo; `address` "" while nobody may read it."""
    parts = [f"{report.title.upper()} ({report.as_of})", report.subtitle, "", *report.sentences]
    if report.leaders:
        parts += ["", _("Dẫn đầu:"), *report.leaders]
    if with_behind and report.behind:
        parts += ["", _("Cần đôn đốc:"), *(f"- {line}" for line in report.behind)]
    if address:
        parts += ["", _("Xem đầy đủ: %(address)s") % {"address": address}]
    return "\n".join(parts)
