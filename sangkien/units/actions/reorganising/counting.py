"""How many CĐCS and members an act is about: before = ended + moved (+ stayed)."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Q

from sangkien.core import paths
from sangkien.units.actions.reorganising.stepping import Steps
from sangkien.units.models import Headcount, Unit
from sangkien.units.plans import Plan

CHUNK = 100
Counts = dict[str, int]


def size(steps: Steps) -> int:
    """How many units get another path or end."""
    return len({*below([root.path for root in steps.roots]), *steps.ended})


def below(
    branch_paths: Iterable[str], *, grassroots: bool = False, standing: bool = False
) -> set[int]:
    """The units of several branches."""
    listed, found = sorted(branch_paths), set[int]()
    for start in range(0, len(listed), CHUNK):
        reach = Q()
        for path in listed[start : start + CHUNK]:
            reach |= paths.subtree(path)
        units = Unit.objects.filter(reach)
        units = units.grassroots() if grassroots else units
        units = units.filter(closed_on=None) if standing else units
        found.update(units.values_list("pk", flat=True))
    return found


def report(plan: Plan, steps: Steps) -> dict[str, Counts]:
    """CĐCS and members of the units concerned: before, ended, moved; kept with the act.

    What ended and what moved add up to what there was; members are those last counted.
    """
    moved = below([unit.path for unit, _to in steps.moves], grassroots=True, standing=True)
    ended_units = Unit.objects.filter(pk__in=steps.ended, closed_on=None).grassroots()
    ended = set(ended_units.values_list("pk", flat=True)) - moved
    people = members([*moved, *ended], on=plan.effective_on)
    return {
        "grassroots": {"before": len(moved | ended), "ended": len(ended), "moved": len(moved)},
        "members": {
            "before": sum(people.values()),
            "ended": sum(people.get(pk, 0) for pk in ended),
            "moved": sum(people.get(pk, 0) for pk in moved),
        },
    }


def members(unit_ids: Collection[int], *, on: dt.date) -> dict[int, int]:
    """Members by unit as last counted on or before a day."""
    rows = Headcount.objects.filter(unit_id__in=unit_ids, counted_on__lte=on)
    return dict(rows.order_by("counted_on").values_list("unit_id", "members"))
