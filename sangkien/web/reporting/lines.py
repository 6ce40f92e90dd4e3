"""How reports and their terms are spoken of."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import numbers
from sangkien.core.periods import local_day
from sangkien.reporting import rules
from sangkien.reporting.enums import QuestionKind, ReportState, Rhythm, Verdict

if TYPE_CHECKING:
    from sangkien.reporting.models import Report, ReportFile, ReportRequest
    from sangkien.reporting.rules import Question, Standing

WEEKDAYS = (
    "",
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A report in a list."""

    report: "Report"
    words: str
    is_pressing: bool


@dataclass(frozen=True, kw_only=True)
class Answer:
    question: "Question"
    words: str
    files: "tuple[ReportFile, ...]"


def line(report: "Report", *, now: dt.datetime) -> Line:
    standing = report.standing(now)
    pressing = standing.verdict == Verdict.MISSING or report.is_returned
    return Line(
        report=report, words=standing_words(report, standing, now=now), is_pressing=pressing
    )


def standing_words(report: "Report", standing: "Standing", *, now: dt.datetime) -> str:
    """ "Đã nộp đúng hạn", "Đã nộp, muộn 3 ngày", "Chưa nộp, quá hạn 2 ngày", "Chưa nộp, còn 4 ngày"."""
    if report.state == ReportState.RETURNED:
        return _("Bị trả lại, chờ bổ sung")
    left = (report.due_on - local_day(now)).days
    ahead = _("Chưa nộp, còn %(left)s ngày") if left else _("Chưa nộp, hết hạn hôm nay")
    words = {
        Verdict.LATE: _("Đã nộp, muộn %(days)s ngày"),
        Verdict.MISSING: _("Chưa nộp, quá hạn %(days)s ngày"),
        Verdict.ON_TIME: _("Đã nộp đúng hạn"),
        Verdict.EXCUSED: _("Không phải nộp"),
        Verdict.AHEAD: ahead,
    }
    return words[standing.verdict] % {"days": standing.days, "left": left}


def short_words(standing: "Standing", *, is_returned: bool) -> str:
    """For a narrow column."""
    if is_returned:
        return _("Trả lại")
    words = {
        Verdict.LATE: _("Muộn %(days)s ngày"),
        Verdict.MISSING: _("Quá hạn %(days)s ngày"),
        Verdict.ON_TIME: _("Đúng hạn"),
        Verdict.EXCUSED: _("Không phải nộp"),
        Verdict.AHEAD: _("Chưa nộp"),
    }
    return words[standing.verdict] % {"days": standing.days}


def term_words(request: "ReportRequest") -> str:
    """The rule in a sentence: "Hằng quý, ngày 20 của tháng thứ 3 trong kỳ, 17h00"."""
    rhythm = Rhythm(request.rhythm)
    hour = f"{request.minute // 60:02d}h{request.minute % 60:02d}"
    parts = {"rhythm": rhythm.label, "day": request.day, "month": request.month, "hour": hour}
    if rhythm == Rhythm.ONCE:
        return str(rhythm.label)
    if rhythm == Rhythm.WEEKLY:
        return _("%(rhythm)s, %(weekday)s, %(hour)s") % {
            **parts,
            "weekday": str(WEEKDAYS[request.day]),
        }
    return {
        True: _("%(rhythm)s, ngày %(day)s của tháng thứ %(month)s trong kỳ, %(hour)s"),
        False: _("%(rhythm)s, ngày %(day)s của tháng thứ %(after)s sau kỳ, %(hour)s"),
    }[request.month <= rules.MONTHS[rhythm]] % {
        **parts,
        "after": request.month - rules.MONTHS[rhythm],
    }


def answers_of(
    report: "Report", answers: "dict[str, Any]", files: "dict[int, ReportFile]"
) -> list[Answer]:
    return [
        Answer(
            question=one,
            words=_words(one, answers.get(one.key)),
            files=tuple(files[pk] for pk in _ids(one, answers) if pk in files),
        )
        for one in report.occurrence.request.asked
    ]


def _ids(question: "Question", answers: "dict[str, Any]") -> list[int]:
    return answers.get(question.key, []) if question.kind == QuestionKind.FILE else []


def _words(question: "Question", value: Any) -> str:
    if question.kind == QuestionKind.FILE or value is None:
        return ""
    return numbers.written(Decimal(value)) if question.kind == QuestionKind.NUMBER else str(value)
