"""Who points at a row: asked without knowing the tables above."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

BLOCKING = (models.PROTECT, models.RESTRICT)


@dataclass(frozen=True, kw_only=True)
class Pointer:
    """One foreign key of some table; `is_blocking` when it keeps its target from being deleted."""

    model: type[models.Model]
    field: str
    is_blocking: bool

    def rows(self) -> models.QuerySet[Any]:
        return self.model._base_manager.all()


def pointing_at(model: type[models.Model]) -> Iterator[Pointer]:
    """Every foreign key to a table, those without a way back (`related_name="+"`) too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and relation.is_relation and relation.related_model:
            field: Any = relation
            source: Any = relation.related_model
            blocks = getattr(field, "on_delete", None) in BLOCKING
            yield Pointer(model=source, field=field.field.name, is_blocking=blocks)


def pointed_at(
    model: type[models.Model],
    pks: Sequence[int],
    *,
    ignoring: Collection[type[models.Model]] = (),
    only_blocking: bool = False,
) -> set[int]:
    """Which of these rows some other row points at; one query for each foreign key."""
    found: set[int] = set()
    for pointer in pointing_at(model):
        if pointer.model in ignoring or (only_blocking and not pointer.is_blocking):
            continue
        held = pointer.rows().filter(**{f"{pointer.field}__in": pks})
        found.update(held.values_list(pointer.field, flat=True).distinct())
    return found
