"""The tree of a day counted unit by unit, as slowly and plainly as it can be said."""

import datetime as dt

from sangkien.core import paths
from sangkien.programmes.models import Period
from sangkien.progress import counting
from sangkien.progress.models import OwnTotal
from sangkien.progress.queries.figures import Counts
from sangkien.units.models import Position, Unit
from sangkien.units.queries import paths_on


def counted(period: Period, day: dt.date) -> dict[int, Counts]:
    """Of every unit that there is."""
    units = {unit.pk: unit for unit in Unit.objects.select_related("level")}
    places = paths_on(units, day)
    grassroots = {pk for pk, unit in units.items() if unit.level.is_grassroots}
    for place in Position.objects.on(day).select_related("level"):
        (grassroots.add if place.level.is_grassroots else grassroots.discard)(place.unit_id)
    covers = {places[pk] for pk in grassroots if units[pk].stands_on(day)}
    rows = [(places[row.unit_id], row) for row in OwnTotal.objects.filter(period=period)]
    return {pk: _below(path, rows, covers) for pk, path in places.items()}


def _below(path: str, rows: list[tuple[str, OwnTotal]], covers: set[str]) -> Counts:
    """A CĐCS is covered by its own, and by whoever hangs below it without being one itself."""
    below = [row for place, row in rows if paths.contains(path, place)]
    sums = {name: sum(getattr(row, name) for row in below) for name in counting.FIGURES}
    for name in ("sent", "valid"):
        active = [place for place, row in rows if getattr(row, name)]
        sums[f"covered_{name}"] = sum(
            any(p == held or (paths.contains(held, p) and p not in covers) for p in active)
            for held in covers
            if paths.contains(path, held)
        )
    return Counts(**sums)
