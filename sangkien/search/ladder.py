"""From the best kind of fit down to the poorer ones, a page at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sangkien.search import lookup, questions
from sangkien.search.matching import Query
from sangkien.search.models import Index

MOST_COUNTED = 10_000
CURSOR = re.compile(r"([0-9]{1,3})\.([0-9]{1,18})")

Position = tuple[int, int]  # step of the ladder, key


@dataclass(frozen=True, kw_only=True)
class Reached:
    """One page of keys. `following` is the cursor of the next one, or None.

    `is_near`: nothing holds all the words, these come near. `counted` is known on the first page
    of exact fits; one more than MOST_COUNTED stands for "more than that".
    """

    keys: tuple[int, ...] = ()
    following: str | None = None
    is_near: bool = False
    counted: int | None = None


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """The words looked for, only where all `filters` hold; without words, all that they hold."""

    index: Index
    words: Sequence[str]
    filters: Sequence[str] = ()

    def walk(self, *, cursor: str, limit: int) -> Reached:
        """The page that begins after the cursor; nonsense is the first page."""
        exact = questions.exact(self.words, self.filters)
        typed = CURSOR.fullmatch(cursor)
        step, below = (int(typed[1]), int(typed[2])) if typed else (0, lookup.HIGHEST)
        if step < len(exact):
            found = self._collect(exact, step, below, limit + 1)
            if found or typed:
                counted = None if typed else self._counted(found, limit)
                return _reached(found, limit, counted=counted)
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

    def _counted(self, found: list[Position], limit: int) -> int:
        if len(found) <= limit:
            return len(found)
        return self._count(questions.fitting(self.words, self.filters), most=MOST_COUNTED + 1)

    def _known(self) -> set[str]:
        """The words that stand in the index at all."""
        distinct = set(self.words)
        if len(distinct) > questions.MOST_IN_RUNS:
            return distinct
        return {each for each in distinct if self._count(questions.word(each), most=1)}

    def _count(self, query: Query, *, most: int) -> int:
        return lookup.count(self.index, query, most=most)


def _reached(
    found: list[Position], limit: int, *, is_near: bool = False, counted: int | None = None
) -> Reached:
    shown = found[:limit]
    return Reached(
        keys=tuple(key for _, key in shown),
        following=f"{shown[-1][0]}.{shown[-1][1]}" if len(found) > limit else None,
        is_near=is_near,
        counted=counted,
    )
