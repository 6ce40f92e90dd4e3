"""A unit that is new may be the one for which somebody waits: say so, a person decides."""

from collections.abc import Iterable, Sequence

from sangkien.core import paths, text
from sangkien.units.importing.names import bare_keys
from sangkien.units.models import Unit, UnmatchedWorkplace
from sangkien.units.models.naming import LONGEST_FOLDED


def propose(units: Sequence[Unit], *, names: Iterable[str] = ()) -> int:
    """Waiting workplaces in the branches above these units that are called like one of them, by
    its own names or by `names`; how many. One query where nobody waits for such a name.
    """
    by_key = {key: unit for unit in units for key in _keys(unit, names)}
    above = {path for unit in units for path in paths.ancestors(unit.path)}
    waiting = UnmatchedWorkplace.objects.waiting().filter(near__path__in=above, folded__in=by_key)
    found = 0
    for asked in waiting.select_related("near").order_by("pk"):
        unit = by_key[asked.folded]
        if paths.contains(asked.near.path, unit.path):
            found += UnmatchedWorkplace.objects.filter(pk=asked.pk).update(proposed=unit)
    return found


def _keys(unit: Unit, names: Iterable[str]) -> set[str]:
    said = {key for name in (unit.name, unit.short_name, *names) for key in bare_keys(name)}
    return {key[:LONGEST_FOLDED] for key in {*said, text.fold(unit.code)} if key}
