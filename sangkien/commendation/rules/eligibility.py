"""Who qualifies for an award, and why or why not. Pure: facts in, findings out.

What is not known never counts as fulfilled: it asks for a statement.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.utils.translation import gettext as _

from sangkien.commendation.rules import held
from sangkien.commendation.rules.facts import Facts, Place
from sangkien.commendation.rules.terms import Condition, ConditionKind, Terms
from sangkien.core import numbers

HUNDRED = 100
Said = tuple[bool | None, str]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one condition says: `holds` None is unknown; `words` give figure, base and time."""

    condition: Condition
    holds: bool | None
    words: str

    def plain(self) -> dict[str, Any]:
        """As a dossier keeps it."""
        return {
            "kind": self.condition.kind.value,
            "asks": self.condition.words,
            "holds": self.holds,
            "words": self.words,
        }


class Verdict(IntEnum):
    """In the order of the list: the first are the nearest."""

    QUALIFIES = 0
    TO_STATE = 1  # nothing speaks against it, something has to be confirmed
    NEARLY = 2  # one condition is not fulfilled
    NOT = 3


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`route` is the one that holds, else the one that comes nearest; `findings` those that hold always
    and those of that route.
    """

    verdict: Verdict
    route: str
    findings: tuple[Finding, ...]

    @property
    def qualifies(self) -> bool:
        return self.verdict == Verdict.QUALIFIES

    @property
    def against(self) -> list[Finding]:
        return [one for one in self.findings if one.holds is False]

    @property
    def unknown(self) -> list[Finding]:
        return [one for one in self.findings if one.holds is None]


def answer(terms: Terms, facts: Facts) -> Answer:
    always = tuple(find(one, facts) for one in terms.always)
    routes = [
        (route.name, tuple(find(one, facts) for one in route.conditions)) for route in terms.routes
    ]
    if not routes:
        return Answer(verdict=_verdict(always), route="", findings=always)
    name, found = min(routes, key=lambda route: (*_distance(route[1]), _blanks(route[1], facts)))
    findings = always + found
    return Answer(verdict=_verdict(findings), route=name, findings=findings)


def _distance(findings: tuple[Finding, ...]) -> tuple[int, int]:
    holds = [one.holds for one in findings]
    return holds.count(False), holds.count(None)


def _blanks(findings: tuple[Finding, ...], facts: Facts) -> int:
    """Of equal routes the one of which more is known comes first: a place in a cluster of one, a tie."""
    known = {ConditionKind.LEADS: bool(facts.places)}
    known[ConditionKind.RANK_AT_MOST] = facts.score_place is not None
    return sum(one.holds is None and not known.get(one.condition.kind) for one in findings)


def _verdict(findings: tuple[Finding, ...]) -> Verdict:
    against, unknown = _distance(findings)
    if against:
        return Verdict.NEARLY if against == 1 and len(findings) > 1 else Verdict.NOT
    if unknown or not findings:  # without any condition nobody qualifies by themselves
        return Verdict.TO_STATE
    return Verdict.QUALIFIES


def find(condition: Condition, facts: Facts) -> Finding:
    holds, words = RULES[condition.kind](condition, facts)
    if holds is None and condition.words in facts.stated:
        holds, words = True, _("người đề nghị xác nhận")
    return Finding(condition=condition, holds=holds, words=words)


def _unknown(what: str) -> Said:
    return None, _("%(what)s, cần xác nhận") % {"what": what}


def _leads(condition: Condition, facts: Facts) -> Said:
    """First in one of the arenas is enough: its block, its cluster."""
    if not facts.places:
        return _unknown(_("Không thuộc cụm, khối nào trong năm"))
    best = min(facts.places, key=lambda one: (one.rank or one.of + 1, one.is_alone))
    words = _place_words(best, facts)
    return _unknown(_alone(words)) if best.rank == 1 and best.is_alone else (best.rank == 1, words)


def _alone(words: str) -> str:
    """First of one says nothing."""
    return _("%(words)s, chỉ có một đơn vị nên không so được với ai") % {"words": words}


def _place_words(place: Place, facts: Facts) -> str:
    said = {
        "among": place.among,
        "figure": numbers.thousands(place.figure),
        "until": facts.until,
        "rank": place.rank or "-",
        "of": place.of,
    }
    if place.rank is None:
        return _("%(among)s: chưa có sáng kiến nên không xếp hạng (đến %(until)s)") % said
    words = _("%(among)s: hạng %(rank)s/%(of)s với %(figure)s hợp lệ (đến %(until)s)") % said
    if place.is_tied:
        return _("%(words)s, đồng hạng") % {"words": words}
    if place.next_best is not None:
        other = numbers.thousands(place.next_best)
        side = _("đơn vị sau %(n)s") if place.rank == 1 else _("đơn vị đầu %(n)s")
        words = f"{words}, {side % {'n': other}}"
    return words


def _above_target(condition: Condition, facts: Facts) -> Said:
    goal = facts.goal
    if goal is None or not goal.value:
        return _unknown(_("Chưa có chỉ tiêu riêng trong kỳ"))
    least = condition.least or HUNDRED
    said = {
        "reached": numbers.thousands(goal.reached),
        "base": goal.base,
        "target": numbers.thousands(goal.value),
        "until": facts.until,
        "how": _above_words(goal.reached, goal.value),
    }
    words = _("%(reached)s %(base)s / chỉ tiêu %(target)s (%(base)s, đến %(until)s): %(how)s")
    return goal.reached * HUNDRED > goal.value * least, words % said


def _above_words(reached: int, target: int) -> str:
    if reached > target:
        return _("vượt %(share)s") % {"share": numbers.percent_words(reached - target, target)}
    if reached == target:
        return _("vừa đủ, chưa vượt")
    share = numbers.percent_words(reached, target)
    missing = numbers.thousands(target - reached)
    return _("đạt %(share)s, còn thiếu %(n)s") % {"share": share, "n": missing}


def _at_least(value: int | None, least: int, base: str, facts: Facts) -> Said:
    if value is None:
        return _unknown(_("Chưa có số %(base)s") % {"base": base})
    said = {
        "value": numbers.thousands(value),
        "base": base,
        "least": numbers.thousands(least),
        "until": facts.until,
    }
    return value >= least, _("%(value)s %(base)s / cần từ %(least)s (đến %(until)s)") % said


def _valid(condition: Condition, facts: Facts) -> Said:
    return _at_least(facts.valid, condition.least, _("sáng kiến hợp lệ"), facts)


def _recognised(condition: Condition, facts: Facts) -> Said:
    return _at_least(facts.recognised, condition.least, _("sáng kiến được công nhận"), facts)


def _benefit(condition: Condition, facts: Facts) -> Said:
    first = facts.year - condition.years + 1
    if facts.benefits is None:
        return _unknown(_("Chưa có giá trị làm lợi đã thẩm định"))
    total = sum(facts.benefits.get(year, 0) for year in range(first, facts.year + 1))
    span = str(facts.year) if condition.years == 1 else f"{first}–{facts.year}"
    words = _("%(total)s đồng đã thẩm định năm %(span)s / cần từ %(least)s (đến %(until)s)")
    said = {
        "total": numbers.thousands(total),
        "span": span,
        "least": numbers.thousands(condition.least),
        "until": facts.until,
    }
    return total >= condition.least, words % said


def _score(condition: Condition, facts: Facts) -> Said:
    if facts.score_points is None:
        return _unknown(_("Chưa có bảng điểm đã công bố của năm %(year)d") % {"year": facts.year})
    said = {"score": facts.score, "least": condition.least, "year": facts.year}
    words = _("%(score)s điểm năm %(year)d / cần từ %(least)d") % said
    return facts.score_points >= condition.least * HUNDRED, words


def _rank(condition: Condition, facts: Facts) -> Said:
    place = facts.score_place
    if place is None or place.rank is None:
        return _unknown(_("Chưa có xếp hạng theo bảng điểm năm %(year)d") % {"year": facts.year})
    said = {"among": place.among, "rank": place.rank, "of": place.of, "least": condition.least}
    words = _("%(among)s: hạng %(rank)d/%(of)d theo bảng điểm / cần hạng %(least)d trở lên") % said
    if place.is_tied and place.rank <= condition.least:
        return _unknown(_("%(words)s, đồng hạng") % {"words": words})
    if place.is_alone:
        return _unknown(_alone(words))
    return place.rank <= condition.least, words


def _months(condition: Condition, facts: Facts) -> Said:
    if facts.months_active is None:
        return _unknown(_("Chưa rõ thời gian hoạt động"))
    said = {"months": facts.months_active, "least": condition.least}
    words = _("hoạt động %(months)d tháng / cần từ %(least)d tháng") % said
    return facts.months_active >= condition.least, words


def _statement(condition: Condition, facts: Facts) -> Said:
    return None, _("cần người đề nghị xác nhận")


RULES: Mapping[ConditionKind, Callable[[Condition, Facts], Said]] = {
    ConditionKind.LEADS: _leads,
    ConditionKind.ABOVE_TARGET: _above_target,
    ConditionKind.VALID_AT_LEAST: _valid,
    ConditionKind.RECOGNISED_AT_LEAST: _recognised,
    ConditionKind.BENEFIT_AT_LEAST: _benefit,
    ConditionKind.SCORE_AT_LEAST: _score,
    ConditionKind.RANK_AT_MOST: _rank,
    ConditionKind.HELD_NOW: held.now,
    ConditionKind.HELD_BEFORE: held.before,
    ConditionKind.CONSECUTIVE: held.consecutive,
    ConditionKind.ONCE_ONLY: held.once,
    ConditionKind.MONTHS_ACTIVE: _months,
    ConditionKind.STATEMENT: _statement,
}
