"""The kept cast is what the actions make."""

import pytest
from django.apps import apps
from django.db import transaction

from sangkien.units.errors import InvalidUnit
from tests.factories import Cast, make_cast, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
# Made up for each person, or keys, which PostgreSQL never gives again.
NEW = {"member_code", "password", "payload", "path", "subject_id", "unit_id", "actor_id"}


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Numbered from one, whatever the keys are."""
    found = {}
    for model in apps.get_models():
        if not model.__module__.startswith("sangkien."):
            continue
        names = [
            f.attname
            for f in model._meta.concrete_fields
            if not f.primary_key and not f.is_relation and f.name not in NEW
        ]
        rows = model._default_manager.order_by("pk").values_list(*names)
        found[model._meta.label] = [tuple(row) for row in rows]
    return found


def undone(make: object) -> tuple[Cast, dict[str, list[tuple[object, ...]]]]:
    assert callable(make)
    with transaction.atomic():
        made, rows = make(), everything()
        transaction.set_rollback(True)
    return made, rows


def test_rows_that_are_written_again_are_those_of_the_actions() -> None:
    undone(make_cast)  # kept by now, if it was not before

    by_actions, kept = undone(make_cast.make), undone(make_cast)

    assert kept[0].factory.name == by_actions[0].factory.name
    assert {t: len(r) for t, r in kept[1].items()} == {t: len(r) for t, r in by_actions[1].items()}
    assert kept[1] == by_actions[1]


def test_each_test_has_its_own_and_new_rows_come_after_them() -> None:
    first, _rows = undone(make_cast)
    first.factory.name = "Tên khác"
    second = make_cast()

    assert second.factory.name != first.factory.name
    assert make_member(second.factory).pk > max(second.author.pk, second.auditor.pk)
    assert make_cast.tables
    with pytest.raises(InvalidUnit):  # the units are there already, and the actions say so
        make_cast()
