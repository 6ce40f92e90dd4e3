"""Numbers without gaps."""

from django.utils.translation import gettext as _

from sangkien.core import db
from sangkien.papers import rules
from sangkien.papers.errors import NumberTaken
from sangkien.papers.models import IssuedPaper, NumberSeries
from sangkien.units.models import Unit

BATCH = 50


def checked(typed: str, *, unit: Unit, symbol: str, year: int) -> str:
    """An own number as it is kept in a draft: free as far as papers are issued; whether it still is, the
    signature decides. Raises `InvalidNumber` or `NumberTaken`.
    """
    label = rules.own_number(typed)
    key = rules.key(label, symbol)
    if label and IssuedPaper.objects.filter(unit=unit, year=year, key=key).exists():
        raise taken(label, year=year)
    return label


def taken(label: str, *, year: int) -> NumberTaken:
    return NumberTaken(
        _("Số %(label)s đã dùng cho một văn bản khác trong năm %(year)d. Hãy ghi số khác.")
        % {"label": label, "year": year},
        field="own_number",
    )


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
