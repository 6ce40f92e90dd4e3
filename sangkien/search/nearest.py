"""What comes nearest to initiatives that wait: the same thing told before, here or elsewhere."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from sangkien.access.actor import Actor
from sangkien.core.text import fold
from sangkien.initiatives.enums import COUNTED_AS_SENT
from sangkien.initiatives.models import Initiative
from sangkien.search import lookup, questions, tokens
from sangkien.search.matching import Query, all_of
from sangkien.search.models import InitiativeTokens

MOST = 3  # shown beside one
LOOKED_AT = 8  # of each question, compared by all that they say
TITLES_READ = 1_000  # the newest ones of the same units
LEAST_ALIKE = 0.25  # of the words of title and content
TITLE_WEIGHS = 0.6  # the rest is what is done now


@dataclass(frozen=True, kw_only=True)
class Near:
    """ "Sáng kiến gần giống". `is_overseen`: the reader may open it, others read what is public."""

    initiative: Initiative
    is_overseen: bool


def nearest(rows: Sequence[Initiative], *, actor: Actor) -> dict[int, list[Near]]:
    """By initiative, the nearest first: among what everybody may read, and what was sent in the
    same units as far as the actor oversees them. Five queries at most, however many rows.
    """
    if not rows:
        return {}
    everywhere = lookup.newest_of_each(InitiativeTokens, _questions(rows), limit=LOOKED_AT + 1)
    here = _in_the_same_units(rows, actor=actor)
    wanted = {pk for keys in (*everywhere.values(), *here.values()) for pk in keys}
    shown, overseen = _readable(wanted, actor=actor)
    return {
        row.pk: [
            Near(initiative=one, is_overseen=one.pk in overseen)
            for one in _ranked(row, {*everywhere.get(row.pk, ()), *here[row.pk]}, shown)
        ]
        for row in rows
    }


def _questions(rows: Sequence[Initiative]) -> list[tuple[int, Query]]:
    """The whole title among all, half of it among the newest."""
    newest = lookup.the_newest(InitiativeTokens)
    found: list[tuple[int, Query]] = []
    for row in rows:
        words = tokens.words(row.title)
        whole, half = questions.same(words), questions.alike(words)
        if whole is not None:
            found.append((row.pk, whole))
        if half is not None:
            found.append((row.pk, all_of([*newest, half])))
    return found


def _in_the_same_units(rows: Sequence[Initiative], *, actor: Actor) -> dict[int, list[int]]:
    """The initiatives of its own unit whose titles share the most words with each."""
    same = Initiative.objects.overseen_by(actor).filter(
        unit_id__in={row.unit_id for row in rows}, state__in=COUNTED_AS_SENT
    )
    titles = [
        (unit_id, pk, _words(title))
        for unit_id, pk, title in same.order_by("-pk").values_list("unit_id", "pk", "title")[
            :TITLES_READ
        ]
    ]
    found = {}
    for row in rows:
        words = _words(row.title)
        near = (
            (_share(words, others), pk)
            for unit_id, pk, others in titles
            if unit_id == row.unit_id and pk != row.pk
        )
        best = sorted((one for one in near if one[0] >= LEAST_ALIKE), reverse=True)
        found[row.pk] = [pk for _score, pk in islice(best, LOOKED_AT)]
    return found


def _readable(
    wanted: Collection[int], *, actor: Actor
) -> tuple[dict[int, Initiative], frozenset[int]]:
    """Those that the actor may read, and which of them as an officer."""
    rows = Initiative.objects.filter(pk__in=list(wanted))
    overseen = frozenset(rows.overseen_by(actor).values_list("pk", flat=True))
    seen = rows.select_related("unit").only(
        *("code", "title", "solution", "state", "received_at", "unit__name", "unit__short_name")
    )
    found = {one.pk: one for one in seen if one.is_valid or one.pk in overseen}
    return found, overseen


def _ranked(row: Initiative, keys: Iterable[int], shown: dict[int, Initiative]) -> list[Initiative]:
    """By title and content together; the newer one of two that are equally near."""
    title, solution = _words(row.title), _words(row.solution)
    scored = []
    for pk in keys:
        one = shown.get(pk)
        if one is None or pk == row.pk:
            continue
        score = TITLE_WEIGHS * _share(title, _words(one.title))
        score += (1 - TITLE_WEIGHS) * _share(solution, _words(one.solution))
        scored.append((score, pk, one))
    scored.sort(key=lambda each: (-each[0], -each[1]))
    return [one for score, _pk, one in scored[:MOST] if score >= LEAST_ALIKE]


def _words(content: str) -> frozenset[str]:
    return frozenset(fold(content).split())


def _share(some: frozenset[str], others: frozenset[str]) -> float:
    """Of all the words of two texts, those that both say."""
    return len(some & others) / len(some | others) if some and others else 0.0
