"""Numbers without gaps."""

from sangkien.core import db
from sangkien.papers.enums import PaperKind
from sangkien.papers.models import NumberSeries
from sangkien.units.models import Unit


def next_number(unit: Unit, kind: PaperKind, *, year: int) -> int:
    """ "Cấp số" within the transaction that writes the paper: undone with it, it leaves no gap.

    Others who want a number of the same series wait until that transaction ends.
    """
    key = {"unit_id": unit.pk, "kind": kind, "year": year}
    NumberSeries.objects.bulk_create([NumberSeries(**key)], ignore_conflicts=True)
    series = db.locked(NumberSeries.objects.filter(**key)).get()
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
