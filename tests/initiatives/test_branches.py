"""The list of a branch is read from the index of its path, whatever stands around it."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from sangkien.initiatives import branches
from sangkien.initiatives.branches import Narrowing, branch_initiatives
from sangkien.initiatives.models import Initiative
from tests.factories import actor, make_cast, make_initiative, make_programme

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def plan(statement: str) -> str:
    """A handful of rows is read faster whole: PostgreSQL is asked which index it could use."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {statement}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("narrowing", [{}, {"state": "confirmed"}, {"words": "gá hàn"}])
def test_small_branch_is_read_from_the_index_of_paths(narrowing: dict[str, str]) -> None:
    cast = make_cast()
    make_initiative(make_programme(cast.province), cast.factory, cast.author)
    wanted = Narrowing(path=cast.factory.path, **narrowing)  # type: ignore[arg-type] # texts only

    reader = actor(cast.provincial_officer)

    with CaptureQueriesContext(connection) as read:
        branch_initiatives(reader, wanted)

    plans = [plan(query["sql"]) for query in read.captured_queries[:2]]
    assert ["initiatives_branch" in found for found in plans] == [True, True]


def test_size_of_a_large_branch_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    for _ in range(3):
        make_initiative(programme, cast.factory, cast.author)
    rows: QuerySet[Initiative] = Initiative.objects.overseen_by(actor(cast.officer))
    found = []

    for most in (2, 3):
        monkeypatch.setattr(branches, "SMALL_BRANCH", most)
        found.append(branches.is_small(rows))  # type: ignore[arg-type] # of our own class

    assert found == [False, True]
