"""Many at once: nothing is lost, neither in the units nor above them."""

import threading
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import DomainError
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.progress import queries
from sangkien.progress.actions import folding, recount
from sangkien.progress.models import BreakdownMark, OwnTotal, SubtreeTotal
from sangkien.units.models import Level
from tests.factories import (
    NOW,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_officer,
    make_programme,
)
from tests.progress.scenes import settle

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
]

EACH = 6


def at_once(*works: Callable[[], object]) -> None:
    """Run in threads that start together; a failure in any of them fails the test."""
    failures: list[BaseException] = []
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait()
            work()
        except BaseException as error:  # noqa: BLE001 - reported by the thread of the test
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def repeated(work: Callable[[], object], times: int) -> Callable[[], None]:
    def run() -> None:
        for _number in range(times):
            work()

    return run


@pytest.fixture
def cast() -> Cast:
    assert Level.objects.exists()
    return make_cast()


def test_two_transactions_in_one_unit_end_with_exact_totals(cast: Cast) -> None:
    programme = make_programme(cast.province)
    authors = [make_member(cast.factory) for _number in range(4)]

    at_once(
        *(
            repeated(lambda a=author: make_initiative(programme, cast.factory, a), EACH)  # type: ignore[misc]
            for author in authors
        ),
        repeated(lambda: folding.fold(NOW), 10),
    )
    settle()

    sent = EACH * len(authors)
    own = OwnTotal.objects.filter(unit=cast.factory).values_list("sent", "people")
    assert set(own) == {(sent, len(authors))}
    top = SubtreeTotal.objects.filter(unit=cast.national).values_list("sent", "people")
    assert set(top) == {(sent, len(authors))}
    assert list(queries.differences(at=NOW)) == []


def test_a_recount_counts_totals_and_breakdowns_beside_each_other(cast: Cast) -> None:
    """Each in a connection of its own where two may write; both see and write everything."""
    programme = make_programme(cast.province)
    make_initiative(programme, cast.factory, cast.author)
    OwnTotal.objects.update(sent=9)

    call_command("recount", stdout=StringIO())

    assert list(queries.differences(at=NOW)) == []
    assert list(queries.breakdown_differences()) == []
    assert BreakdownMark.objects.exists()


def test_two_officers_at_once_confirm_once_and_are_counted_once(cast: Cast) -> None:
    programme = make_programme(cast.province)
    initiative = make_initiative(programme, cast.factory, cast.author)
    outcomes: list[str] = []

    def confirm(officer: User) -> None:
        found = Initiative.objects.get(pk=initiative.pk)
        try:
            confirmation.confirm(found, by=actor(officer), at=NOW)
            outcomes.append("confirmed")
        except DomainError as refusal:
            outcomes.append(refusal.code)

    second = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER)
    at_once(lambda: confirm(cast.officer), lambda: confirm(second))
    settle()

    assert sorted(outcomes) == ["confirmed", "decided_meanwhile"]
    assert set(OwnTotal.objects.values_list("valid", flat=True)) == {1}
    assert list(queries.differences(at=NOW)) == []


def test_recount_beside_registrations_loses_nothing(cast: Cast) -> None:
    programme = make_programme(cast.province)
    author, other = make_member(cast.factory), make_member(cast.far_factory)

    at_once(
        repeated(lambda: make_initiative(programme, cast.factory, author), EACH),
        repeated(lambda: make_initiative(programme, cast.far_factory, other), EACH),
        repeated(lambda: recount.recount(at=NOW), 4),
        repeated(lambda: folding.fold(NOW), 8),
        repeated(_assert_no_differences, 4),
    )
    settle()

    assert set(SubtreeTotal.objects.filter(unit=cast.national).values_list("sent", flat=True)) == {
        2 * EACH
    }
    assert list(queries.differences(at=NOW)) == []


def _assert_no_differences() -> None:
    assert list(queries.differences(at=NOW)) == []
