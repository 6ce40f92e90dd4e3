"""The list of a whole branch, narrowed down, at any size of the branch and of the table."""

from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Max, Q

from sangkien.access.actor import Actor
from sangkien.core import codes
from sangkien.core.paths import subtree
from sangkien.core.text import fold
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.models.initiative import InitiativeQuerySet
from sangkien.initiatives.queries import PAGE, Page, read_cursor

# A branch of up to so many is read from the index of its path as a whole and sorted here; in a
# larger one the newest are never far, and the walk back through time looks at WINDOW numbers.
SMALL_BRANCH = 5_000
WINDOW = 100_000
READ_FOR_WORDS = 5_000  # titles looked at for words on one page
MOST_WORDS = 8

Candidates: TypeAlias = list[tuple[int, str]]  # number and title, the newest first


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """To what a reader narrows the list down; what is empty does not narrow."""

    path: str = ""
    state: str = ""
    programme_id: int | None = None
    field_id: int | None = None
    words: str = ""

    def condition(self) -> Q:
        found = Q()
        if self.state in State.values:
            found &= Q(state=self.state)
        if self.programme_id is not None:
            found &= Q(programme_id=self.programme_id)
        if self.field_id is not None:
            found &= Q(field_id=self.field_id)
        if self.code:
            found &= Q(code=self.code)
        return found

    @property
    def code(self) -> str:
        """The reference, when that is what was typed instead of words."""
        return codes.canonical(self.words)

    @property
    def folded_words(self) -> list[str]:
        return [] if self.code else fold(self.words).split()[:MOST_WORDS]


EVERYTHING = Narrowing()


def branch_initiatives(
    actor: Actor,
    narrowing: Narrowing = EVERYTHING,
    *,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page:
    """Sent initiatives of a branch that the actor oversees, the newest first; four queries.

    A page may hold fewer than `limit` and still have a following one: what is rare in a large
    branch is looked for a stretch at a time, so that no page reads the whole table.
    """
    words = narrowing.folded_words
    candidates, unread_below = _candidates(
        actor, narrowing, cursor=cursor, most=READ_FOR_WORDS if words else limit + 1
    )
    fitting = [pk for pk, title in candidates if not words or _has(title, words)]
    shown = fitting[:limit]
    below = shown[-1] if len(fitting) > limit else unread_below
    rows = Initiative.objects.filter(pk__in=shown).select_related("unit", "author", "programme")
    return Page(rows=list(rows.order_by("-pk")), following=None if below is None else f"0.{below}")


def _candidates(
    actor: Actor, narrowing: Narrowing, *, cursor: str | None, most: int
) -> tuple[Candidates, int | None]:
    """The newest ones that may fit, and the number below which nothing was looked at yet."""
    branch = Initiative.objects.overseen_by(actor).filter(
        subtree(narrowing.path, field="unit_path")
    )
    reached = read_cursor(cursor)
    below = reached[1] if reached else None
    fitting = branch.filter(narrowing.condition())
    if narrowing.code:  # one row of a unique index
        return list(fitting.order_by("-pk").values_list("pk", "title")), None
    if is_small(branch):
        return _of_small(fitting, below=below, most=most)
    return _of_large(fitting, below=below, most=most)


def is_small(branch: InitiativeQuerySet) -> bool:
    """Whether the branch is read from the index of its path; looks at SMALL_BRANCH at most."""
    in_order = branch.order_by("unit_path", "-pk").values_list("pk", flat=True)
    return not in_order[SMALL_BRANCH : SMALL_BRANCH + 1]


def _of_small(
    fitting: InitiativeQuerySet, *, below: int | None, most: int
) -> tuple[Candidates, int | None]:
    """Ordered by the database as the index is: by number, it would walk through all numbers."""
    rows = fitting.order_by("unit_path", "-pk").values_list("pk", "title")
    found = sorted((row for row in rows if below is None or row[0] < below), reverse=True)
    return found[:most], found[most - 1][0] if len(found) > most else None


def _of_large(
    fitting: InitiativeQuerySet, *, below: int | None, most: int
) -> tuple[Candidates, int | None]:
    if below is None:
        below = (Initiative.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    lowest = max(below - WINDOW, 0)
    rows = fitting.filter(pk__lt=below, pk__gte=lowest).order_by("-pk")
    found = list(rows.values_list("pk", "title")[:most])
    if len(found) == most:
        return found, found[-1][0]
    return found, lowest or None


def _has(title: str, words: list[str]) -> bool:
    folded = fold(title)
    return all(word in folded for word in words)
