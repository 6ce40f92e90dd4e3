"""Published figures of past programmes; nothing here was counted by the system."""

import datetime as dt
from dataclasses import dataclass

from sangkien.core import text
from sangkien.programmes.models import Programme
from sangkien.progress.enums import HistoricalMeasure
from sangkien.progress.models import HistoricalFigure
from sangkien.units.models import Unit

NATION = "Toàn quốc"
SHOWN_FIRST = (HistoricalMeasure.SENT, HistoricalMeasure.VALID)


@dataclass(frozen=True, kw_only=True)
class PastResult:
    """The last published number of a past programme on one measure."""

    programme: str
    figure: HistoricalFigure


def past_results() -> list[PastResult]:
    """For the public home: how each past programme ended in the whole country; one query."""
    rows = HistoricalFigure.objects.filter(unit_name=NATION, measure__in=SHOWN_FIRST)
    last = {(row.programme, row.measure): row for row in rows.order_by("as_of", "value", "pk")}
    found = [PastResult(programme=row.programme, figure=row) for row in last.values()]
    return sorted(found, key=lambda r: (-r.figure.as_of.toordinal(), r.programme, r.figure.measure))


def history_of(unit: Unit, *, limit: int = 100) -> list[HistoricalFigure]:
    """What was published about a unit; about the whole country for the national level."""
    rows = HistoricalFigure.objects.filter(unit=unit)
    if unit.parent_id is None:
        rows = HistoricalFigure.objects.filter(unit_name=NATION)
    return list(rows.order_by("-as_of", "measure", "-value", "pk")[:limit])


def all_history() -> list[HistoricalFigure]:
    """Every published figure, the newest programme first, the whole country before units."""
    rows = list(HistoricalFigure.objects.order_by("as_of", "measure", "value", "pk"))
    newest: dict[str, dt.date] = {row.programme: row.as_of for row in rows}
    return sorted(
        rows,
        key=lambda row: (
            -newest[row.programme].toordinal(),
            not row.unit_name.startswith(NATION),
            text.sort_key(row.unit_name),
        ),
    )


def is_of(figure: HistoricalFigure, programme: Programme) -> bool:
    """Whether a published figure belongs to a programme that is also run here."""
    return text.fold(figure.programme) in text.fold(programme.title)
