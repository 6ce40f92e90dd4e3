"""Load the published figures of past programmes."""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.progress.enums import HistoricalMeasure, Precision
from sangkien.progress.errors import BadSource
from sangkien.progress.models import HistoricalFigure
from sangkien.units.models import Unit

SOURCE = Path(__file__).resolve().parents[1] / "data" / "historical_figures.csv"
COLUMNS = (
    "programme",
    "unit_name",
    "as_of",
    "as_of_note",
    "phase",
    "measure",
    "value",
    "target",
    "precision",
    "note",
    "source",
)


def read_figures(path: Path = SOURCE) -> list[HistoricalFigure]:
    """The figures of a file with COLUMNS, not saved yet; BadSource names the line."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise BadSource(
                _("Tệp %(file)s cần các cột: %(columns)s.")
                % {"file": path.name, "columns": ", ".join(COLUMNS)}
            )
        return [_figure(row, path=path, line=line) for line, row in enumerate(reader, start=2)]


def _figure(row: dict[str, str], *, path: Path, line: int) -> HistoricalFigure:
    try:
        return HistoricalFigure(
            programme=text.clean_line(row["programme"]),
            unit_name=text.clean_line(row["unit_name"]),
            as_of=dt.date.fromisoformat(row["as_of"]),
            as_of_note=text.clean_line(row["as_of_note"]),
            phase=text.clean_line(row["phase"]),
            measure=HistoricalMeasure(row["measure"]),
            value=int(row["value"]),
            target=int(row["target"]) if row["target"] else None,
            precision=Precision(row["precision"]),
            note=text.clean_line(row["note"]),
            source=row["source"],
        )
    except (ValueError, TypeError) as error:
        raise BadSource(
            _("Tệp %(file)s, dòng %(line)s: %(problem)s.")
            % {"file": path.name, "line": line, "problem": error}
        ) from error


@transaction.atomic
def load_history(figures: Iterable[HistoricalFigure]) -> int:
    """ "Nạp số liệu lịch sử": the stored figures become those given; safe to run again.

    Each figure is tied to the unit that had this name on its day. Returns how many there are.
    """
    units = _units_by_name()
    rows = list(figures)
    for row in rows:
        row.unit = _standing(units.get(text.fold(row.unit_name), []), on=row.as_of)
    HistoricalFigure.objects.all().delete()
    HistoricalFigure.objects.bulk_create(rows)
    return len(rows)


def _units_by_name() -> dict[str, list[Unit]]:
    """The units above the CĐCS: published tables name no others that we could tell apart."""
    units: dict[str, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.filter(level__is_grassroots=False, level__tier__lt=4):
        units[text.fold(unit.name)].append(unit)
    return units


def _standing(units: list[Unit], *, on: dt.date) -> Unit | None:
    found = [unit for unit in units if unit.stands_on(on)]
    return found[0] if len(found) == 1 else None
