"""Rows into tables, fast: COPY on PostgreSQL, bulk inserts elsewhere."""

import itertools
import time
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

CHUNK = 20_000
Row = Sequence[Any]


def load(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Write rows of plain values, given in the order of `columns` (attribute names)."""
    started = time.monotonic()
    source = iter(rows)
    # Drawn before COPY begins: until it ends, the connection answers no query of the generator.
    first = list(itertools.islice(source, 1))
    copy = _copied if connection.vendor == "postgresql" else _inserted
    count = copy(model, columns, itertools.chain(first, source))
    seconds = time.monotonic() - started
    print(f"  {model._meta.db_table}: {count:,} rows in {seconds:.0f} s", flush=True)
    return count


def _copied(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    by_attribute = {field.attname: field.column for field in model._meta.concrete_fields}
    unnamed = _defaults(model, columns)
    names = ", ".join(
        connection.ops.quote_name(str(by_attribute[name])) for name in (*columns, *unnamed)
    )
    table = connection.ops.quote_name(model._meta.db_table)
    count = 0
    with transaction.atomic(), connection.cursor() as cursor:
        # Foreign keys are proven by `check_foreign_keys`, for all rows in one query each.
        cursor.execute("SET LOCAL session_replication_role = replica")
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
            for row in rows:
                stream.write_row((*row, *unnamed.values()))
                count += 1
    return count


def _defaults(model: type[models.Model], columns: Sequence[str]) -> dict[str, Any]:
    """What a row holds that says nothing about a column: COPY knows no defaults of Django."""
    return {
        field.attname: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if not (field.attname in columns or field.null or field.primary_key)
    }


def _inserted(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    count = 0
    for chunk in _chunks(rows):
        made = [model(**dict(zip(columns, row, strict=True))) for row in chunk]
        model._default_manager.bulk_create(made, batch_size=500)
        count += len(made)
    return count


def _chunks(rows: Iterable[Row]) -> Iterable[tuple[Row, ...]]:
    source = iter(rows)
    while chunk := tuple(itertools.islice(source, CHUNK)):
        yield chunk


def derive(model: type[models.Model], columns: Sequence[str], select: str) -> None:
    """Rows that follow from rows that are there: `INSERT ... SELECT`, columns as in the table."""
    started = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        unnamed = _defaults(model, columns)
        names = ", ".join((*columns, *unnamed))
        marks = "".join([", %s"] * len(unnamed))
        given = f"SELECT derived.*{marks} FROM ({select.replace('%', '%%')}) AS derived"  # noqa: S608 - our own
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) {given}", list(unnamed.values())
        )
        count = cursor.rowcount
    seconds = time.monotonic() - started
    print(f"  {model._meta.db_table}: {count:,} rows in {seconds:.0f} s", flush=True)


def finish(loaded: Sequence[type[models.Model]]) -> None:
    """What the database needs after rows came with their own keys: sequences, checks, statistics."""
    check_foreign_keys(loaded)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), loaded):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            # Not inside a transaction; also marks the pages that index-only scans may trust.
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")


def check_foreign_keys(loaded: Sequence[type[models.Model]]) -> None:
    """Every reference points at a row."""
    for model in loaded:
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is not None:
                there = field.related_model._default_manager.filter(
                    pk=models.OuterRef(field.attname)
                )
                lost = model._default_manager.filter(
                    ~models.Exists(there), **{f"{field.attname}__isnull": False}
                )
                if lost.exists():
                    raise SystemExit(f"{model._meta.db_table}.{field.column}: rows without target")
