"""Numbers without gaps."""

from sangkien.core import db
from sangkien.papers import rules
from sangkien.papers.models import IssuedPaper, NumberSeries
from sangkien.units.models import Unit

BATCH = 50


def hold(unit: Unit, symbol: str, *, year: int) -> NumberSeries:
    """Whoever else wants a number of this series, given or written by hand, waits until the
    transaction ends. Whoever holds several in one transaction takes those of decisions first.
    """
    key = {"unit_id": unit.pk, "symbol": rules.series(symbol), "year": year}
    NumberSeries.objects.bulk_create([NumberSeries(**key)], ignore_conflicts=True)
    return db.locked(NumberSeries.objects.filter(**key)).get()


def next_number(series: NumberSeries, *, symbol: str) -> int:
    """ "Cấp số" within the transaction that writes the paper: undone with it, it leaves no gap.

    Numbers that the unit wrote with this symbol in its own register are passed over.
    """
    series.last = _free_after(series, symbol=symbol)
    series.save(update_fields=["last"])
    return series.last


def _free_after(series: NumberSeries, *, symbol: str) -> int:
    papers = IssuedPaper.objects.filter(unit=series.unit_id, year=series.year)
    start = series.last + 1
    while True:
        keys = {n: rules.key(rules.label(n, symbol), symbol) for n in range(start, start + BATCH)}
        taken = set(papers.filter(key__in=keys.values()).values_list("key", flat=True))
        free = [n for n, key in keys.items() if key not in taken]
        if free:
            return free[0]
        start += BATCH
