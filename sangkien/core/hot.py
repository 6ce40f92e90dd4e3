"""Queries that nearly every request asks, as text.

Everything else is written with expressions: building one takes five times as long as the database
needs to answer a look-up, which only counts where it happens in every request.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.backends.utils import CursorWrapper


def cursor() -> CursorWrapper:
    """Statements run here are parsed and planned once per connection, on PostgreSQL.

    Ordinary cursors write the values into the text and have it planned for them, as queries over
    a subtree need. Behind a transaction pooler nothing is prepared (`databases.postgresql`).
    """
    wrapper = connection.cursor()
    if connection.vendor == "postgresql":
        wrapper.cursor = psycopg.Cursor(connection.connection)
    return wrapper


def read(source: str, values: Sequence[Any], *kinds: type[models.Model]) -> list[tuple[Any, ...]]:
    """A row of instances, one of each model, for each row of a text that begins with FROM.

    In the text, tables go by their own names.
    """
    parts, listed = _columns(kinds)
    with cursor() as asked:
        asked.execute(f"SELECT {listed} {source}", values)
        return [tuple(part.instance(row) for part in parts) for row in asked.fetchall()]


@dataclass(frozen=True)
class _Part:
    """The columns of one model within a wider row."""

    model: type[models.Model]
    names: list[str]
    columns: slice
    converters: list[tuple[int, Callable[..., Any], Any]]

    def instance(self, row: tuple[Any, ...]) -> models.Model:
        values = list(row[self.columns])
        for place, convert, column in self.converters:
            values[place] = convert(values[place], column, connection)
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, values)


@cache
def _columns(kinds: tuple[type[models.Model], ...]) -> tuple[list[_Part], str]:
    parts: list[_Part] = []
    listed: list[str] = []
    for model in kinds:
        fields = model._meta.concrete_fields
        columns = [field.get_col(model._meta.db_table) for field in fields]
        parts.append(
            _Part(
                model=model,
                names=[field.attname for field in fields],
                columns=slice(len(listed), len(listed) + len(fields)),
                converters=[
                    (place, convert, column)
                    for place, column in enumerate(columns)
                    for convert in (
                        *connection.ops.get_db_converters(column),
                        *column.get_db_converters(connection),
                    )
                ],
            )
        )
        listed += [f'"{model._meta.db_table}"."{field.column}"' for field in fields]
    return parts, ", ".join(listed)
