"""Whatever happens in whatever order: the kept totals are what counting gives."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.accounts.models import User
from sangkien.core.errors import DomainError
from sangkien.initiatives.actions import confirmation, submission
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.progress import counting, queries
from sangkien.progress.actions import folding, recount
from sangkien.progress.models import OwnTotal, SubtreeTotal
from sangkien.units.models import Unit
from tests.factories import (
    NOW,
    SYSTEM,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_programme,
    make_unit,
)
from tests.progress.scenes import settle

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

STEPS = ("register", "confirm", "return", "correct", "reject", "withdraw", "reopen", "fold")
REASON = "Lý do thử nghiệm"


class Story:
    """A small tree in which steps are tried; a step that the rules refuse changes nothing."""

    def __init__(self, cast: Cast) -> None:
        section = make_unit("Tổ công đoàn số 1", level="bo-phan", parent=cast.factory)
        self.units: list[Unit] = [cast.factory, cast.sister_factory, cast.far_factory, section]
        self.authors: list[tuple[Unit, User]] = [
            (unit, make_member(unit)) for unit in self.units for _twice in range(2)
        ]
        self.programme: Programme = make_programme(cast.province)
        self.made: list[Initiative] = []

    def tell(self, step: str, number: int) -> None:
        if step == "fold":
            folding.fold(NOW)
        elif step == "register":
            unit, author = self.authors[number % len(self.authors)]
            self.made.append(make_initiative(self.programme, unit, author))
        elif self.made:
            self._try(step, self.made[number % len(self.made)])

    def _try(self, step: str, initiative: Initiative) -> None:
        author = actor(initiative.author)
        moves = {
            "confirm": lambda: confirmation.confirm(initiative, by=SYSTEM, at=NOW),
            "return": lambda: confirmation.return_for_changes(
                initiative, reason=REASON, by=SYSTEM, at=NOW
            ),
            "correct": lambda: submission.submit(initiative, by=author, received_at=NOW, at=NOW),
            "reject": lambda: confirmation.reject(initiative, reason=REASON, by=SYSTEM, at=NOW),
            "withdraw": lambda: submission.withdraw(initiative, reason=REASON, by=author, at=NOW),
            "reopen": lambda: confirmation.reopen(initiative, reason=REASON, by=SYSTEM, at=NOW),
        }
        try:
            moves[step]()
        except DomainError:
            initiative.refresh_from_db()


def figures_of(model: type[OwnTotal | SubtreeTotal]) -> dict[tuple[int, int], list[int]]:
    names = counting.SUMMED if model is SubtreeTotal else counting.FIGURES
    rows = model.objects.values_list("unit_id", "period_id", *names)
    return {(unit_id, period_id): figures for unit_id, period_id, *figures in rows if any(figures)}


def assert_children_sum_to_their_parent() -> None:
    own, subtree = figures_of(OwnTotal), figures_of(SubtreeTotal)
    for (unit_id, period_id), figures in subtree.items():
        children = Unit.objects.filter(parent_id=unit_id).values_list("pk", flat=True)
        parts = [subtree.get((pk, period_id), [0] * 7) for pk in children]
        parts.append([*own.get((unit_id, period_id), [0] * 5), 0, 0])
        assert [sum(column) for column in zip(*parts, strict=True)][:5] == figures[:5]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 20)), max_size=40))
def test_totals_after_any_story_are_what_counting_gives(
    db: None, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        story = Story(make_cast())
        for step, number in steps:
            story.tell(step, number)
            assert list(queries.differences(at=NOW)) == []
        settle()

        kept = figures_of(OwnTotal), figures_of(SubtreeTotal)
        assert list(queries.differences(at=NOW)) == []
        assert_children_sum_to_their_parent()
        OwnTotal.objects.all().delete()
        SubtreeTotal.objects.all().delete()
        recount.recount(at=NOW)
        assert (figures_of(OwnTotal), figures_of(SubtreeTotal)) == kept
        transaction.set_rollback(True)
