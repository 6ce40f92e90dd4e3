"""What waits goes on waiting at the right unit when units move, merge or end."""

import pytest

from sangkien.initiatives import waiting
from sangkien.initiatives.actions import confirmation, escalating
from sangkien.initiatives.models import Initiative, Overdue
from sangkien.initiatives.verifying import check_decisions
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import StepKind
from sangkien.units.actions.reorganising import undoing
from sangkien.units.enums import ActKind
from tests.factories import (
    NOW,
    SYSTEM,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_programme,
    make_ruleset,
)
from tests.units.acts import decide

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def pair(cast: Cast) -> tuple[Initiative, Initiative]:
    """One waits for the factory, one for the superior union."""
    programme = make_programme(cast.province)
    rules = [
        Step(number=1, kind=StepKind.CONFIRM),
        Step(number=2, kind=StepKind.ACCEPT, level="cap-tren"),
        Step(number=3, kind=StepKind.ACCEPT, level="tinh"),
    ]
    make_ruleset(programme, rules)
    first, second = (make_initiative(programme, cast.factory, cast.author) for _ in range(2))
    confirmation.confirm(second, by=actor(cast.officer), at=NOW)
    return first, second


def places(*rows: Initiative) -> list[str]:
    for row in rows:
        row.refresh_from_db()
    return [row.waits_path for row in rows]


def test_moved_unit_takes_along_what_waits_at_it_and_above_it(
    cast: Cast, pair: tuple[Initiative, Initiative]
) -> None:
    due = [row.due_on for row in pair]

    act = decide(ActKind.MOVE, cast.factory, target=cast.sister_superior)
    cast.factory.refresh_from_db()
    assert places(*pair) == [cast.factory.path, cast.sister_superior.path]
    assert [row.due_on for row in pair] == due
    assert list(check_decisions()) == []
    undoing.undo(act, by=SYSTEM, at=NOW)

    cast.factory.refresh_from_db()
    assert places(*pair) == [cast.factory.path, cast.superior.path]


def test_merged_unit_waits_for_the_officers_of_its_successor(
    cast: Cast, pair: tuple[Initiative, Initiative]
) -> None:
    decide(ActKind.MERGE, cast.factory, target=cast.sister_factory)

    first, second = pair
    queue = waiting.review_queue(actor(cast.sister_officer)).rows
    assert queue == [first]
    assert places(first, second) == [first.unit_path, cast.superior.path]
    confirmation.confirm(first, by=actor(cast.sister_officer), at=NOW)
    assert places(first) == [cast.superior.path]


def test_merged_superior_hands_over_what_it_had_to_accept(
    cast: Cast, pair: tuple[Initiative, Initiative]
) -> None:
    decide(ActKind.MERGE, cast.superior, target=cast.sister_superior)

    assert places(pair[1]) == [cast.sister_superior.path]


def test_level_that_is_gone_is_passed_by(cast: Cast, pair: tuple[Initiative, Initiative]) -> None:
    decide(ActKind.MOVE, cast.factory, target=cast.province)

    assert places(pair[1]) == [cast.province.path]
    assert pair[1].step == 3


def test_what_sleeps_is_noticed_anew_by_the_new_superior(
    cast: Cast, pair: tuple[Initiative, Initiative]
) -> None:
    later = NOW.replace(month=7)
    escalating.notice_overdue(later)

    decide(ActKind.MOVE, cast.factory, target=cast.sister_superior)
    assert not Overdue.objects.filter(is_open=True).exists()
    escalating.notice_overdue(later)

    above = set(Overdue.objects.filter(is_open=True).values_list("above_path", flat=True))
    assert above == {cast.sister_superior.path, cast.province.path}
