""" "Ngưỡng thành lập": whether the units after an act are as large as their level asks for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from sangkien.units.actions.reorganising import counting
from sangkien.units.actions.reorganising.stepping import Ref, Steps
from sangkien.units.models import Headcount, Threshold, Unit
from sangkien.units.plans import Plan


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """A unit that would be smaller than the threshold of its level on that day."""

    name: str
    threshold: Threshold
    members: int
    grassroots: int

    @property
    def lacks_members(self) -> bool:
        return self.members < self.threshold.least_members

    @property
    def lacks_grassroots(self) -> bool:
        return self.grassroots < self.threshold.least_grassroots


def in_force(level_ids: set[str], day: dt.date) -> dict[str, Threshold]:
    rows = Threshold.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    return {row.level_id: row for row in rows.filter(level_id__in=level_ids).order_by("since")}


def shortfalls(plan: Plan, steps: Steps) -> Sequence[Shortfall]:
    """Of the units that are opened, receive others, or lose some."""
    concerned = _concerned(steps)
    found = in_force({level for _ref, _name, level in concerned}, plan.effective_on)
    short = []
    for ref, name, level_id in concerned:
        threshold = found.get(level_id)
        if threshold is None:
            continue
        units = _after(ref, steps)
        people = sum(counting.members(units, on=plan.effective_on).values())
        if isinstance(ref, Unit) and not people:
            people = _own_members(ref, plan.effective_on)
        row = Shortfall(name=name, threshold=threshold, members=people, grassroots=len(units))
        if row.lacks_members or row.lacks_grassroots:
            short.append(row)
    return short


def _concerned(steps: Steps) -> list[tuple[Ref, str, str]]:
    listed: dict[int | str, tuple[Ref, str, str]] = {}
    for new, level, _parent in steps.opens:
        listed[new.code] = (new, new.name, level.pk)
    units = [to for _unit, to in steps.moves if isinstance(to, Unit)]
    units += [end.heir for end in steps.ends if isinstance(end.heir, Unit)]
    units += [unit.parent for unit, _to in steps.moves if unit.parent is not None]
    for unit in units:
        if unit.pk not in steps.ended:
            listed[unit.pk] = (unit, unit.name, unit.level_id)
    return list(listed.values())


def _after(ref: Ref, steps: Steps) -> set[int]:
    """The CĐCS that stand below a unit once the act is carried out."""
    units: set[int] = set()
    if isinstance(ref, Unit):
        units = counting.below([ref.path], grassroots=True, standing=True)
        gone = [unit.path for unit, to in steps.moves if not _same(to, ref)]
        units -= counting.below(gone, grassroots=True) if gone else set()
        units -= steps.ended
    coming = [unit.path for unit, to in steps.moves if _same(to, ref)]
    return units | (counting.below(coming, grassroots=True, standing=True) if coming else set())


def _same(to: Ref, ref: Ref) -> bool:
    return to.pk == ref.pk if isinstance(to, Unit) and isinstance(ref, Unit) else to is ref


def _own_members(unit: Unit, day: dt.date) -> int:
    row = Headcount.objects.filter(unit=unit, counted_on__lte=day).order_by("-counted_on").first()
    return row.members if row else 0
