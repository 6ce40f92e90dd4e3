"""The same rows as a CSV file, as quickly as they come."""

import csv
import io
from collections.abc import Sequence
from typing import IO

from sangkien.core.sheets import BOM, Cell, harmless, plain
from sangkien.exports.kinds import Column


class Lines:
    """Written through a buffer; the file begins with the mark of UTF-8."""

    def __init__(self, file: IO[bytes], *, columns: Sequence[Column]) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
        self._text.write(BOM)
        self._csv = csv.writer(self._text)
        self._csv.writerow([column.label for column in columns])

    def write(self, cells: Sequence[Cell]) -> None:
        self._csv.writerow([harmless(plain(cell)) for cell in cells])

    def close(self) -> None:
        """The file itself stays open."""
        self._text.flush()
        self._text.detach()

    drop = close
