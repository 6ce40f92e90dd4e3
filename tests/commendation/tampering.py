"""Rows changed behind the application's back: does anything name it?"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

Change = tuple[QuerySet[Any], dict[str, Any]]


def unnoticed(changes: Iterable[Change], check: Callable[[], Iterable[str]]) -> list[Any]:
    """Which changes of one row nothing names. Each is undone."""
    found: list[Any] = []
    for rows, change in changes:
        before = rows.values("id", *change).get()
        row = rows.model._default_manager.filter(pk=before["id"])
        row.update(**change)
        if not list(check()):
            found.append((rows.model.__name__, change))
        row.update(**before)
    assert list(check()) == []
    return found
