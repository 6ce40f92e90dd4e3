"""What the two databases do differently, in one place."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from operator import itemgetter
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
A = TypeVar("A")
B = TypeVar("B")


def locked(
    queryset: models.QuerySet[M], *, skip: bool = False, lets_refer: bool = False
) -> models.QuerySet[M]:
    """Row locks on PostgreSQL. SQLite's BEGIN IMMEDIATE already lets one writer in at a time.

    With `lets_refer` others may still write rows that refer to these: who holds such a row and
    writes it a second time would else wait for us while we wait for that row.
    """
    if connection.features.has_select_for_update:
        options: dict[str, Any] = {"skip_locked": True} if skip else {}
        options["no_key"] = lets_refer
        return queryset.select_for_update(of=("self",), **options)
    return queryset


def has_one_writer() -> bool:
    """Whether writers wait for each other, and look only every tenth of a second."""
    return connection.vendor == "sqlite"


def together(one: Callable[[], A], other: Callable[[], B]) -> tuple[A, B]:
    """Do both, at the same time where two may write; the other one in a connection of its own.

    One after the other inside a transaction, whose work another connection could not see.
    """
    if has_one_writer() or connection.in_atomic_block:
        return one(), other()

    def beside() -> B:
        try:
            return other()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        promised = pool.submit(beside)
        return one(), promised.result()


def exclusive(key: int) -> None:
    """Let one transaction at a time pass; the lock ends with the transaction.

    Nothing to do on SQLite, where BEGIN IMMEDIATE lets only one writer in.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def stop_writers(model: type[models.Model]) -> None:
    """Wait until nobody writes to a table, and let nobody write until this transaction ends.

    Call it before touching the table. Readers go on. Nothing to do on SQLite, where BEGIN IMMEDIATE lets only one writer in.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")


def repeatable_read() -> None:
    """Make every query of this transaction see the same moment; call it first."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def start_of_day(column: str) -> str:
    """SQL for the instant at which a day begins in Việt Nam, to compare with stored instants."""
    if connection.vendor == "postgresql":
        return f"({column}::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')"
    return f"datetime({column}, '-7 hours')"  # the country has had one offset since 1975


def first_keys(parts: Sequence[models.QuerySet[Any]], *order: str, limit: int) -> list[int]:
    """The keys of the first rows of several lists together, in one statement: each list is read in
    the order of its own index and no further, where an OR of all would read and sort them whole.
    """
    fields = [name.lstrip("-") for name in order]
    arms = [
        part.model._default_manager.filter(
            pk__in=part.order_by(*order).values("pk")[:limit]
        ).values_list(*fields, "pk")
        for part in parts
    ]
    rows = list(arms[0].order_by().union(*(arm.order_by() for arm in arms[1:])))
    for place, name in reversed(list(enumerate(order))):
        rows.sort(key=itemgetter(place), reverse=name.startswith("-"))
    return [row[-1] for row in rows[:limit]]
