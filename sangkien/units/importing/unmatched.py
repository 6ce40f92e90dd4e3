"""The names of a file that no unit answers to: for the queue in which an officer looks at them."""

import datetime as dt
from collections import Counter

from sangkien.core import text
from sangkien.imports.cells import line
from sangkien.imports.enums import Verdict
from sangkien.imports.models import ImportBatch
from sangkien.units.actions.workplaces import Named
from sangkien.units.importing.places import Places
from sangkien.units.models import Unit
from sangkien.units.models.naming import LONGEST_FOLDED, LONGEST_NAME

MOST_NAMES = 200  # of one file; more is the wrong file


def unmatched_names(batch: ImportBatch, unit: Unit, *, on: dt.date) -> list[Named]:
    """Each name once, those of the most lines first. Names that several units share are not among
    them: there the code decides, and the line says so.
    """
    lines = batch.lines.filter(verdict=Verdict.ERROR).values_list("cells", flat=True)
    counted: Counter[tuple[str, str]] = Counter()
    for cells in lines.iterator(chunk_size=1_000):
        code, name = line(cells.get("unit_code", "")).upper(), line(cells.get("unit_name", ""))
        if code or name:
            counted[code, name] += 1
    places = Places(unit, {code for code, _name in counted}, on=on)
    by_key: Counter[str] = Counter()
    written: dict[str, str] = {}
    for (code, name), lines_with in counted.items():
        said = (name or code)[:LONGEST_NAME]
        key = text.fold(said)[:LONGEST_FOLDED]
        if key and not text.has_refused_characters(said) and places.is_unknown(code, name):
            by_key[key] += lines_with
            written.setdefault(key, said)
    return [Named(name=written[key], lines=n) for key, n in by_key.most_common(MOST_NAMES)]
