"""Who took over from units that ended, as far as it goes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sangkien.units.models import Succession, Unit

MOST_STEPS = 10  # of one unit following another


def with_heirs(ids: Iterable[int]) -> tuple[dict[int, Unit], dict[int, list[Unit]]]:
    """The units, and who followed whom; one query for each generation."""
    units = Unit.objects.in_bulk(list(ids))
    heirs: dict[int, list[Unit]] = defaultdict(list)
    ended = {pk for pk, unit in units.items() if unit.closed_on}
    asked: set[int] = set()
    for _step in range(MOST_STEPS):
        if not ended - asked:
            break
        rows = Succession.objects.filter(predecessor_id__in=ended - asked)
        asked |= ended
        for row in rows.select_related("successor").order_by("pk"):
            heirs[row.predecessor_id].append(row.successor)
            if row.successor.closed_on:
                ended.add(row.successor_id)
    return units, heirs


def last_heirs(pk: int, heirs: Mapping[int, list[Unit]], *, on: dt.date) -> list[Unit]:
    """The units at the end of the chains that stand on a day."""
    waiting = [pk]
    found: dict[int, Unit] = {}
    seen = {pk}
    while waiting:
        fresh = [heir for heir in heirs.get(waiting.pop(), []) if heir.pk not in seen]
        seen |= {heir.pk for heir in fresh}
        found |= {heir.pk: heir for heir in fresh if heir.stands_on(on)}
        waiting += [heir.pk for heir in fresh if heir.pk not in found]
    return sorted(found.values(), key=lambda unit: unit.name_sort)


def standing_instead(units: Sequence[Unit], *, on: dt.date) -> list[Unit]:
    """The units that stand on a day, and for those that ended who took over from them, in the
    same order, each once.
    """
    if all(unit.stands_on(on) for unit in units):
        return list(units)
    _known, heirs = with_heirs(unit.pk for unit in units)
    found = (
        one.pk
        for unit in units
        for one in ([unit] if unit.stands_on(on) else last_heirs(unit.pk, heirs, on=on))
    )
    wanted = list(dict.fromkeys(found))
    shown = Unit.objects.select_related("level", "parent").in_bulk(wanted)
    return [shown[pk] for pk in wanted]
