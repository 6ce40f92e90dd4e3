"""Forms with tables of rows that grow without a script: "Thêm dòng" draws the page again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField

from sangkien.web.shared.forms import seen_field

SPARE = 1  # empty rows at the end
MORE = 3  # that the button adds

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One kind of rows: its fields by name, and those of which one has to be filled for the row to
    count; the others have a value of their own.
    """

    key: str
    most: int
    fields: Callable[["RowsForm"], dict[str, forms.Field]]
    telling: tuple[str, ...]


class RowsForm(forms.Form):
    """`rows` are what stands in each table; a row whose telling fields are empty goes away."""

    tables: ClassVar[tuple[Table, ...]] = ()
    seen = seen_field()

    def __init__(
        self, *args: Any, rows: Mapping[str, Sequence[Row]], spare: int = SPARE, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._counts: dict[str, int] = {}
        for table in self.tables:
            standing = rows.get(table.key, ())
            self._counts[table.key] = self._count(table, len(standing) + spare)
            self._add(table, standing)

    def _count(self, table: Table, offered: int) -> int:
        typed = str(self.data.get(f"{table.key}_n", "")) if self.is_bound else str(offered)
        count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0  # noqa: PLR2004
        return min(count, table.most)

    def _add(self, table: Table, standing: Sequence[Row]) -> None:
        count = self._counts[table.key]
        self.fields[f"{table.key}_n"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=str(count)
        )
        for number in range(count):
            values = standing[number] if number < len(standing) else {}
            for name, field in table.fields(self).items():
                full = self.name(table.key, number, name)
                self.fields[full] = field
                if name in values:
                    self.initial[full] = values[name]

    @staticmethod
    def name(key: str, number: int, name: str) -> str:
        return f"{key}{number}_{name}"

    def bound_rows(self, key: str) -> Iterator[dict[str, BoundField]]:
        """The rows of a table for the template, fields by name."""
        table = next(one for one in self.tables if one.key == key)
        names = list(table.fields(self))
        for number in range(self._counts[key]):
            yield {name: self[self.name(key, number, name)] for name in names}

    def filled(self, key: str) -> list[tuple[int, dict[str, Any]]]:
        """What was filled in with the number of its row; call after `is_valid`."""
        table = next(one for one in self.tables if one.key == key)
        names = list(table.fields(self))
        found = []
        for number in range(self._counts[key]):
            values = {n: self.cleaned_data.get(self.name(key, number, n)) for n in names}
            if any(values[name] not in (None, "") for name in table.telling):
                found.append((number, values))
        return found

    def typed(self) -> dict[str, list[Row]]:
        """Everything as it was typed, read or not: for drawing the page with more rows."""
        return {
            table.key: [
                {n: self.data.get(self.name(table.key, number, n), "") for n in table.fields(self)}
                for number in range(self._counts[table.key])
            ]
            for table in self.tables
        }
