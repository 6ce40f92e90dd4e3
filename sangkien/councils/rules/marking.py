"""Sheets against their table, and the summary of all sheets. Means are exact fractions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core.errors import DomainError, ManyErrors
from sangkien.councils.errors import InvalidMarks
from sangkien.councils.rules.tables import Criterion, Grade, Table, points_words

LEAST_TO_TRIM = 3


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What one member gives for one criterion: hundredths, and the tier where there are tiers."""

    points: int
    tier: str = ""


def load(raw: Mapping[str, Any]) -> dict[str, Mark]:
    """Marks as a sheet keeps them."""
    return {code: Mark(points=row["points"], tier=row["tier"]) for code, row in raw.items()}


def dump(marks: Mapping[str, Mark]) -> dict[str, dict[str, Any]]:
    return {code: {"points": one.points, "tier": one.tier} for code, one in marks.items()}


def ensure_marks(table: Table, marks: Mapping[str, Mark], *, is_whole: bool) -> None:
    """Every mark within its bounds; each criterion has one before a sheet is submitted."""
    problems: list[DomainError] = []
    if set(marks) - {one.code for one in table.criteria}:
        raise InvalidMarks(_("Phiếu chấm có tiêu chí không thuộc bảng điểm."))
    for one in table.criteria:
        mark = marks.get(one.code)
        problem = _problem(one, mark) if mark else _("Chưa chấm tiêu chí này.") * is_whole
        if problem:
            problems.append(InvalidMarks(problem, field=one.code))
    if problems:
        raise ManyErrors(problems)


def _problem(one: Criterion, mark: Mark) -> str:
    if not one.tiers:
        if 0 <= mark.points <= one.most and not mark.tier:
            return ""
        return _("Điểm từ 0 đến %(most)s.") % {"most": points_words(one.most)}
    tier = next((tier for tier in one.tiers if tier.code == mark.tier), None)
    if tier is None:
        return _("Hãy chọn một mức.")
    if tier.low <= mark.points <= tier.high:
        return ""
    return _("Mức này từ %(low)s đến %(high)s điểm.") % {
        "low": points_words(tier.low),
        "high": points_words(tier.high),
    }


@dataclass(frozen=True, kw_only=True)
class CriterionSummary:
    criterion: Criterion
    mean: Fraction
    lowest: int
    highest: int

    @property
    def is_passing(self) -> bool:
        return self.criterion.passing is None or self.mean >= self.criterion.passing


@dataclass(frozen=True, kw_only=True)
class Summary:
    """ "Tổng hợp điểm". `findings` say in words what failed and why there is no grade."""

    sheets: int
    used: int
    total: Fraction
    lowest: int
    highest: int
    criteria: tuple[CriterionSummary, ...]
    is_passing: bool
    grade: str
    findings: tuple[str, ...]

    @property
    def spread(self) -> int:
        """Between the highest and the lowest sheet, in hundredths."""
        return self.highest - self.lowest


def summarise(
    table: Table, sheets: Sequence[Mapping[str, Mark]], *, trims_from: int = 0
) -> Summary | None:
    """The mean of the submitted sheets; None without any.

    With `trims_from` sheets or more, one of the highest and one of the lowest total are left out.
    """
    if not sheets:
        return None
    totals = sorted(
        ((sum(mark.points for mark in sheet.values()), place) for place, sheet in enumerate(sheets))
    )
    kept = totals
    if trims_from and len(totals) >= max(trims_from, LEAST_TO_TRIM):
        kept = totals[1:-1]
    used = [sheets[place] for _total, place in kept]
    criteria = tuple(_criterion_summary(one, used) for one in table.criteria)
    total = sum((one.mean for one in criteria), start=Fraction(0))
    failures, remarks = _judged(table, total, criteria)
    grade, objection = ("", "") if failures else _grade(table, total, criteria)
    return Summary(
        sheets=len(sheets),
        used=len(used),
        total=total,
        lowest=totals[0][0],
        highest=totals[-1][0],
        criteria=criteria,
        is_passing=not failures,
        grade=grade,
        findings=(*failures, *remarks, *([objection] if objection else [])),
    )


def _criterion_summary(one: Criterion, used: Sequence[Mapping[str, Mark]]) -> CriterionSummary:
    points = [sheet[one.code].points for sheet in used]
    return CriterionSummary(
        criterion=one,
        mean=Fraction(sum(points), len(points)),
        lowest=min(points),
        highest=max(points),
    )


def _judged(
    table: Table, total: Fraction, criteria: Sequence[CriterionSummary]
) -> tuple[list[str], list[str]]:
    """What makes it fail, and what is only to be noticed."""
    failures: list[str] = []
    remarks: list[str] = []
    if table.passing is not None and total < table.passing:
        failures.append(
            _("Tổng %(total)s điểm, cần từ %(least)s.")
            % {"total": points_words(total), "least": points_words(table.passing)}
        )
    for one in criteria:
        if one.criterion.passing is None or one.is_passing:
            continue
        words = _("Tiêu chí “%(name)s” đạt %(mean)s điểm, cần từ %(least)s.") % {
            "name": one.criterion.name,
            "mean": points_words(one.mean),
            "least": points_words(one.criterion.passing),
        }
        (failures if one.criterion.is_knockout else remarks).append(words)
    return failures, remarks


def _grade(table: Table, total: Fraction, criteria: Sequence[CriterionSummary]) -> tuple[str, str]:
    """The grade of the band, or why not: a side condition that fails never lowers it silently."""
    grade = next((grade for grade in table.grades if total >= grade.low), None)
    if grade is None:
        return "", ""
    objection = _objection(grade, total, criteria)
    return ("", objection) if objection else (grade.name, "")


def _objection(grade: Grade, total: Fraction, criteria: Sequence[CriterionSummary]) -> str:
    for one in criteria:
        least = grade.minimums.get(one.criterion.code)
        if least is not None and one.mean < least:
            return _(
                "Tổng %(total)s điểm thuộc mức %(grade)s nhưng “%(name)s” đạt %(mean)s điểm, "
                "mức %(grade)s cần từ %(least)s: chưa xếp loại, không tự hạ xuống mức dưới."
            ) % {
                "total": points_words(total),
                "grade": grade.name,
                "name": one.criterion.name,
                "mean": points_words(one.mean),
                "least": points_words(least),
            }
    return ""
