"""Queries as text give what the same queries with expressions give, on both databases."""

from collections.abc import Iterator

import pytest
from django.db import connection, models

from sangkien.core import hot
from sangkien.programmes.models import Field, Period, Programme
from sangkien.units.models import Membership, Unit
from tests.factories import Cast, make_cast, make_programme

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
FIELDS = "FROM programmes_field WHERE programme_id = %s ORDER BY number, id"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def statements() -> Iterator[None]:
    """PostgreSQL alone, without statements that another test prepared on this connection."""
    if connection.vendor != "postgresql":
        pytest.skip("nothing is prepared on SQLite")
    connection.close()
    yield
    connection.close()


def columns(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def prepared() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


@pytest.mark.parametrize("model", [Programme, Field, Period, Membership, Unit])
def test_a_text_reads_what_expressions_read(model: type[models.Model], cast: Cast) -> None:
    make_programme(cast.province)
    wanted = model._default_manager.order_by("pk")

    found = hot.read(f"FROM {model._meta.db_table} ORDER BY id", [], model)

    assert [columns(row) for (row,) in found] == [columns(row) for row in wanted]
    assert found
    assert not found[0][0]._state.adding


def test_several_models_stand_side_by_side(cast: Cast) -> None:
    source = "FROM programmes_programme JOIN units_unit ON units_unit.id = owner_id WHERE slug = %s"
    programme = make_programme(cast.province)

    found = hot.read(source, [programme.slug], Programme, Unit)

    assert found == [(programme, cast.province)]
    assert hot.read(source, ["khong-co"], Programme, Unit) == []


def test_changes_of_others_are_seen_at_once(cast: Cast) -> None:
    programme = make_programme(cast.province)
    hot.read(FIELDS, [programme.pk], Field)

    Field.objects.filter(programme=programme, number=1).update(name="Chuyển đổi số")

    assert hot.read(FIELDS, [programme.pk], Field)[0][0].name == "Chuyển đổi số"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("statements")
def test_postgresql_plans_a_hot_text_once_and_ordinary_queries_each_time() -> None:
    for pk in (1, 2, 3):
        hot.read(FIELDS, [pk], Field)
        list(Field.objects.filter(programme_id=pk))

    assert [FIELDS.replace("%s", "$1") in statement for statement in prepared()] == [True]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("statements")
def test_nothing_is_prepared_behind_a_pooler() -> None:
    connection.ensure_connection()
    assert connection.connection is not None
    connection.connection.prepare_threshold = None  # what `?pooled=1` sets

    hot.read(FIELDS, [1], Field)

    assert prepared() == []
