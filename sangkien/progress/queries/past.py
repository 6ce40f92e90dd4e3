"""Branches in the tree of an earlier day: as they are kept, else rearranged from today's."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists

from sangkien.core import paths
from sangkien.programmes.models import Period
from sangkien.progress import counting
from sangkien.progress.models import Breakdown, OwnTotal, PastTotal, PastTree, SubtreeTotal
from sangkien.progress.parts import Parts, empty
from sangkien.progress.queries.figures import NONE, Counts
from sangkien.progress.queries.rearranged import (
    BECAME,
    Became,
    Places,
    Rearranged,
    became_of,
    counts_of,
)
from sangkien.units.queries import paths_on


@dataclass(frozen=True, kw_only=True)
class PastBranches:
    """Some branches of a day, by their unit: the same number of queries for any number and any size."""

    places: Places
    day: dt.date

    def totals(self, period: Period) -> dict[int, Counts]:
        if not self._is_kept(period):
            return self._rearranged.totals(period)
        found = self._read(SubtreeTotal, period, *counting.SUMMED)
        return {pk: counts_of(found[pk]) if pk in found else NONE for pk in self.places}

    def became(self, period: Period) -> dict[int, Became]:
        """What is kept in `Breakdown`."""
        if not self._is_kept(period):
            return self._rearranged.became(period)
        found = self._read(Breakdown, period, *BECAME)
        return {pk: became_of(found[pk]) if pk in found else Became() for pk in self.places}

    def parts(self, period: Period) -> dict[int, Parts]:
        """What their figures are made of."""
        if not self._is_kept(period):
            return self._rearranged.parts(period)
        found = self._read(Breakdown, period, "parts")
        return {pk: found[pk][0] if pk in found else empty() for pk in self.places}

    @cached_property
    def _rearranged(self) -> Rearranged:
        return Rearranged(places=self.places, day=self.day)

    def _is_kept(self, period: Period) -> bool:
        """Whether all of the branches lie in what is kept, and nothing of the period changed since."""
        waiting = OwnTotal.objects.filter(period=period, stale=True)
        rows = PastTree.objects.filter(~Exists(waiting), period=period, day=self.day, stale=False)
        tree = rows.first()
        return tree is not None and all(paths.contains(tree.path, p) for p in self.places.values())

    def _read(
        self, today: type[SubtreeTotal | Breakdown], period: Period, *columns: str
    ) -> dict[int, list[Any]]:
        """Of today where nothing else is kept of the day."""
        found: dict[int, list[Any]] = {}
        for kept in (today, PastTotal):
            rows = kept.objects.filter(period=period, unit__in=self.places)
            found |= {pk: values for pk, *values in rows.values_list("unit", *columns)}
        return found


def totals_of(
    unit_ids: Collection[int], period: Period, day: dt.date, *, known: Mapping[int, Counts]
) -> Mapping[int, Counts]:
    """By unit; what is `known` is not read again."""
    missing = set(unit_ids) - known.keys()
    if not missing:
        return known
    return {**known, **PastBranches(places=paths_on(missing, day), day=day).totals(period)}
