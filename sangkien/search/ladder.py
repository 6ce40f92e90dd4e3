"""From the best kind of fit down to the poorer ones, a page at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sangkien.search import lookup, questions
from sangkien.search.matching import Query
from sangkien.search.models import Index

MOST_COUNTED = 1_000
CURSOR = re.compile(r"([0-9]{1,3})\.([0-9]{1,18})")

Position = tuple[int, int]  # step of the ladder, key


@dataclass(frozen=True, kw_only=True)
class Reached:
    """One page of keys. `following` is the cursor of the next one, or None.

    `is_near`: nothing holds all the words, these come near. `counted` is known on the first page
    of exact fits: all of them, or when `counts_best` and there are more, the best kind of them;
    one more than MOST_COUNTED stands for "more than that".
    """

    keys: tuple[int, ...] = ()
    following: str | None = None
    is_near: bool = False
    counted: int | None = None
    counts_best: bool = False


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """The words looked for, only where all `filters` hold; without words, all that they hold.

    Those who choose one of the first page need no count (`counts`); who looks in a small part of
    the index does not wait for what comes near anywhere in it (`comes_near`).
    """

    index: Index
    words: Sequence[str]
    filters: Sequence[Query] = ()
    counts: bool = True
    comes_near: bool = True

    def walk(self, *, cursor: str, limit: int) -> Reached:
        """The page that begins after the cursor; nonsense is the first page."""
        exact = questions.exact(self.words, self.filters)
        typed = CURSOR.fullmatch(cursor)
        step, below = (int(typed[1]), int(typed[2])) if typed else (0, lookup.HIGHEST)
        if step < len(exact):
            found = self._collect(exact, step, below, limit + 1)
            if typed:
                return _reached(found, limit)
            if found:
                page = _reached(found, limit)
                return self._counted(page, exact, best=found[0][0]) if self.counts else page
            if not self.comes_near:
                return Reached()
            step = len(exact)
        near = questions.near(self.words, self._known(), self.filters)
        found = self._collect([*exact, *near], step, below, limit + 1)
        return _reached(found, limit, is_near=bool(found))

    def _collect(
        self, steps: Sequence[Query], first: int, below: int, limit: int
    ) -> list[Position]:
        found: list[Position] = []
        for step in range(first, len(steps)):
            keys = lookup.newest(self.index, steps[step], below=below, limit=limit - len(found))
            found += [(step, key) for key in keys]
            if len(found) == limit:
                break
            below = lookup.HIGHEST
        return found

    def _counted(self, page: Reached, exact: list[Query], *, best: int) -> Reached:
        """Counting the poorer kinds, too, would read most of what there is."""
        if page.following is None:
            return replace(page, counted=len(page.keys))
        counted = lookup.count(self.index, exact[best], most=MOST_COUNTED + 1)
        return replace(page, counted=counted, counts_best=best < len(exact) - 1)

    def _known(self) -> set[str]:
        """The words that stand in the index at all."""
        distinct = set(self.words)
        if len(distinct) > questions.MOST_IN_RUNS:
            return distinct
        return {each for each in distinct if lookup.count(self.index, questions.word(each), most=1)}


def _reached(found: list[Position], limit: int, *, is_near: bool = False) -> Reached:
    shown = found[:limit]
    return Reached(
        keys=tuple(key for _, key in shown),
        following=f"{shown[-1][0]}.{shown[-1][1]}" if len(found) > limit else None,
        is_near=is_near,
    )
