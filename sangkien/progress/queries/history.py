"""Published figures of past programmes; nothing here was counted by the system."""

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


@dataclass(frozen=True, kw_only=True)
class PastProgramme:
    """Every published figure of one programme: of the whole country, and of units by name."""

    name: str
    nation: tuple[HistoricalFigure, ...]
    units: tuple[HistoricalFigure, ...]


def all_history() -> list[PastProgramme]:
    """The newest programme first; one query."""
    rows = list(HistoricalFigure.objects.order_by("as_of", "measure", "value", "pk"))
    newest = {row.programme: row.as_of for row in rows}
    return [
        PastProgramme(
            name=name,
            nation=tuple(r for r in rows if r.programme == name and _is_national(r)),
            units=tuple(
                sorted(
                    (r for r in rows if r.programme == name and not _is_national(r)),
                    key=lambda row: text.sort_key(row.unit_name),
                )
            ),
        )
        for name in sorted(newest, key=lambda name: (-newest[name].toordinal(), name))
    ]


def _is_national(figure: HistoricalFigure) -> bool:
    """ "Toàn quốc", and its parts: "Toàn quốc: khối doanh nghiệp"."""
    return figure.unit_name.startswith(NATION)


def is_of(figure: HistoricalFigure, programme: Programme) -> bool:
    """Whether a published figure belongs to a programme that is also run here."""
    return text.fold(figure.programme) in text.fold(programme.title)
