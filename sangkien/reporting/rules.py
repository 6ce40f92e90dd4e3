"""When a report is due, what must stand in it, and how late it is: pure."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.core.periods import last_day, local_day, months_later, start_of
from sangkien.core.workdays import Calendar
from sangkien.reporting.enums import OnDayOff, QuestionKind, Rhythm, Verdict
from sangkien.reporting.errors import InvalidReport, InvalidRequest

TITLE_LENGTH = 200
WANTED_LENGTH = 4_000
LABEL_LENGTH = 200
ANSWER_LENGTH = 10_000
MOST_QUESTIONS = 8
MOST_GRACE, MOST_REMIND = 30, 30  # days
REASON_LENGTH = (5, 1_000)
LARGEST = 10**15  # a number in a report

# How many days before it is due an occurrence is given to the units: configuration, by no rule.
AHEAD = {
    Rhythm.ONCE: 400,
    Rhythm.WEEKLY: 7,
    Rhythm.MONTHLY: 31,
    Rhythm.QUARTERLY: 45,
    Rhythm.HALF_YEARLY: 60,
    Rhythm.YEARLY: 90,
}
MONTHS = {
    Rhythm.MONTHLY: 1,
    Rhythm.QUARTERLY: 3,
    Rhythm.HALF_YEARLY: 6,
    Rhythm.YEARLY: 12,
}
LAST_MONTH_AFTER = 2  # a yearly report may be due in February of the next year
FULL_DAY = 24 * 60  # minutes
LONGEST_MONTH, WEEK = 31, 7


@dataclass(frozen=True, kw_only=True)
class Question:
    """One thing to answer; `key` is its place and never changes."""

    key: str
    label: str
    kind: QuestionKind
    is_optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Span:
    """What one occurrence reports on: both days count."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, kw_only=True)
class Term:
    """ "Quy tắc hạn nộp" of a repeated request. `month` counts from the first month of the span (1), so
    that 3 is the last month of a quarter and 4 the first one after it; weekly `day` is 1 (Monday) to 7.
    `minute` counts from midnight; 24h00 is 1440.
    """

    rhythm: Rhythm
    month: int = 1
    day: int = 1
    minute: int = FULL_DAY
    on_day_off: OnDayOff = OnDayOff.MOVE


def span_of(rhythm: Rhythm, day: dt.date) -> Span:
    """The week, month, quarter, half-year or year around a day."""
    if rhythm == Rhythm.WEEKLY:
        first = day - dt.timedelta(days=day.weekday())
        return Span(first=first, last=first + dt.timedelta(days=WEEK - 1))
    months = MONTHS[rhythm]
    first = dt.date(day.year, (day.month - 1) // months * months + 1, 1)
    return Span(first=first, last=months_later(first, months) - dt.timedelta(days=1))


def next_span(rhythm: Rhythm, span: Span) -> Span:
    return span_of(rhythm, span.last + dt.timedelta(days=1))


def nominal_day(term: Term, span: Span) -> dt.date:
    """The day of the rule before weekends are looked at; day 31 is the last one of its month."""
    if term.rhythm == Rhythm.WEEKLY:
        return span.first + dt.timedelta(days=term.day - 1)
    month = months_later(span.first, term.month - 1)
    longest = (months_later(month, 1) - dt.timedelta(days=1)).day
    return month.replace(day=min(term.day, longest))


def moved(day: dt.date, on_day_off: OnDayOff, calendar: Calendar) -> dt.date:
    """The next working day where the request says so (as Civil Code art. 148 does for terms)."""
    while on_day_off == OnDayOff.MOVE and not calendar.is_working(day):
        day += dt.timedelta(days=1)
    return day


def due_at(day: dt.date, minute: int) -> dt.datetime:
    """Exclusive: what arrives before this instant is on time."""
    return start_of(day) + dt.timedelta(minutes=minute)


def span_words(rhythm: Rhythm, span: Span) -> str:
    """ "Quý I/2026"."""
    year = span.first.year
    if rhythm == Rhythm.WEEKLY:
        return _("Tuần %(first)s–%(last)s") % {
            "first": f"{span.first:%d/%m}",
            "last": f"{span.last:%d/%m/%Y}",
        }
    if rhythm == Rhythm.MONTHLY:
        return _("Tháng %(month)s/%(year)s") % {"month": span.first.month, "year": year}
    if rhythm == Rhythm.QUARTERLY:
        quarter = ("I", "II", "III", "IV")[span.first.month // MONTHS[Rhythm.QUARTERLY]]
        return _("Quý %(quarter)s/%(year)s") % {"quarter": quarter, "year": year}
    if rhythm == Rhythm.HALF_YEARLY:
        words = (
            _("6 tháng đầu năm %(year)s")
            if span.first.month == 1
            else _("6 tháng cuối năm %(year)s")
        )
        return words % {"year": year}
    return _("Năm %(year)s") % {"year": year}


def ensure_term(term: Term) -> None:
    """Raise unless the rule names a day that there is."""
    if not 0 < term.minute <= FULL_DAY:
        raise InvalidRequest(_("Giờ hết hạn phải từ 00h01 đến 24h00."), field="minute")
    if term.rhythm == Rhythm.ONCE:
        return
    if term.rhythm == Rhythm.WEEKLY:
        if not 1 <= term.day <= WEEK:
            raise InvalidRequest(_("Thứ trong tuần phải từ 1 (thứ Hai) đến 7."), field="day")
        return
    most = MONTHS[term.rhythm] + LAST_MONTH_AFTER
    if not 1 <= term.month <= most:
        raise InvalidRequest(
            _("Tháng thứ mấy của kỳ phải từ 1 đến %(most)s.") % {"most": most}, field="month"
        )
    if not 1 <= term.day <= LONGEST_MONTH:
        raise InvalidRequest(_("Ngày trong tháng phải từ 1 đến 31."), field="day")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """ "Đúng hạn, muộn n ngày, chưa nộp": `days` late, or overdue by now."""

    verdict: Verdict
    days: int = 0


def days_late(due: dt.datetime, arrived: dt.datetime) -> int:
    """Whole calendar days in Việt Nam from the last day of the term to the day of arrival. What
    comes after the hour on the last day itself is one day late. 0 is on time.
    """
    if arrived < due:
        return 0
    return max(1, (local_day(arrived) - last_day(due)).days)


def late_from(due_on: dt.date, grace_days: int, *, told_at: dt.datetime) -> dt.datetime:
    """When others may urge for a report: on the day after its grace, and not on the day on which the
    calendar has told the unit itself.
    """
    day = max(due_on + dt.timedelta(days=grace_days), local_day(told_at))
    return start_of(day + dt.timedelta(days=1))


def standing(
    *,
    due: dt.datetime,
    counted: dt.datetime | None,
    grace_days: int,
    is_owed: bool,
    now: dt.datetime,
) -> Standing:
    """Up to `grace_days` late is on time; beyond them all days count, from the term on."""
    if counted is not None:
        late = days_late(due, counted)
        if late <= grace_days:
            return Standing(verdict=Verdict.ON_TIME)
        return Standing(verdict=Verdict.LATE, days=late)
    if not is_owed:
        return Standing(verdict=Verdict.EXCUSED)
    if now < due:
        return Standing(verdict=Verdict.AHEAD)
    return Standing(verdict=Verdict.MISSING, days=days_late(due, now))


def is_owed(*, due: dt.datetime, is_cancelled: bool, closed_on: dt.date | None) -> bool:
    """A unit that ended, was merged or split before the last day of the term owes nothing any more."""
    return not is_cancelled and (closed_on is None or closed_on > last_day(due))


def clean_words(typed: str, *, field: str, missing: str) -> str:
    """Reasons: to be read by the other side."""
    clean = text.clean_prose(typed)
    least, most = REASON_LENGTH
    if not text.has_words(clean) or len(clean) < least:
        raise InvalidReport(missing, field=field)
    if len(clean) > most or text.has_refused_characters(clean):
        raise InvalidReport(_("Dài nhất 1.000 ký tự và chỉ gồm chữ, số, dấu câu."), field=field)
    return clean
