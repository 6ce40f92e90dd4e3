"""Reads a workbook in a process of its own: `python -m sangkien.imports.parsing`.

The workbook comes on standard input, the wanted columns as the first argument (JSON: key -> folded
headers), the rows go out as lines of JSON. Whatever a hostile file does, it happens to this
process only, which has limits of memory and time, no settings and no database.
"""

import datetime as dt
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from sangkien.core import text
from sangkien.imports.rules import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 60
HEADER_WITHIN = 20  # titles of the authority and of the list may stand above the header
MOST_SHEETS = 10
MOST_FORMULAS = 200_000

_FORMULA = re.compile(rb"""<(?:\w+:)?(?:c\b[^>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["']|(f)[\s/>])""")
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Wanted = Mapping[str, frozenset[str]]


class Refused(Exception):
    """The code of what is wrong, and a detail for the message."""


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    columns = json.loads(sys.argv[1])
    wanted = {key: frozenset(names) for key, names in columns["headers"].items()}
    try:
        longest = columns["longest"]
        for row in rows(sys.stdin.buffer.read(), wanted, set(columns["required"]), longest):
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    except Refused as refusal:
        sys.stdout.write(json.dumps({"refused": list(refusal.args)}, ensure_ascii=False) + "\n")
    return 0


def rows(
    data: bytes, wanted: Wanted, required: set[str], longest: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """The rows below the header of the first visible sheet that has one."""
    missing: set[str] = set(required)
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for name in _sheet_names(book):
            sheet = book.get_sheet_by_name(name)
            if sheet.start is None:
                continue
            header, places = _header(sheet, wanted)
            absent = required - set(places)
            if not absent:
                yield {"columns": sorted(places)}
                yield from _body(sheet, header, places, _formulas(data, name), longest)
                return
            missing = min(missing, absent, key=len)
    raise Refused("columns", *sorted(missing))


def _sheet_names(book: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ][:MOST_SHEETS]


def _header(sheet: CalamineSheet, wanted: Wanted) -> tuple[int, dict[str, int]]:
    """The number of the header row among those read, and where each column stands in it."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in zip(range(HEADER_WITHIN), sheet.iter_rows(), strict=False):
        places: dict[str, int] = {}
        for place, cell in enumerate(row[:MOST_COLUMNS]):
            said = text.fold(str(cell)[:LONGEST_CELL])
            key = next((key for key, names in wanted.items() if said in names), None)
            if key is not None:
                places.setdefault(key, place)
        if len(places) > len(best[1]):
            best = number, places
    return best


def _body(
    sheet: CalamineSheet,
    header: int,
    places: dict[str, int],
    formulas: set[tuple[int, int]],
    longest: Mapping[str, int],
) -> Iterator[dict[str, Any]]:
    top, left = sheet.start or (0, 0)
    found = 0
    for number, row in enumerate(sheet.iter_rows()):
        if number <= header:
            continue
        cells = {
            key: written(row[place], longest.get(key, LONGEST_CELL))
            for key, place in places.items()
            if place < len(row)
        }
        if not any(cells.values()):
            continue
        found += 1
        if found > MOST_ROWS:
            raise Refused("rows")
        computed = [
            key for key, place in places.items() if (top + number, left + place) in formulas
        ]
        yield {"row": top + number + 1, "cells": cells, "computed": computed}


def written(cell: Any, longest: int = LONGEST_CELL) -> str:
    """A cell as somebody would have typed it."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**18 else repr(cell)
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year:04d}"
    said = str(cell).replace("\x00", "").strip()
    return "" if said in _ERRORS else said[:longest]


def _formulas(data: bytes, name: str) -> set[tuple[int, int]]:
    """Where the sheet has formulas; their last results are what the reader gives."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        part = _part(packed, name)
        content = packed.read(part) if part in packed.namelist() else b""
    found: set[tuple[int, int]] = set()
    last = (0, 0)
    for letters, number, formula in _FORMULA.findall(content):
        if not formula:
            last = int(number) - 1, _column(letters)
        elif len(found) < MOST_FORMULAS:
            found.add(last)
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _part(packed: zipfile.ZipFile, name: str) -> str:
    """The file inside the workbook that holds a sheet."""
    book = ET.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 - see the limits above
    wanted = next(
        (node.get(_ID) for node in book.iter() if node.get("name") == name and node.get(_ID)), None
    )
    links = ET.fromstring(packed.read(_RELATIONS))  # noqa: S314
    target = next((node.get("Target") or "" for node in links if node.get("Id") == wanted), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


if __name__ == "__main__":
    sys.exit(main())
