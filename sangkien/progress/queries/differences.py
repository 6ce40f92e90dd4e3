"""Where the kept totals differ from the initiatives: nowhere, unless something went wrong."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sangkien.core import db, periods
from sangkien.programmes.models import Period
from sangkien.progress import counting
from sangkien.progress.models import OwnTotal, SizeStamp, SubtreeTotal
from sangkien.progress.queries import readings
from sangkien.units.models import Unit

UNITS_AT_ONCE = 2_000
Figures = dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One total that is not what counting gives; or, with `is_reading`, what was read last of a
    total that is not this total.
    """

    unit_code: str
    period_id: int
    is_subtree: bool
    kept: Figures
    counted: Figures
    is_reading: bool = False

    def words(self) -> str:
        figures = ", ".join(
            f"{name} {self.kept[name]} ≠ {counted}"
            for name, counted in self.counted.items()
            if self.kept[name] != counted
        )
        which = _("cả nhánh") if self.is_subtree else _("riêng đơn vị")
        if self.is_reading:
            which = _("số liệu theo ngày, giờ mới nhất")
        return _("Đơn vị %(unit)s, giai đoạn số %(period)s, %(which)s: %(figures)s.") % {
            "unit": self.unit_code,
            "period": self.period_id,
            "which": which,
            "figures": figures,
        }


def differences(*, at: dt.datetime) -> Iterator[Difference]:
    """Compare everything as of one moment, in parts that fit into memory.

    Own totals must equal the initiatives at every moment. A unit must equal its own total plus
    its children at every moment, too, unless its own total still waits to be carried up; and
    what was read last of it is what it is.
    """
    is_outermost = not connection.in_atomic_block  # a transaction that runs keeps its own view
    with transaction.atomic():
        if is_outermost:
            db.repeatable_read()
        found = list(Period.objects.select_related("unit").order_by("pk"))
        days = counting.reference_days([p.pk for p in found], today=periods.local_day(at))
        highest = Unit.objects.aggregate(highest=Max("pk"))["highest"] or 0
        for first in range(1, highest + 1, UNITS_AT_ONCE):
            last = first + UNITS_AT_ONCE - 1
            units = Unit.objects.filter(pk__gte=first, pk__lte=last).select_related("level")
            by_pk = {unit.pk: unit for unit in units}
            yield from _own(by_pk, found, first=first, last=last)
            wrong = list(_subtrees(by_pk, days=days))
            yield from wrong
            yield from _readings(by_pk, wrong, first=first, last=last, at=at)


def _own(
    units: dict[int, Unit], found: list[Period], *, first: int, last: int
) -> Iterator[Difference]:
    counted = {
        (row["unit_id"], period.pk): {name: int(row[name]) for name in counting.FIGURES}
        for period in found
        for row in counting.count_units(period, first=first, last=last)
    }
    rows = OwnTotal.objects.filter(unit_id__gte=first, unit_id__lte=last)
    kept = _by_key(rows.values_list("unit_id", "period_id", *counting.FIGURES), counting.FIGURES)
    yield from _compared(units, kept, counted, names=counting.FIGURES, is_subtree=False)


def _subtrees(units: dict[int, Unit], *, days: dict[int, dt.date]) -> Iterator[Difference]:
    counted = counting.subtree_figures(units.values(), days, days=days)
    rows = SubtreeTotal.objects.filter(unit_id__in=units)
    kept = _by_key(rows.values_list("unit_id", "period_id", *counting.SUMMED), counting.SUMMED)
    waiting = OwnTotal.objects.filter(unit_id__in=units, stale=True)
    for key in waiting.values_list("unit_id", "period_id"):
        kept.pop(key, None)
        counted.pop(key, None)
    _forgive_coverage(units, kept, counted)
    yield from _compared(units, kept, counted, names=counting.SUMMED, is_subtree=True)


def _readings(
    units: dict[int, Unit],
    wrong: list[Difference],
    *,
    first: int,
    last: int,
    at: dt.datetime,
) -> Iterator[Difference]:
    """Both are written in one transaction, so they agree at every moment; a total that is wrong
    itself was named already.
    """
    named = {(found.unit_code, found.period_id) for found in wrong}
    for unit_id, period_id, kept, total in readings.unlike_totals(first=first, last=last, at=at):
        code = units[unit_id].code
        if (code, period_id) not in named:
            yield Difference(
                unit_code=code,
                period_id=period_id,
                is_subtree=True,
                kept=dict(zip(counting.SUMMED, kept, strict=True)),
                counted=dict(zip(counting.SUMMED, total, strict=True)),
                is_reading=True,
            )


def _forgive_coverage(
    units: dict[int, Unit],
    kept: dict[counting.Key, Figures],
    counted: dict[counting.Key, Figures],
) -> None:
    """While the sizes of a period wait to be measured, a CĐCS may just have been closed."""
    measured = set(
        SizeStamp.objects.filter(stale=False, counted_on__isnull=False).values_list("pk", flat=True)
    )
    for key, figures in counted.items():
        if key[1] not in measured and units[key[0]].level.is_grassroots and key in kept:
            for name in ("covered_sent", "covered_valid"):
                figures[name] = kept[key][name]


def _compared(
    units: dict[int, Unit],
    kept: dict[counting.Key, Figures],
    counted: dict[counting.Key, Figures],
    *,
    names: tuple[str, ...],
    is_subtree: bool,
) -> Iterator[Difference]:
    zero = dict.fromkeys(names, 0)
    for key in sorted(kept.keys() | counted.keys()):
        if kept.get(key, zero) != counted.get(key, zero):
            yield Difference(
                unit_code=units[key[0]].code,
                period_id=key[1],
                is_subtree=is_subtree,
                kept=kept.get(key, zero),
                counted=counted.get(key, zero),
            )


def _by_key(rows: Iterable[tuple[Any, ...]], names: tuple[str, ...]) -> dict[counting.Key, Figures]:
    return {
        (unit_id, period_id): dict(zip(names, figures, strict=True))
        for unit_id, period_id, *figures in rows
    }
