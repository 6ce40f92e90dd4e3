"""When an initiative may enter a programme: plain rules with plain reasons."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import periods
from sangkien.programmes.errors import InvalidPeriod, InvalidProgramme


@dataclass(frozen=True, kw_only=True)
class PhaseWindow:
    """The windows of one phase; `closes_at` is exclusive, the days are inclusive."""

    period_id: int
    name: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    applied_from: dt.date | None = None
    applied_to: dt.date | None = None

    def is_open(self, at: dt.datetime) -> bool:
        return self.opens_at <= at < self.closes_at


def phase_at(phases: Sequence[PhaseWindow], at: dt.datetime) -> PhaseWindow | None:
    """The phase whose entry window holds the instant at which the request arrived."""
    return next((phase for phase in phases if phase.is_open(at)), None)


class Reception(Enum):
    """Whether a programme receives initiatives now."""

    OPEN = "open"
    UPCOMING = "upcoming"
    CLOSED = "closed"


def reception(phases: Sequence[PhaseWindow], at: dt.datetime) -> Reception:
    """Open in a phase; upcoming before the first one and between two; closed after the last."""
    if phase_at(phases, at) is not None:
        return Reception.OPEN
    if any(phase.opens_at > at for phase in phases):
        return Reception.UPCOMING
    return Reception.CLOSED


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the list to go through before a launch."""

    key: str
    is_done: bool
    is_required: bool


def launch_checks(
    phases: Sequence[PhaseWindow], *, fields: int, documents: int, at: dt.datetime
) -> list[Check]:
    """What a programme should have before everybody sees it; without the required ones it stays
    a draft.
    """
    return [
        Check(key="phases", is_done=bool(phases), is_required=True),
        Check(key="fields", is_done=fields > 0, is_required=True),
        Check(
            key="running",
            is_done=bool(phases) and reception(phases, at) != Reception.CLOSED,
            is_required=False,
        ),
        Check(key="documents", is_done=documents > 0, is_required=False),
    ]


_LACKING = {
    "phases": gettext_lazy("Chương trình cần ít nhất một giai đoạn trước khi phát động."),
    "fields": gettext_lazy("Chương trình cần ít nhất một lĩnh vực trước khi phát động."),
}


def ensure_launchable(checks: Sequence[Check]) -> None:
    """Raise for the first thing without which nobody could register anything."""
    for check in checks:
        if check.is_required and not check.is_done:
            raise InvalidProgramme(str(_LACKING[check.key]))


def closed_reason(phases: Sequence[PhaseWindow], at: dt.datetime) -> str:
    """Why nothing can be sent now, and what to do."""
    opening = [phase for phase in phases if phase.opens_at > at]
    ended = [phase for phase in phases if phase.closes_at <= at]
    kept = _("Nội dung bạn đã nhập vẫn được giữ trong bản nháp.")
    if opening:
        following = min(opening, key=lambda phase: phase.opens_at)
        return _("%(phase)s chỉ nhận sáng kiến từ %(when)s. %(kept)s") % {
            "phase": following.name,
            "when": periods.instant_words(following.opens_at),
            "kept": kept,
        }
    if ended:
        last = max(ended, key=lambda phase: phase.closes_at)
        return _(
            "%(phase)s đã đóng nhận sáng kiến lúc %(when)s. %(kept)s "
            "Hãy hỏi Ban Chấp hành công đoàn cơ sở về giai đoạn sau hoặc việc gia hạn."
        ) % {
            "phase": last.name,
            "when": periods.closing_words(last.closes_at),
            "kept": kept,
        }
    return _("Chương trình chưa có giai đoạn nhận sáng kiến. %(kept)s") % {"kept": kept}


def applied_problem(
    first_applied_on: dt.date, *, phase: PhaseWindow | None, today: dt.date
) -> str | None:
    """Why the day of first application does not fit; None when it does."""
    if first_applied_on > today:
        return _("Ngày áp dụng lần đầu không được ở tương lai.")
    if phase is None or phase.applied_from is None or phase.applied_to is None:
        return None
    if not phase.applied_from <= first_applied_on <= phase.applied_to:
        return _("%(phase)s chỉ nhận sáng kiến áp dụng lần đầu từ %(first)s đến %(last)s.") % {
            "phase": phase.name,
            "first": f"{phase.applied_from:%d/%m/%Y}",
            "last": f"{phase.applied_to:%d/%m/%Y}",
        }
    return None


def applied_words(phase: PhaseWindow | None, *, today: dt.date) -> str:
    """Which days of first application fit, said before anybody types one; empty when all do."""
    if phase is None or phase.applied_from is None or phase.applied_to is None:
        return ""
    first = f"{phase.applied_from:%d/%m/%Y}"
    if phase.applied_to >= today:
        return _("%(phase)s nhận sáng kiến áp dụng lần đầu từ %(first)s đến nay.") % {
            "phase": phase.name,
            "first": first,
        }
    return _("%(phase)s nhận sáng kiến áp dụng lần đầu từ %(first)s đến %(last)s.") % {
        "phase": phase.name,
        "first": first,
        "last": f"{phase.applied_to:%d/%m/%Y}",
    }


def ensure_applied_window(first: dt.date | None, last: dt.date | None) -> None:
    """Both days or neither, the first not after the last."""
    if (first is None) != (last is None):
        raise InvalidPeriod(
            _("Hãy nhập cả ngày đầu và ngày cuối của thời gian áp dụng."), field="applied_to"
        )
    if first is not None and last is not None and last < first:
        raise InvalidPeriod(
            _("Ngày cuối của thời gian áp dụng phải sau ngày đầu."), field="applied_to"
        )


def ensure_phases_fit(phases: Sequence[PhaseWindow]) -> None:
    """Entry windows run forward and do not overlap, so that each instant has one phase."""
    ordered = sorted(phases, key=lambda phase: phase.opens_at)
    for phase in ordered:
        if phase.closes_at <= phase.opens_at:
            raise InvalidPeriod(
                _("%(phase)s đóng nhận trước khi mở nhận: hãy sửa ngày hoặc giờ.")
                % {"phase": phase.name},
                field="closes_at",
            )
    for before, later in pairwise(ordered):
        if later.opens_at < before.closes_at:
            raise InvalidPeriod(
                _("%(later)s mở trước khi %(before)s đóng.")
                % {"later": later.name, "before": before.name},
                field="opens_at",
            )


def ensure_campaign_fits(
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    *,
    whole: tuple[dt.datetime, dt.datetime] | None,
) -> None:
    """A campaign runs forward and inside the time in which the programme receives anything."""
    if closes_at <= opens_at:
        raise InvalidPeriod(
            _("Chiến dịch kết thúc trước khi bắt đầu: hãy sửa ngày hoặc giờ."), field="closes_at"
        )
    if whole is None:
        raise InvalidPeriod(_("Chương trình cần có giai đoạn trước khi mở chiến dịch."))
    first, last = whole
    if opens_at < first or closes_at > last:
        raise InvalidPeriod(
            _(
                "Chiến dịch phải nằm trong thời gian chương trình nhận sáng kiến: "
                "từ %(first)s đến %(last)s."
            )
            % {"first": periods.instant_words(first), "last": periods.closing_words(last)},
            field="opens_at" if opens_at < first else "closes_at",
        )


MOST_STRETCHES = 30
WEEK = dt.timedelta(days=7)
SUNDAY = 6


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A week or a month with its name."""

    name: str
    opens_at: dt.datetime
    closes_at: dt.datetime


# Names of stretches are stored, so never in the language of whoever makes them.
def weeks(first_on: dt.date, last_on: dt.date) -> list[Stretch]:
    """Calendar weeks, Monday to Sunday, cut at both ends: "Tuần 1 (13/05 – 17/05)"."""
    ends: list[dt.date] = []
    day = first_on + dt.timedelta(days=SUNDAY - first_on.weekday())
    while day < last_on and len(ends) <= MOST_STRETCHES:
        ends.append(day)
        day += WEEK
    found = _cut(first_on, [*ends, last_on])
    return [
        _stretch(
            f"Tuần {number} ({first:%d/%m} – {last:%d/%m})",
            first,
            last,
        )
        for number, (first, last) in enumerate(found, start=1)
    ]


def months(first_on: dt.date, last_on: dt.date) -> list[Stretch]:
    """Calendar months, cut at both ends: "Tháng 5/2026"."""
    ends: list[dt.date] = []
    day = periods.months_later(first_on.replace(day=1), 1) - dt.timedelta(days=1)
    while day < last_on and len(ends) <= MOST_STRETCHES:
        ends.append(day)
        day = periods.months_later(day.replace(day=1), 2) - dt.timedelta(days=1)
    found = _cut(first_on, [*ends, last_on])
    return [_stretch(f"Tháng {first:%-m/%Y}", first, last) for first, last in found]


def _cut(first_on: dt.date, ends: Sequence[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """From day to day; nothing when it runs backwards, a refusal when there are too many."""
    if ends[-1] < first_on:
        raise InvalidPeriod(_("Ngày cuối phải sau ngày đầu."), field="last_on")
    if len(ends) > MOST_STRETCHES:
        raise InvalidPeriod(
            _("Mỗi lần tạo nhiều nhất 30 tuần hoặc tháng: hãy chọn khoảng ngắn hơn."),
            field="last_on",
        )
    starts = [first_on, *(end + dt.timedelta(days=1) for end in ends[:-1])]
    return list(zip(starts, ends, strict=True))


def _stretch(name: str, first: dt.date, last: dt.date) -> Stretch:
    return Stretch(name=name, opens_at=periods.start_of(first), closes_at=periods.end_of(last))
