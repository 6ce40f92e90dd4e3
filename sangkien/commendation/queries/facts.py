"""What is known of many candidates at once: only what the terms ask, in a bounded number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Min, Q

from sangkien.agreements.enums import TargetBase
from sangkien.commendation.enums import HolderKind
from sangkien.commendation.models import Conferral
from sangkien.commendation.queries.candidates import Candidate, Scene
from sangkien.commendation.queries.catalogue import codes_by_name
from sangkien.commendation.queries.places import places_of
from sangkien.commendation.queries.worth import verified_by_year
from sangkien.commendation.rules.facts import Facts, Goal, Place
from sangkien.commendation.rules.terms import ConditionKind, Terms
from sangkien.core import paths, periods, text
from sangkien.initiatives.enums import COUNTED_AS_RECOGNISED
from sangkien.progress.queries import figures
from sangkien.progress.queries.figures import NONE, Counts
from sangkien.progress.queries.goals import goals
from sangkien.scoring.queries.published import Published, published
from sangkien.scoring.rules.tables import points_words
from sangkien.units.models import Membership

K = ConditionKind
OF_CARDS = {K.SCORE_AT_LEAST, K.RANK_AT_MOST}
OF_REGISTER = {K.HELD_NOW, K.HELD_BEFORE, K.CONSECUTIVE, K.ONCE_ONLY}


@dataclass(frozen=True, kw_only=True)
class Known:
    """By holder id, as far as the terms ask for it."""

    counts: dict[int, Counts] = field(default_factory=dict)
    goals: dict[int, Goal] = field(default_factory=dict)
    places: dict[int, list[Place]] = field(default_factory=dict)
    benefits: dict[int, dict[int, int]] | None = None
    held: dict[int, dict[str, set[int]]] = field(default_factory=dict)
    register_since: int | None = None
    months: dict[int, int] = field(default_factory=dict)
    scores: dict[int, Published] = field(default_factory=dict)


def kinds_of(terms: Terms) -> set[ConditionKind]:
    rows = [terms.always, *(route.conditions for route in terms.routes)]
    return {one.kind for conditions in rows for one in conditions}


def facts_of(
    scene: Scene, found: Sequence[Candidate], *, stated: Sequence[str] = (), at: dt.datetime
) -> tuple[dict[str, Facts], dt.datetime]:
    """By the key of the candidate, and the moment up to which the figures are complete."""
    as_of = _complete_at(scene, at=at)
    until = periods.closing_words(scene.closes_at)
    if as_of < scene.closes_at:
        until = periods.instant_words(as_of)
    known = _known(scene, found, at=at)
    return {
        one.key: Facts(
            until=until,
            year=scene.year,
            own_code=scene.award.code,
            valid=_count(one, known, "valid"),
            recognised=_count(one, known, "recognised"),
            goal=known.goals.get(one.holder_id),
            places=known.places.get(one.holder_id, []),
            benefits=None if known.benefits is None else known.benefits.get(one.holder_id),
            held=known.held.get(one.holder_id, {}),
            register_since=known.register_since,
            months_active=known.months.get(one.holder_id),
            stated=stated,
            **_scored(known.scores.get(one.holder_id)),
        )
        for one in found
    }, as_of


def _scored(found: Published | None) -> dict[str, Any]:
    """What the published card of the year says."""
    if found is None:
        return {}
    place = Place(
        among=found.among,
        rank=found.rank,
        of=found.of,
        figure=found.total,
        next_best=found.next_best,
        is_tied=found.is_tied,
    )
    written = points_words(found.total)
    return {"score": written, "score_points": found.total, "score_place": place}


def _complete_at(scene: Scene, *, at: dt.datetime) -> dt.datetime:
    """Kept totals are as old as the last round of the worker; what is counted here is of now."""
    if scene.period is None or scene.award.holder_kind == HolderKind.PERSON:
        return at
    return figures.complete_at(scene.unit, scene.period, at=at)


def _count(one: Candidate, known: Known, name: str) -> int | None:
    if one.user is not None:
        return one.valid if name == "valid" else one.recognised
    return getattr(known.counts.get(one.unit.pk, NONE), name, None)


def _known(scene: Scene, found: Sequence[Candidate], *, at: dt.datetime) -> Known:
    kinds = kinds_of(scene.award.read)
    since = None
    held: dict[int, dict[str, set[int]]] = {}
    if kinds & OF_REGISTER:
        held, since = _held(scene, found)
    counts, aims, places = _figures(scene, found, kinds)
    return Known(
        counts=counts,
        goals=aims,
        places=places,
        benefits=_benefits(scene, found) if K.BENEFIT_AT_LEAST in kinds else None,
        held=held,
        register_since=since,
        months=_months(scene, found) if K.MONTHS_ACTIVE in kinds else {},
        scores=_scores(scene, found, at=at) if kinds & OF_CARDS else {},
    )


def _scores(scene: Scene, found: Sequence[Candidate], *, at: dt.datetime) -> dict[int, Published]:
    """Collectives alone are scored."""
    if scene.award.holder_kind == HolderKind.PERSON:
        return {}
    ids = [one.unit.pk for one in found]
    return published(scene.award.unit, ids, year=scene.year, at=at)


Figures = tuple[dict[int, Counts], dict[int, Goal], dict[int, list[Place]]]


def _figures(scene: Scene, found: Sequence[Candidate], kinds: set[ConditionKind]) -> Figures:
    """Of collectives: the totals of the branch, the own target, the place in the own cluster."""
    if scene.award.holder_kind == HolderKind.PERSON:
        return {}, {}, {}
    ids = [one.unit.pk for one in found]
    counts = _totals(scene, found)
    aims = _goals(scene, ids, counts)
    arenas = places_of(scene, counts, known=ids) if K.LEADS in kinds else {}
    return counts, aims, arenas


def _totals(scene: Scene, found: Sequence[Candidate]) -> dict[int, Counts]:
    """Kept totals of a period, else counted by unit and carried up to every candidate above."""
    if scene.period is not None:
        return figures.subtrees(Q(unit_id__in=[one.unit.pk for one in found]), scene.period)
    done = Count("pk", filter=Q(state__in=COUNTED_AS_RECOGNISED))
    rows = scene.received().order_by().values_list("unit_path").annotate(n=Count("pk"), done=done)
    by_path = {one.unit.path: one.unit.pk for one in found}
    totals: dict[int, Counts] = defaultdict(Counts)
    for path, number, good in rows:
        for up in (path, *paths.ancestors(path)):
            if up in by_path:
                totals[by_path[up]] += Counts(sent=number, valid=number, recognised=good)
    return dict(totals)


def _goals(scene: Scene, ids: list[int], counts: dict[int, Counts]) -> dict[int, Goal]:
    """The own number of each in the period, on its own base; none outside of programmes."""
    if scene.period is None:
        return {}
    aims = goals(scene.period, Q(unit_id__in=ids))
    found = {pk: goal for pk in ids if (goal := aims.of(pk)) is not None}
    return {
        pk: Goal(
            value=goal.value,
            reached=counts.get(pk, NONE).of(goal.base),
            base=str(TargetBase(goal.base).label).lower(),
        )
        for pk, goal in found.items()
    }


def _benefits(scene: Scene, found: Sequence[Candidate]) -> dict[int, dict[int, int]]:
    rows = scene.award.read
    conditions = [c for part in (rows.always, *(r.conditions for r in rows.routes)) for c in part]
    years = max(one.years for one in conditions if one.kind == K.BENEFIT_AT_LEAST)
    return verified_by_year(scene, found, since=scene.year - years + 1)


def _held(
    scene: Scene, found: Sequence[Candidate]
) -> tuple[dict[int, dict[str, set[int]]], int | None]:
    """Years by holder and code, and the first year of the register; imported rows are known by the
    name of the award. Three queries.
    """
    is_person = scene.award.holder_kind == HolderKind.PERSON
    mine = {"user_id__in" if is_person else "unit_id__in": [one.holder_id for one in found]}
    rows = Conferral.objects.in_force().filter(holder_kind=scene.award.holder_kind, **mine)
    holder = "user_id" if is_person else "unit_id"
    codes = codes_by_name(scene.award)
    held: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for pk, code, title, year in rows.values_list(holder, "award__code", "title", "year"):
        known = code or codes.get(text.fold(title))
        if known:
            held[pk][known].add(year)
    below = paths.subtree(scene.unit.path, field="unit__path")
    since = Conferral.objects.in_force().filter(below).aggregate(since=Min("year"))["since"]
    return held, since


def _months(scene: Scene, found: Sequence[Candidate]) -> dict[int, int]:
    """Whole months since the unit was opened, or since the person joined any unit."""
    if scene.award.holder_kind == HolderKind.COLLECTIVE:
        begun = {one.unit.pk: one.unit.opened_on for one in found}
    else:
        ids = [one.holder_id for one in found]
        rows = Membership.objects.filter(user_id__in=ids).values_list("user_id")
        begun = dict(rows.annotate(since=Min("since_on")))
    return {pk: _whole_months(day, scene.until_on) for pk, day in begun.items()}


def _whole_months(first: dt.date, last: dt.date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(months - (last.day < first.day), 0)
