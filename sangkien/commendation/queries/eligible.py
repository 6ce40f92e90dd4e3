"""Who qualifies for an award in a round or a period, in order, with the quota shown."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sangkien.commendation.models import Round, RoundAward
from sangkien.commendation.queries.candidates import (
    MOST,
    Candidate,
    Scene,
    candidates,
    pool_size,
)
from sangkien.commendation.queries.facts import facts_of, kinds_of
from sangkien.commendation.queries.limits import holders_by_code
from sangkien.commendation.rules import eligibility, quotas
from sangkien.commendation.rules.eligibility import Answer, Verdict
from sangkien.commendation.rules.facts import Facts
from sangkien.commendation.rules.quotas import Limit
from sangkien.commendation.rules.terms import ConditionKind, Terms

Merit = tuple[int | Fraction, ...]
BY_PERCENT = "percent"  # a rule for ties that is reckoned: how far above the own target


@dataclass(frozen=True, kw_only=True)
class Line:
    """`place` says where the quota puts it: "inside", "edge" (equal to others at the limit), "outside"."""

    candidate: Candidate
    facts: Facts
    answer: Answer
    merit: Merit
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """`places_left` of the quota are for those at the edge; `is_cut` when there were too many to look at."""

    scene: Scene
    lines: tuple[Line, ...]
    limits: tuple[Limit, ...]
    places_left: int
    as_of: dt.datetime
    is_cut: bool

    def of(self, *verdicts: Verdict) -> list[Line]:
        return [line for line in self.lines if line.answer.verdict in verdicts]


def eligible(
    scene: Scene, *, round_: Round | None = None, stated: Sequence[str] = (), at: dt.datetime
) -> Screen:
    found = candidates(scene)
    facts, as_of = facts_of(scene, found, stated=stated, at=at)
    terms = scene.award.read
    lines = [
        Line(
            candidate=one,
            facts=facts[one.key],
            answer=eligibility.answer(terms, facts[one.key]),
            merit=merit(terms, facts[one.key]),
        )
        for one in found
    ]
    lines.sort(key=lambda line: line.merit, reverse=True)  # stable: names stay in their order
    lines.sort(key=lambda line: line.answer.verdict)
    limits = _limits(scene, round_, pool=len(found))
    placed, left = _placed(lines, limits)
    return Screen(
        scene=scene,
        lines=tuple(placed),
        limits=tuple(limits),
        places_left=left,
        as_of=as_of,
        is_cut=len(found) == MOST,
    )


def merit(terms: Terms, facts: Facts) -> Merit:
    """Verified benefit where the award asks for it, else valid initiatives; then the listed rules for
    ties that can be reckoned.
    """
    if ConditionKind.BENEFIT_AT_LEAST in kinds_of(terms):
        first = sum((facts.benefits or {}).values())
    else:
        first = facts.valid or 0
    share = Fraction(0)
    if BY_PERCENT in terms.ties and facts.goal and facts.goal.value:
        share = Fraction(facts.goal.reached, facts.goal.value)
    return first, share


def _limits(scene: Scene, round_: Round | None, *, pool: int) -> list[Limit]:
    quota = scene.award.read.quota
    of_round = None
    if round_ is not None:
        rows = RoundAward.objects.filter(round=round_, award=scene.award)
        of_round = rows.values_list("quota", flat=True).first()
    if quota.percent is not None and quota.percent_of:
        pool = holders_by_code(scene, round_=round_).get(quota.percent_of, 0)
    elif quota.percent is not None and pool == MOST:
        pool = pool_size(scene)
    return quotas.limits(quota, pool=pool, of_round=of_round)


def _placed(lines: list[Line], limits: list[Limit]) -> tuple[list[Line], int]:
    """The quota cuts among those who qualify; who is equal at the limit is shown as such."""
    inside = [line for line in lines if line.answer.qualifies]
    rest = lines[len(inside) :]
    cut = quotas.cut(inside, limits[0].most if limits else None, merit=lambda one: one.merit)
    parts = (("inside", cut.inside), ("edge", cut.edge), ("outside", cut.outside))
    placed = [_at(line, place) for place, part in parts for line in part]
    return [*placed, *rest], cut.places_left


def _at(line: Line, place: str) -> Line:
    return Line(
        candidate=line.candidate,
        facts=line.facts,
        answer=line.answer,
        merit=line.merit,
        place=place,
    )
