"""Marks of one unit against a table: points, totals, class, year. Exact, with the arithmetic in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from django.utils.translation import gettext as _

from sangkien.core.errors import DomainError, ManyErrors
from sangkien.scoring.enums import ConditionKind, NodeKind
from sangkien.scoring.errors import InvalidMarks
from sangkien.scoring.rules.tables import (
    COUNTED,
    WHOLE,
    Band,
    Condition,
    Halves,
    Node,
    Table,
    points_words,
)

MOST_EVENTS = 1_000


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What one line was given: `points` in hundredths where somebody judges, `value` where something
    is measured or counted, `tier` the place of the tier that was chosen.
    """

    points: int | None = None
    value: Fraction | None = None
    tier: int | None = None


Marks = Mapping[str, Mark]


def points_of(node: Node, mark: Mark) -> int:
    """Hundredths, negative for a penalty; InvalidMarks where the mark does not fit."""
    if node.kind == NodeKind.MANUAL:
        return _within(node, mark.points)
    if node.kind == NodeKind.YES_NO:
        if mark.points not in (0, node.most):
            raise InvalidMarks(_("Hãy chọn có hoặc không."), field=node.code)
        return mark.points or 0
    if node.way == NodeKind.TIERED and not node.is_measured:
        if mark.tier is None or not 0 <= mark.tier < len(node.tiers):
            raise InvalidMarks(_("Hãy chọn một bậc."), field=node.code)
        return node.tiers[mark.tier].points
    return _of_value(node, _measured(node, mark))


def _within(node: Node, points: int | None) -> int:
    if points is None or not 0 <= points <= node.most:
        raise InvalidMarks(
            _("Điểm từ 0 đến %(most)s.") % {"most": points_words(node.most)}, field=node.code
        )
    return points


def _measured(node: Node, mark: Mark) -> Fraction:
    value = mark.value
    if value is None or value < 0:
        raise InvalidMarks(_("Hãy ghi số đạt được, từ 0 trở lên."), field=node.code)
    is_typed = node.kind != NodeKind.AUTOMATIC  # what is counted from records has no bound
    if node.way in COUNTED and (value.denominator != 1 or (is_typed and value > MOST_EVENTS)):
        raise InvalidMarks(_("Hãy ghi số lần, từ 0 đến 1.000."), field=node.code)
    return value


def _of_value(node: Node, value: Fraction) -> int:
    if node.way == NodeKind.TIERED:
        reached = [tier for tier in node.tiers if tier.least is not None and tier.least <= value]
        best = max(reached, key=lambda tier: tier.least or Fraction(0), default=None)
        return best.points if best else 0
    if node.way == NodeKind.PROPORTIONAL:
        if node.floor is not None and value < node.floor:
            return 0
        exact = node.most * min(value / node.full, Fraction(1))
        return int(exact + Fraction(1, 2))
    total = min(int(value) * node.each, node.most)
    return -total if node.way == NodeKind.PENALTY else total


def ensure(table: Table, marks: Marks, *, is_whole: bool) -> None:
    """Every mark fits its line; each line has one before a card is submitted."""
    problems: list[DomainError] = []
    if set(marks) - {node.code for node in table.items}:
        raise InvalidMarks(_("Phiếu chấm có tiêu chí không thuộc bảng điểm."))
    for node in table.items:
        mark = marks.get(node.code)
        if mark is None:
            if is_whole:
                problems.append(InvalidMarks(_("Chưa chấm tiêu chí này."), field=node.code))
            continue
        try:
            points_of(node, mark)
        except InvalidMarks as problem:
            problems.append(problem)
    if problems:
        raise ManyErrors(problems)


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Hundredths. `points` are by code, of items and groups; `ranking` may exceed the cap."""

    points: Mapping[str, int]
    base: int
    bonus: int
    penalty: int
    ranking: int
    class_score: int


def totals(table: Table, marks: Marks) -> Totals:
    """Lines without a mark count nothing. A total is never below 0."""
    points: dict[str, int] = {}
    base = bonus = penalty = 0
    for node in table.items:
        mark = marks.get(node.code)
        given = points_of(node, mark) if mark else 0
        points[node.code] = given
        if given < 0:
            penalty += given
        elif table.adds(node):
            bonus += given
        else:
            base += given
    for node in reversed([node for _depth, node in table.in_order()]):
        if node.is_group:
            points[node.code] = sum(points[one.code] for one in table.below(node.code))
    ranking = max(base + bonus + penalty, 0)
    capped = ranking if table.cap is None else min(ranking, table.cap)
    return Totals(
        points=points,
        base=base,
        bonus=bonus,
        penalty=penalty,
        ranking=ranking,
        class_score=capped,
    )


class Judged(Protocol):
    """What a class is given for: of one card, or of a whole year with its exact fractions."""

    @property
    def points(self) -> Mapping[str, int | Fraction]: ...

    @property
    def class_score(self) -> int | Fraction: ...


@dataclass(frozen=True, kw_only=True)
class YearTotals:
    """Sums of two half-years by their weights."""

    points: Mapping[str, int | Fraction]
    ranking: Fraction
    class_score: Fraction


@dataclass(frozen=True, kw_only=True)
class Class:
    """ "Xếp loại": `name` is empty where a side condition fails and the table names no other class;
    `findings` say what failed, and that nothing was lowered silently.
    """

    name: str
    findings: tuple[str, ...] = ()


def classify(
    table: Table, found: Judged, *, score: Fraction | int | None = None, stated: frozenset[str]
) -> Class:
    """The class of a total, by default of `found`; `stated` are the conditions (their words) that
    whoever judges has confirmed.
    """
    total = Fraction(found.class_score if score is None else score)
    band = next((band for band in table.bands if total >= band.low), None)
    if band is None:
        return Class(name="")
    failed = tuple(
        one.words for one in band.conditions if not _holds(table, found, one, stated=stated)
    )
    if not failed:
        return Class(name=band.name)
    return Class(name=band.otherwise, findings=tuple(_finding(band, words) for words in failed))


def _finding(band: Band, words: str) -> str:
    about = {"name": band.name, "words": words, "other": band.otherwise}
    if band.otherwise:
        return _("Đủ điểm mức “%(name)s” nhưng chưa đạt: %(words)s. Bảng điểm xếp “%(other)s”.") % (
            about
        )
    return _(
        "Đủ điểm mức “%(name)s” nhưng chưa đạt: %(words)s. Chưa xếp loại, không tự hạ mức."
    ) % (about)


def _holds(table: Table, found: Judged, one: Condition, *, stated: frozenset[str]) -> bool:
    if one.kind == ConditionKind.STATEMENT:
        return one.words in stated
    if one.kind == ConditionKind.NODE_AT_LEAST:
        return found.points[one.node] >= one.low
    if one.kind == ConditionKind.NO_ZERO:
        return all(
            found.points[node.code] != 0
            for node in _items_below(table, one.node)
            if node.way not in COUNTED
        )
    groups = [node for node in table.below("") if table.most_of(node) and not table.adds(node)]
    return all(_reaches(table, found, node, one.percent) for node in groups)


def _reaches(table: Table, found: Judged, group: Node, percent: Fraction | int) -> bool:
    """By what belongs to the base: a bonus inside a group does not make up for what it lacks."""
    base = [node for node in _items_below(table, group.code) if not table.adds(node)]
    given = sum(found.points[node.code] for node in base)
    return given * WHOLE >= sum(table.most_of(node) for node in base) * percent


def _items_below(table: Table, code: str) -> list[Node]:
    node = table.by_code[code]
    if not node.is_group:
        return [node]
    return [item for one in table.below(code) for item in _items_below(table, one.code)]


def year_totals(halves: Halves, first: Totals, second: Totals) -> YearTotals:
    """Every sum of two half-years by its weights; a line that only one of them has counts 0 there."""
    codes = [*first.points, *(code for code in second.points if code not in first.points)]
    return YearTotals(
        points={
            code: year(halves, first.points.get(code, 0), second.points.get(code, 0))
            for code in codes
        },
        ranking=year(halves, first.ranking, second.ranking),
        class_score=year(halves, first.class_score, second.class_score),
    )


def year(halves: Halves, first: int, second: int) -> Fraction:
    """Two half-years by their weights; Long Biên: (H1 + 2 x H2) / 3."""
    weight = halves.first + halves.second
    if not weight:
        raise InvalidMarks(_("Hệ số của hai kỳ không được cùng bằng 0."))
    return Fraction(halves.first * first + halves.second * second, weight)
